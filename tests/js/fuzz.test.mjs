// Whatever a caller hands over, to whatever function: a result, or a `RoutewrightError`; nothing that was handed over is
// changed, and the planner that was asked is as it was and goes on. `make fuzz` does so for many times as long:
//
//   FUZZ_RUNS=20000 FUZZ_SEED=7 node --test tests/js/fuzz.test.mjs
//
// A failure prints seed and path; with FUZZ_SEED and FUZZ_PATH it comes again, alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import * as rw from './support/routewright.mjs';
import { Planner, RoutewrightError, base } from './support/routewright.mjs';

const RUNS = Number(process.env.FUZZ_RUNS ?? 500);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
const DATE = '20151204';

const throws = () => {
  throw new TypeError('go away');
};
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};
/** A typed array without its memory. */
const detached = (Kind) => {
  const array = new Kind(8);
  structuredClone(array.buffer, { transfer: [array.buffer] });
  return array;
};
/** A typed array that lies beyond memory that has shrunk. */
const shrunk = () => {
  const buffer = new ArrayBuffer(16, { maxByteLength: 32 });
  const array = new Int32Array(buffer, 8, 2);
  buffer.resize(8);
  return array;
};

/** Values that answer back, made anew each time. */
const ODD = [
  revoked,
  () => new Proxy({}, { ownKeys: throws }),
  () => new Proxy({}, { getPrototypeOf: throws }),
  () => new Proxy({}, { getOwnPropertyDescriptor: throws, has: throws }),
  () => new Proxy({ json: '{}', travel: {} }, { get: throws }),
  () => new Proxy([], { get: throws }),
  () => new Proxy(() => 1, { apply: throws }),
  () => ({ get json() { return throws(); }, travel: {} }),
  () => ({ json: '{}', get travel() { return throws(); } }),
  () => ({ json: JSON.stringify(base()), travel: { type: 'matrix', locations: [[0, 0]], durationsSec: detached(Int32Array), distancesMt: shrunk() } }),
  () => ({ ...base(), travel: { type: 'matrix', locations: [[0, 0]], durationsSec: shrunk(), distancesMt: detached(Uint32Array) } }),
  () => ({ ...base(), travel: { type: 'matrix', locations: [[0, 0]], durationsSec: new Float32Array(1), distancesMt: new BigInt64Array(1) } }),
  () => ({ type: 'matrix', locations: [], durationsSec: detached(Int32Array), distancesMt: new Uint32Array(3) }),
  () => detached(Uint8Array),
  () => new Uint8Array(new SharedArrayBuffer(4)),
  () => ({ toJSON: throws }),
  () => ({ toJSON: () => ({ toJSON: throws }) }),
  () => ({ onProgress: 5 }),
  () => Object.assign(Object.create({ from: DATE }), { to: DATE }),
  () => Object.defineProperty([], 'length', { value: 2 ** 31 }),
  () => [DATE, , 1],
  () => Symbol('s'),
  () => class {},
  () => new WeakMap(),
  () => new (class Snapshot { territory = {}; })(),
];

/** Makes a value when it is wanted: the tool itself would stumble over the odd ones. */
const maker = (make, shown) => Object.assign(make, { [fc.toStringMethod]: shown });
const made = (value) => maker(() => value, () => fc.stringify(value));

const anything = fc.oneof(
  { weight: 4, arbitrary: fc.anything({
    withBigInt: true, withBoxedValues: true, withDate: true, withMap: true, withNullPrototype: true, withObjectString: true,
    withSet: true, withSparseArray: true, withTypedArray: true, maxDepth: 3,
  }).map(made) },
  { weight: 1, arbitrary: fc.json().map(made) },
  { weight: 2, arbitrary: fc.constantFrom(...ODD.map((make) => maker(make, () => String(make)))) },
);

