// A move of an order step to a place on a route: which operations it takes, and what it would change.

import type {
  AssignOrderStepsRequest, OrderId, Route, RouteId, TravelModel, UnassignOrdersRequest,
} from 'routewright';
import { costOf, placements, stepKey, stepsOf, vehicleOfRoute, type RouteChange, type StepKind } from './session.js';
import type { Snapshot } from './snapshot.js';

export interface Move {
  orderId: OrderId;
  /** The step that was taken; the order's other step comes along to another route. */
  kind: StepKind;
  to: RouteId;
  /** Order steps on the route in front of it, itself not counted. */
  index: number;
}

export type Operation =
  | { name: 'assignOrderSteps'; request: AssignOrderStepsRequest }
  | { name: 'unassignOrders'; request: UnassignOrdersRequest };

export interface Question {
  id: number;
  snapshot: Snapshot;
  operations: Operation[];
}

export interface Outcome {
  /** Hundredths. */
  deltaCost: number;
  /** When the step would begin; −1 where the move does nothing. */
  startSec: number;
  /** What is violated after the move and was not before: order step or vehicle, and code. */
  violations: { orderId: OrderId | null; routeId: RouteId; code: string }[];
}

const isOrderStep = (step: { type: string }): boolean => step.type === 'pickup' || step.type === 'delivery';

/** The order steps of a route in front of which, or after which, a step can be put. */
export function othersOn(route: Route | undefined, { orderId, kind }: Pick<Move, 'orderId' | 'kind'>): Route['steps'] {
  return (route?.steps ?? []).filter((step) => isOrderStep(step) && !(step.orderId === orderId && step.type === kind));
}

/** The steps that move together. */
export function movedSteps(snapshot: Snapshot, { orderId, kind, to }: Omit<Move, 'index'>): StepKind[] {
  const from = placements(snapshot.routes).get(stepKey(orderId, kind))?.routeId;
  return from === to ? [kind] : stepsOf(snapshot, orderId);
}

/** The documented operations that make the move. */
export function operationsOf(snapshot: Snapshot, move: Move): Operation[] {
  const { orderId, to, index } = move;
  const placed = placements(snapshot.routes);
  const kinds = movedSteps(snapshot, move);
  const before = othersOn(snapshot.routes?.[to], move)[index - 1];
  const afterSec = index === 0 ? 0 : Math.max(0, before?.startSec ?? 0);
  const orderSteps = kinds.map((type) => ({ orderId, type }));
  const assign: Operation = { name: 'assignOrderSteps', request: { orderSteps, routeId: to, afterSec } };
  // Several steps are assigned together only when they are on no route.
  const leaves = kinds.length > 1 && kinds.some((type) => placed.has(stepKey(orderId, type)));
  return leaves ? [{ name: 'unassignOrders', request: { orderIds: [orderId] } }, assign] : [assign];
}

/** The part of a snapshot that a move concerns: small, so that an answer takes milliseconds. */
export function concerned(snapshot: Snapshot, { orderId, to }: Move): Snapshot {
  const placed = placements(snapshot.routes);
  const routeIds = new Set<RouteId>([to]);
  for (const kind of stepsOf(snapshot, orderId)) {
    const at = placed.get(stepKey(orderId, kind));
    if (at !== undefined) routeIds.add(at.routeId);
  }
  const ids = [...routeIds];
  const routes = Object.fromEntries(ids.flatMap((id) => (snapshot.routes?.[id] ? [[id, snapshot.routes[id]]] : [])));
  const orderIds = new Set([orderId, ...Object.values(routes).flatMap((route) => route.steps.map((step) => step.orderId))]);
  const orders = Object.fromEntries(Object.entries(snapshot.orders).filter(([id]) => orderIds.has(id)));
  const vehicleIds = new Set([...ids.map(vehicleOfRoute), ...Object.values(orders).map((order) => order.forceVehicleId)]);
  const vehicles = Object.fromEntries(Object.entries(snapshot.vehicles).filter(([id]) => vehicleIds.has(id)));
  const { travel: _, vehicleDriverAssignments: __, ...rest } = snapshot;
  const kept = (list: RouteId[] | undefined) => (list ?? []).filter((id) => routeIds.has(id));
  return {
    ...rest, vehicles, orders, routes,
    approvedRoutes: kept(snapshot.approvedRoutes).filter((id) => Object.hasOwn(routes, id)),
    lockedRouteIds: kept(snapshot.lockedRouteIds),
  };
}

