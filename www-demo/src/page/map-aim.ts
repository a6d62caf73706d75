// What is nearest to a place on the map: a leg of a route, or a stop.

import type { RouteId } from 'routewright';
import type { TakenStep } from './drag.js';
import type { StepKind } from './session.js';

export interface Point {
  x: number;
  y: number;
}

/** A route on the screen: its steps that have a place, in pixels. */
export interface Placed {
  routeId: RouteId;
  steps: (Point & { orderId: string | null; type: string })[];
}

interface Origin {
  orderId: string;
  kind: string;
  origin: { routeId: RouteId; index: number } | null;
}

/** So near to where it was taken a stop stays there: letting it go at once changes nothing. */
const HOME_PX = 12;
/** Legs from and to depots cross everything: others are preferred to them. */
const DEPOT_PX = 10;

const distance = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y);

/** From a point to the stretch between two others. */
function toLeg(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((point.x - from.x) * dx + (point.y - from.y) * dy) / length));
  return distance(point, { x: from.x + share * dx, y: from.y + share * dy });
}

/** The legs of a route without the step that is moved, each with how many order steps come before it. */
function legsOf({ steps }: Placed, { orderId, kind }: Origin): { from: Point; to: Point; index: number; depot: boolean }[] {
  const others = steps.filter((step) => !(step.orderId === orderId && step.type === kind));
  let index = 0;
  return others.slice(1).map((to, at) => {
    const from = others[at]!;
    if (from.orderId !== null) index += 1;
    return { from, to, index, depot: from.orderId === null || to.orderId === null };
  });
}

/** Where a stop that is dragged to a point would go; null where there is no route. */
export function nearestLeg(routes: readonly Placed[], point: Point, moved: Origin): { routeId: RouteId; index: number } | null {
  const own = routes.find(({ routeId }) => routeId === moved.origin?.routeId)?.steps
    .find((step) => step.orderId === moved.orderId && step.type === moved.kind);
  if (own !== undefined && distance(point, own) < HOME_PX) return moved.origin;
  let best: { routeId: RouteId; index: number } | null = null;
  let least = Infinity;
  for (const route of routes) {
    for (const { from, to, index, depot } of legsOf(route, moved)) {
      const far = toLeg(point, from, to) + (depot ? DEPOT_PX : 0);
      if (far >= least) continue;
      least = far;
      best = { routeId: route.routeId, index };
    }
  }
  return best;
}

/** The order step that a finger means; null where none is so near. */
export function nearestStep(routes: readonly Placed[], point: Point, within: number): TakenStep | null {
  let best: TakenStep | null = null;
  let least = within;
  for (const { steps } of routes) {
    for (const step of steps) {
      if (step.orderId === null || distance(point, step) > least) continue;
      least = distance(point, step);
      best = { orderId: step.orderId, kind: step.type as StepKind };
    }
  }
  return best;
}
