// A session as the views draw it: routes of one date, rows of all vehicles that could work on it.

import type { CostSummary, DateString, Route, RouteId, SolveStats, TimeWindow, Vehicle } from 'routewright';
import { planView } from '../model/plan.mjs';
import { settingsOn, vehicleName } from '../model/vehicle.mjs';
import { vehicleColours } from '../model/colours.mjs';
import { costOf, dateOfRoute, leftOut, type Session, type StepKind } from './session.js';

/** A plan as `planView` describes it. */
export interface PlanView {
  from: DateString;
  to: DateString;
  depots: object[];
  regions: object[];
  routes: RouteView[];
  leftOut: LeftOutView[];
  totals: { cost: CostSummary; stops: number; orders: number; distanceMt: number; driveSec: number; idleSec: number };
}

/** An order that is on no route, or not wholly. */
export interface LeftOutView {
  orderId: string;
  name: string;
  places: { kind: StepKind; latLng: [number, number] }[];
  reasons: { code: string; message: string }[];
}

export interface RouteView {
  id: RouteId;
  date: DateString;
  vehicleId: string;
  vehicle: string;
  idx: number | null;
  driver: string | null;
  colour: string;
  window: TimeWindow | null;
  startSec: number;
  endSec: number;
  stops: number;
  orders: number;
  distanceMt: number;
  driveSec: number;
  idleSec: number;
  cost: number | null;
  loads: { key: string; peak: number; capacity: number | null }[];
  violations: string[];
  steps: StepView[];
}

export interface StepView {
  type: string;
  orderId: string | null;
  name: string | null;
  latLng: [number, number] | null;
  startSec: number;
  endSec: number;
  idleTimeSec: number;
  windows: TimeWindow[];
  violations: string[];
}

const NO_SEARCH = { iterations: 0, improvements: 0, elapsedMs: 0, seed: 0, stoppedBy: 'none' };

/** Routes that were drawn before are known by their object: a route is never changed in place. */
export class Viewer {
  #made = new WeakMap<Route, { view: RouteView; orders: unknown; vehicles: unknown }>();

  /** The plan of one date, or of a range. */
  view(session: Session, from: DateString, to: DateString = from): PlanView {
    const { snapshot } = session;
    const { orders, vehicles } = snapshot;
    const kept = (route: Route, make: () => RouteView): RouteView => {
      const known = this.#made.get(route);
      if (known?.orders === orders && known?.vehicles === vehicles) return known.view;
      const view = make();
      this.#made.set(route, { view, orders, vehicles });
      return view;
    };
    const routes = Object.entries(snapshot.routes ?? {});
    const inRange = routes.filter(([id]) => dateOfRoute(id) >= from && dateOfRoute(id) <= to);
    const result = {
      routes: {},
      deletedRouteIds: [],
      unassigned: leftOut(session),
      cost: costOf(inRange.map(([, route]) => route)),
      stats: (session.search ?? NO_SEARCH) as SolveStats,
      warnings: session.warnings,
    };
    return planView(snapshot, result, { from, to }, kept) as PlanView;
  }
}

/** A row for every vehicle that works on a date: its route, or an empty one to drop stops on. */
export function rowsOn(session: Session, date: DateString, routes: RouteView[]): RouteView[] {
  const { vehicles } = session.snapshot;
  const taken = new Map(routes.map((route) => [route.vehicleId, route]));
  const colours: Map<string, string> = vehicleColours(vehicles);
  const rows = Object.entries(vehicles).flatMap(([vehicleId, vehicle]) => {
    const route = taken.get(vehicleId);
    if (route !== undefined) return [route];
    const settings = settingsOn(vehicle, date);
    if (settings.available === false || Object.keys(settings).length === 0) return [];
    return [emptyRow(vehicleId, vehicle, date, colours.get(vehicleId) ?? '#64748b', settings.timeWindow ?? null)];
  });
  return rows.sort((first, second) => (first.idx ?? Infinity) - (second.idx ?? Infinity) || (first.id < second.id ? -1 : 1));
}

function emptyRow(
  vehicleId: string, vehicle: Vehicle, date: DateString, colour: string, window: RouteView['window'],
): RouteView {
  const id: RouteId = `${vehicleId}-${date}`;
  return {
    id, date, vehicleId, vehicle: vehicleName(vehicle, vehicleId), idx: vehicle.idx ?? null, driver: null, colour, window,
    startSec: -1, endSec: -1, stops: 0, orders: 0, distanceMt: 0, driveSec: 0, idleSec: 0, cost: null, loads: [],
    violations: [], steps: [],
  };
}

/** The dates that a plan has something on. */
export function datesOf({ snapshot, range }: Session): DateString[] {
  const dates = new Set([range.from, range.to, ...Object.keys(snapshot.routes ?? {}).map(dateOfRoute)]);
  return [...dates].sort();
}