function broken(routes: Route[], ids: RouteId[]): Map<string, Outcome['violations'][number]> {
  const found = new Map<string, Outcome['violations'][number]>();
  routes.forEach((route, at) => {
    const routeId = ids[at] ?? '';
    for (const code of route.vehicleViolations ?? []) found.set(`${routeId} ${code}`, { orderId: null, routeId, code });
    for (const step of route.steps) {
      for (const code of step.violations ?? []) {
        found.set(`${step.type} ${step.orderId} ${code}`, { orderId: step.orderId ?? null, routeId, code });
      }
    }
  });
  return found;
}

/** What a change makes of the costs and rules of the routes it concerns. */
export function outcomeOf(snapshot: Snapshot, { orderId, kind }: Move, change: RouteChange): Outcome {
  const ids = [...new Set([...Object.keys(change.routes), ...change.deletedRouteIds])];
  const known = (routes: Record<RouteId, Route> | undefined) => ids.filter((id) => routes?.[id] !== undefined);
  const routesOf = (routes: Record<RouteId, Route> | undefined) => known(routes).map((id) => routes![id]!);
  const before = broken(routesOf(snapshot.routes), known(snapshot.routes));
  const after = broken(routesOf(change.routes), known(change.routes));
  const cost = (routes: Record<RouteId, Route> | undefined) => costOf(routesOf(routes)).total;
  const step = routesOf(change.routes).flatMap((route) => route.steps).find((one) => one.orderId === orderId && one.type === kind);
  return {
    deltaCost: cost(change.routes) - cost(snapshot.routes),
    startSec: step?.startSec ?? -1,
    violations: [...after].filter(([key]) => !before.has(key)).map(([, violation]) => violation),
  };
}

interface Answer {
  id: number;
  change?: RouteChange;
  refused?: string;
}

/** Asks what a move would change; only the latest question is answered. */
export class WhatIf {
  #worker = new Worker(new URL('./what-if.js', import.meta.url), { type: 'module' });
  #travel: TravelModel | undefined;
  #asked = 0;
  #waiting: { question: Question; settle: (answer: Answer | null) => void } | null = null;
  #busy: ((answer: Answer) => void) | null = null;

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      const settle = this.#busy;
      this.#busy = null;
      settle?.(data);
      this.#next();
    });
  }

  /** The outcome; a text: why it is refused; null where a later question has overtaken this one. */
  async ask(snapshot: Snapshot, move: Move): Promise<Outcome | string | null> {
    if (this.#travel !== snapshot.travel) {
      this.#travel = snapshot.travel;
      this.#worker.postMessage({ travel: snapshot.travel ?? null });
    }
    const question = { id: (this.#asked += 1), snapshot: concerned(snapshot, move), operations: operationsOf(snapshot, move) };
    const answer = await new Promise<Answer | null>((resolve) => {
      this.#waiting?.settle(null);
      this.#waiting = { question, settle: resolve };
      this.#next();
    });
    if (answer === null) return null;
    return answer.change === undefined ? (answer.refused ?? 'refused') : outcomeOf(snapshot, move, answer.change);
  }

  #next(): void {
    if (this.#busy !== null || this.#waiting === null) return;
    const { question, settle } = this.#waiting;
    this.#waiting = null;
    this.#busy = settle;
    this.#worker.postMessage({ question });
  }
}