/** Requests that are right, of each operation with one. */
const REQUESTS = {
  buildRoutes: () => ({ from: DATE, to: DATE, depotTrips: true }),
  fitIn: () => ({ from: DATE, to: DATE, orderIds: ['o2'], includeRoutesWithViolations: 'none' }),
  computeProposals: () => ({
    order: { ...base().orders.o3, id: 'new' },
    timeSlots: [{ date: DATE, pickupTimeWindows: null, deliveryTimeWindows: [{ startSec: 36_000, endSec: 50_000 }] }],
  }),
  applyProposal: () => ({ requestId: 'r', requestStatus: 'COMPLETED', expiryTs: 1e10, order: {}, proposals: [] }),
  explainOrder: () => ({ orderId: 'o2', from: DATE, to: DATE }),
  marginalCosts: () => ({ routeIds: [`v1-${DATE}`] }),
  evaluateRoutes: () => ({ routeIds: [`v1-${DATE}`] }),
  applyExecutionEvents: () => ({
    events: [{ type: 'timeIn', orderId: 'o1', orderStepType: 'delivery', vehicleId: 'v1', date: DATE, data: { sec: 32_000, latLng: [0, 0] } }],
    strict: false,
  }),
  translateMobileEvents: () => ({
    events: [{ event: 'success', unixTimestamp: 1_449_241_200, orderNo: 'o1', driverName: 'Driver 1' }],
    updates: [{ id: 'o1', data: { status: 'failed', startTime: { utcTime: '2015-12-04T15:00:00' }, endTime: { localTime: '2015-12-04T09:10:00' } } }],
  }),
  assignOrderSteps: () => ({ orderSteps: [{ orderId: 'o3', type: 'delivery' }], routeId: `v1-${DATE}`, afterSec: 0 }),
  unassignOrders: () => ({ orderIds: ['o1'] }),
  applySequences: () => ({ sequences: [{ routeId: 'v1-20151205', orderSteps: [{ orderId: 'o3', type: 'delivery' }] }] }),
  swapRoutes: () => ({ srcRouteId: `v1-${DATE}`, dstRouteId: 'v1-20151205' }),
  approveRoutes: () => ({ ids: [`v1-${DATE}`], strict: false }),
  revokeRoutes: () => ({ ids: [`v1-${DATE}`] }),
};
const EDITS = {
  putOrders: () => [base().orders.o1],
  removeOrders: () => ['o1'],
  putVehicles: () => [base().vehicles.v1],
  setTravel: () => ({ type: 'matrix', locations: [[0, 0]], durationsSec: new Int32Array(1), distancesMt: [0], missing: 'estimate' }),
  setNow: () => ({ date: DATE, sec: 40_000 }),
};

/** Every place in a value: its holder and key. */
function places(value, found = []) {
  for (const key of Object.keys(value)) {
    found.push([value, key]);
    if (typeof value[key] === 'object' && value[key] !== null && !ArrayBuffer.isView(value[key])) places(value[key], found);
  }
  return found;
}

/** Something right in which anything stands in one place; or anything at all. */
const around = (right) =>
  fc.oneof(
    { weight: 1, arbitrary: anything },
    { weight: 3, arbitrary: fc.tuple(fc.nat(), anything).map(([number, value]) => {
      const at = number % places(right()).length;
      const make = () => {
        const whole = right();
        const [holder, key] = places(whole)[at];
        holder[key] = value();
        return whole;
      };
      return maker(make, () => `at place ${at}: ${value[fc.toStringMethod]()}`);
    }) },
  );

/** Whether options or a slice set no limit: a search would take its time, which is no fault. */
const isUnlimited = (options) => {
  try {
    return ['{}', 'null', undefined].includes(JSON.stringify(options));
  } catch {
    return false;
  }
};
const FEW = { maxIterations: 1 };
const SOLVES = ['buildRoutes', 'fitIn', 'computeProposals'];
/** What else a method of this name takes. */
function more(name, value) {
  if (name === 'applyProposal') return [value, {}];
  if (name in EDITS) return [];
  return [SOLVES.includes(name) && isUnlimited(value) ? FEW : value];
}

