// The plan as it stands. A session is never changed in place: each change makes a new one, so that undo, comparing and
// drawing only what differs are a matter of keeping the old one.

import type {
  CostSummary, DateString, OrderExplanation, OrderId, Reason, Route, RouteId, SchedulingResult, SolveStats, UnassignedOrder,
  ValidationIssue,
} from 'routewright';
import type { Snapshot } from './snapshot.js';

export type StepKind = 'pickup' | 'delivery';

export interface DateRange {
  from: DateString;
  to: DateString;
}

export interface Session {
  name: string;
  /** The file that it began with: one object for all sessions that came of it. */
  source: object;
  snapshot: Snapshot;
  range: DateRange;
  /** Why orders were left out, where a search has said so. */
  reasons: Record<OrderId, Reason[]>;
  /** Of the last search. */
  search: SolveStats | null;
  warnings: ValidationIssue[];
}

/** What an operation changes of the routes. */
export type RouteChange = Pick<SchedulingResult, 'routes' | 'deletedRouteIds'>;

const STEPS: StepKind[] = ['pickup', 'delivery'];

/** A session with these routes replaced, added and taken away. */
export function withRoutes(session: Session, { routes, deletedRouteIds }: RouteChange): Session {
  const merged = { ...session.snapshot.routes, ...routes };
  for (const id of deletedRouteIds) delete merged[id];
  return { ...session, snapshot: { ...session.snapshot, routes: merged } };
}

/** A session after an operation. */
export function withResult(session: Session, result: SchedulingResult): Session {
  const reasons = { ...session.reasons };
  for (const { orderId, reasons: told } of result.unassigned) reasons[orderId] = told;
  return { ...withRoutes(session, result), reasons };
}

/** A session after a search. */
export function withSearch(session: Session, result: SchedulingResult, range: DateRange): Session {
  return { ...withResult(session, result), search: result.stats, warnings: result.warnings, range };
}

export function isLocked(snapshot: Snapshot, id: RouteId): boolean {
  return (snapshot.lockedRouteIds ?? []).includes(id);
}

/** A session in which a route is locked or free. */
export function withLock(session: Session, id: RouteId, locked: boolean): Session {
  const others = (session.snapshot.lockedRouteIds ?? []).filter((other) => other !== id);
  const lockedRouteIds = locked ? [...others, id] : others;
  return { ...session, snapshot: { ...session.snapshot, lockedRouteIds } };
}

/** The steps that an order has. */
export function stepsOf(snapshot: Snapshot, orderId: OrderId): StepKind[] {
  return STEPS.filter((kind) => snapshot.orders[orderId]?.[kind] != null);
}

export interface Placed {
  routeId: RouteId;
  startSec: number;
}

/** Where each order step is, by order id and kind. */
export function placements(routes: Record<RouteId, Route> | undefined): Map<string, Placed> {
  const found = new Map<string, Placed>();
  for (const [routeId, route] of Object.entries(routes ?? {})) {
    for (const step of route.steps) {
      if (step.orderId != null) found.set(stepKey(step.orderId, step.type), { routeId, startSec: step.startSec ?? -1 });
    }
  }
  return found;
}

export const stepKey = (orderId: OrderId, kind: string): string => `${kind} ${orderId}`;

/** The orders that are not, or not wholly, on a route. */
export function leftOut({ snapshot, reasons }: Session): UnassignedOrder[] {
  const placed = placements(snapshot.routes);
  return Object.keys(snapshot.orders).flatMap((orderId) => {
    const orderSteps = stepsOf(snapshot, orderId).filter((kind) => !placed.has(stepKey(orderId, kind)));
    return orderSteps.length === 0 ? [] : [{ orderId, orderSteps, reasons: reasons[orderId] ?? [] }];
  });
}

const PARTS = [
  'total', 'activation', 'driving', 'idle', 'service', 'break', 'distance', 'perStop', 'depotSetup', 'regionEnter',
] as const;

/** The cost of these routes together. */
export function costOf(routes: Iterable<Route>): CostSummary {
  const sum = Object.fromEntries(PARTS.map((part) => [part, 0])) as unknown as CostSummary;
  for (const { costBreakdown } of routes) {
    for (const part of PARTS) sum[part] += costBreakdown?.[part] ?? 0;
  }
  return sum;
}

/**
 * What the place where an order is now costs: the cost of its route less that of the same without it. Places are priced
 * against a plan without the order, so a move there adds their price less this.
 */
export function presentCost(snapshot: Snapshot, orderId: OrderId, places: OrderExplanation['places']): number {
  const placed = placements(snapshot.routes);
  const routeId = stepsOf(snapshot, orderId).flatMap((kind) => placed.get(stepKey(orderId, kind))?.routeId ?? [])[0];
  const own = places.find((place) => place.routeId === routeId);
  const cost = snapshot.routes?.[routeId ?? '']?.costBreakdown?.total;
  return own === undefined || cost === undefined || !('sequence' in own) ? 0 : cost - (own.routeCost - own.deltaCost);
}

export const dateOfRoute = (id: RouteId): DateString => id.slice(id.lastIndexOf('-') + 1);
export const vehicleOfRoute = (id: RouteId): string => id.slice(0, id.lastIndexOf('-'));

export const orderName = (snapshot: Snapshot, id: OrderId): string => snapshot.orders[id]?.name || id;
export const vehicleLabel = (snapshot: Snapshot, id: RouteId): string => {
  const vehicleId = vehicleOfRoute(id);
  return snapshot.vehicles[vehicleId]?.externalId || vehicleId;
};
