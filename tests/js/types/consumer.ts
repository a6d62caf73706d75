// Compiled, never run: what a program in TypeScript may write, and what it may not.

import {
  Planner, RoutewrightError, applyExecutionEvents, approveRoutes, assignOrderSteps, buildRoutes, evaluateRoutes, fitIn, init, validate,
  type AnyExecutionEvent, type EventKind, type ExecutionEvent, type Progress, type Reason, type Route, type SchedulingResult, type Snapshot, type ValidationIssue,
} from 'routewright';

const snapshot: Snapshot = {
  territory: { timeZoneCode: 'America/Chicago' },
  depots: { d1: { location: { latLng: [33831316, -87278355] } } },
  vehicles: {
    v1: { settings: { departureDepotId: 'd1', arrivalDepotId: null, loadCapacities: { people: 600 } } },
    v2: { settings: { '20151204': { available: false } }, settingsByDate: { '20151205': { kmCost: 100 } } },
  },
  orders: {
    o1: { priority: 10, loads: { people: 200 }, delivery: { location: { latLng: [33817872, -87266893], status: 'OK' } } },
  },
  travel: {
    type: 'matrix', locations: [[33831316, -87278355]], durationsSec: new Int32Array(1), distancesMt: [null], missing: 'error',
  },
};

await init();
await init(new URL('https://example.com/routewright.wasm'));
await init(fetch('/routewright.wasm'));

const issues: ValidationIssue[] = validate(snapshot);
const result: SchedulingResult = buildRoutes(
  snapshot,
  { from: '20151204', to: '20151204', lockedRouteIdsOverride: null, depotTrips: true },
  { timeBudgetMs: 100, seed: 'random', onProgress: (progress: Progress) => progress.unassigned > 0 },
);
const routes: Record<string, Route> = result.routes;
const reasons: Reason[] = result.unassigned.flatMap((order) => order.reasons);
const fitted: string[] | undefined = fitIn(snapshot, {
  from: '20151204', to: '20151204', orderIds: null, includeRoutesWithViolations: 'none', keepSequence: true,
}).data.orderIds;
evaluateRoutes('{}');
evaluateRoutes(new Uint8Array(2), { routeIds: ['v1-20151204'] }, { strictRegions: true });
evaluateRoutes({ json: '{}', travel: { type: 'estimate', speedKmh: 30 } });

const planner = new Planner(snapshot, { missingCapacity: 'zero' });
const run = planner.startBuildRoutes({ from: '20151204', to: '20151204' }, { maxIterations: 10 });
while (!run.done) run.step({ ms: 8 });
const finished: SchedulingResult = run.finish();
const assigned: SchedulingResult = assignOrderSteps(
  snapshot, { orderSteps: [{ orderId: 'o1', type: 'delivery' }], routeId: 'v1-20151204', afterSec: 0 },
);
const dates: string[] = approveRoutes(snapshot, { ids: ['v1-20151204'], strict: false }).approved;
planner.putOrders([{ id: 'o2', delivery: { depotId: 'd1' } }]);
planner.setTravel(null);
planner.setNow({ date: '20151204', sec: 0 });
// @ts-expect-error a moment has a second
planner.setNow({ date: '20151204' });
const disposable: Disposable = planner;
const back: Snapshot = planner.snapshot();

try {
  planner.evaluateRoutes();
} catch (error) {
  if (error instanceof RoutewrightError) console.log(error.errorCode, error.path, error.issues.length);
}

// @ts-expect-error a date is a text
buildRoutes(snapshot, { from: 20151204, to: '20151204' });
// @ts-expect-error a request is needed
buildRoutes(snapshot);
// @ts-expect-error no such option
buildRoutes(snapshot, { from: '20151204', to: '20151204' }, { timeBudget: 5 });
// @ts-expect-error a rule has words
evaluateRoutes(snapshot, {}, { missingCapacity: 'none' });
// @ts-expect-error options of a solve are no rules
new Planner(snapshot, { seed: 1 });
// @ts-expect-error an error's code cannot be set
new RoutewrightError('x').errorCode = 5;

// Events by their kinds: a departure names a driver and a place, or takes back what was said.
const processed: string[] = applyExecutionEvents(snapshot, {
  events: [
    { type: 'timeIn', orderId: 'o1', orderStepType: 'delivery', vehicleId: 'v1', date: '20151204', data: { sec: 35132 } },
    { type: 'departure', driverId: 'p', vehicleId: 'v1', date: '20151204', data: null },
    // @ts-expect-error a status must be said, be it null
    { type: 'statusUpdate', orderId: 'o1', orderStepType: 'delivery', vehicleId: 'v1', date: '20151204', data: { sec: 1 } },
  ],
}).data.processed;

export { assigned, back, dates, disposable, finished, issues, processed, reasons, routes };

// The hand-written union of events says no more and no less than the types of the core.
type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : false) : false;
const kinds: Same<Exclude<ExecutionEvent['type'], 'signature' | 'picture' | 'audio' | 'barcodes' | 'note'>, EventKind> = true;
const anyEvent = (event: ExecutionEvent): Omit<AnyExecutionEvent, 'type'> => event;
// A route of a result has all that results have; what the caller hands over may have less.
const steps: number = Object.values(routes).reduce((sum, route) => sum + route.steps.length, 0);
const less: Snapshot = { ...snapshot, routes: { 'v1-20151204': {} } };
export { anyEvent, kinds, less, steps };