/** The values as they are, where that can be told. */
function copied(values) {
  return values.map((value) => {
    try {
      return [structuredClone(value)];
    } catch {
      return undefined;
    }
  });
}

/** Calls, and holds what must be true whatever comes in. Whether there was a result. */
function outcome(call, values) {
  const before = copied(values);
  let thrown;
  try {
    call();
  } catch (error) {
    thrown = error;
  }
  before.forEach((copy, at) => copy && assert.ok(isDeepStrictEqual(structuredClone(values[at]), copy[0]), 'what was handed over is changed'));
  if (thrown === undefined) return true;
  assert.ok(thrown instanceof RoutewrightError, `${thrown?.stack ?? String(thrown)}`);
  assert.notEqual(thrown.errorCode, 500, thrown.message);
  assert.ok(typeof thrown.message === 'string' && thrown.message !== '' && Array.isArray(thrown.issues));
  for (const { path, message, errorCode } of thrown.issues) {
    assert.ok(typeof path === 'string' && message.length > 0 && Number.isInteger(errorCode), JSON.stringify(thrown.issues));
  }
  return false;
}

let done = 0;
function told() {
  done += 1;
  if (RUNS >= 5_000 && done % 5_000 === 0) process.stderr.write(`${done} calls with arbitrary values\n`);
}

function holds(values, use, runs = RUNS) {
  const property = fc.property(values, (own) => {
    told();
    use(own);
  });
  const again = process.env.FUZZ_PATH === undefined ? {} : { path: process.env.FUZZ_PATH };
  fc.assert(property, { numRuns: runs, seed: SEED, includeErrorInReport: true, ...again });
}

/** A planner of which an evaluation changes nothing more. */
function evaluated() {
  const planner = new Planner(base());
  planner.evaluateRoutes();
  return { planner, snapshot: planner.snapshot() };
}

/** The planner is there as it was, and answers. */
function isAsBefore(planner, snapshot) {
  assert.deepEqual(planner.snapshot(), snapshot);
  assert.ok(planner.evaluateRoutes().routes[`v1-${DATE}`]);
}

test('anything as a snapshot, in every function: a result or issues', () => {
  const names = fc.constantFrom('validate', 'Planner', ...Object.keys(REQUESTS));
  holds(fc.tuple(names, around(base)), ([name, make]) => {
    const snapshot = make();
    outcome(() => {
      if (name === 'Planner') new Planner(snapshot).free();
      else if (name === 'validate') assert.ok(Array.isArray(rw.validate(snapshot)));
      else if (name === 'applyProposal') rw.applyProposal(snapshot, REQUESTS[name](), {});
      else rw[name](snapshot, REQUESTS[name](), ...more(name, undefined));
    }, [snapshot]);
  });
});

test('anything as a request or options of a planner: a result or issues, and the planner goes on', () => {
  const all = { ...REQUESTS, ...EDITS };
  const calls = fc.constantFrom(...Object.keys(all)).chain((name) => fc.tuple(fc.constant(name), around(all[name]), fc.option(anything, { nil: made(undefined) })));
  let { planner, snapshot } = evaluated();
  holds(calls, ([name, request, options]) => {
    const own = [request(), ...more(name, options())];
    if (outcome(() => planner[name](...own), own)) {
      planner.free();
      ({ planner, snapshot } = evaluated());
    }
    isAsBefore(planner, snapshot);
  });
  planner.free();
});

test('anything as rules of a planner, or as a slice of its search: a result or issues', () => {
  const { planner, snapshot } = evaluated();
  holds(fc.tuple(anything, anything), ([makeRules, makeSlice]) => {
    const [rules, slice] = [makeRules(), makeSlice()];
    outcome(() => new Planner(base(), rules).free(), [rules]);
    const run = planner.startBuildRoutes(REQUESTS.buildRoutes(), FEW);
    outcome(() => run.step(isUnlimited(slice) ? { iterations: 1 } : slice), [slice]);
    run.cancel();
    isAsBefore(planner, snapshot);
  }, Math.ceil(RUNS / 3));
  planner.free();
});
