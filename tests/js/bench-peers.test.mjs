// `make bench-peers`: what the peers are told is the snapshot, what a matrix can say is said there, and their plans of the
// rich cities are judged by the package. The peers themselves are not run here.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { loadCase } from '../../scripts/bench/cases.mjs';
import { Broken } from '../../scripts/bench/judge.mjs';
import { peers } from '../../scripts/bench/peers.mjs';
import { peerProblem, writeProblem } from '../../scripts/bench/peers/problem.mjs';
import { run } from '../../scripts/bench/run.mjs';
import * as routewright from './support/routewright.mjs';

const DATE = '20260317';
const place = (lat, lng) => ({ latLng: [lat, lng], status: 'OK' });
const folder = mkdtempSync(path.join(tmpdir(), 'routewright-peers-'));
after(() => rmSync(folder, { recursive: true }));

/** A depot at 0, a customer at 1, one in the square region at 2; 100 s and 1 000 m between any two. */
const SNAPSHOT = {
  depots: { d: { id: 'd', location: place(0, 0) } },
  regions: { r: { id: 'r', poly: [[90, 90], [90, 110], [110, 110], [110, 90]], enterTimeSec: 30, enterCost: 200 } },
  vehicles: {
    slow: { id: 'slow', settings: {
      available: true, departureDepotId: 'd', arrivalDepotId: 'd', timeWindow: { startSec: 100, endSec: 900 }, speedFactor: 80,
      perStopTimeSec: 7, preparationTimeSec: 60, kmCost: 50, drivingTimeCost: 1900, activationCost: 3, tags: ['lift'],
      loadCapacities: { kg: 5 }, maxWorkingTimeSec: 500, breaks: [{ durationSec: 20, startSec: 300, endSec: 400 }], regionIds: [],
    } },
    plain: { id: 'plain', settings: {
      available: true, departureDepotId: 'd', arrivalDepotId: 'd', timeWindow: { startSec: 0, endSec: 900 }, regionIds: ['other'],
    } },
    off: { id: 'off', settings: { available: false, departureDepotId: 'd', arrivalDepotId: 'd', timeWindow: null } },
  },
  orders: {
    a: { id: 'a', eligibility: { type: 'any' }, loads: { kg: 2 }, pickup: null, delivery: {
      location: place(1, 1), serviceTimeSec: 9, timeWindows: [{ startSec: 200, endSec: 300 }, { startSec: 500, endSec: 600 }], tagsIn: ['lift'],
    } },
    b: { id: 'b', eligibility: { type: 'by', byDate: DATE }, loads: { m3: 4 }, pickup: { location: place(1, 1) }, delivery: {
      location: place(100, 100), timeWindows: [],
    } },
    c: { id: 'c', eligibility: { type: 'on', onDates: [DATE] }, delivery: { location: place(1, 1), tagsOut: ['lift'] } },
    late: { id: 'late', eligibility: { type: 'by', byDate: '20260316' }, delivery: { location: place(1, 1) } },
  },
};
const travel = {
  locations: [[0, 0], [1, 1], [100, 100]],
  durationsSec: Int32Array.of(0, 100, 100, 100, 0, 100, 100, 100, 0),
  distancesMt: Int32Array.of(0, 1000, 1000, 1000, 0, 1000, 1000, 1000, 0),
};

test('what a matrix can say is in the matrices: speed, parking, preparation, regions', () => {
  const { problem, matrices } = peerProblem(SNAPSHOT, travel, DATE);
  assert.equal(problem.profiles, 2);
  // 100 s at 80 % are 125. From the depot 60 more, at a new place 7 more, into the region 30 more; home nothing.
  assert.deepEqual([...matrices['seconds-0.i32']], [0, 192, 222, 125, 0, 162, 125, 132, 0]);
  // 1 km is 50 hundredths and the region 200, in 36ths.
  assert.deepEqual([...matrices['prices-0.i32']], [0, 1800, 9000, 1800, 0, 9000, 1800, 1800, 0]);
  assert.deepEqual([...matrices['seconds-1.i32']], [0, 100, 130, 100, 0, 130, 100, 100, 0]);
});

test('vehicles and jobs are those of the date, and each job knows who may do it', () => {
  const { problem } = peerProblem(SNAPSHOT, travel, DATE);
  assert.deepEqual(problem.vehicles[0], {
    id: 'slow', profile: 0, start: 0, end: 0, window: [100, 900], maxSec: 500, capacity: [5, 1_000_000_000], fixed: 3 * 36,
    perSec: 19, breaks: [{ durationSec: 20, window: [300, 400] }], // 1 900 hundredths × 36 / 3 600 s
  });
  assert.deepEqual(problem.vehicles.map(({ id }) => id), ['slow', 'plain']);
  assert.deepEqual(problem.jobs.map(({ id, vehicles }) => [id, vehicles]), [
    ['a', [0]], // the lift
    ['b', [0]], // its delivery lies in a region that is not the other's
    ['c', [1]], // no lift
  ]);
  assert.deepEqual(problem.jobs[0].delivery, { at: 1, sec: 9, windows: [[200, 300], [500, 600]] });
  assert.deepEqual([problem.jobs[0].load, problem.jobs[1].load], [[2, 0], [0, 4]]); // kg, m3
});

test('the problem is written as JSON and matrices of 32-bit integers', () => {
  writeProblem(path.join(folder, 'written'), { snapshot: SNAPSHOT, travel, request: { from: DATE } });
  const read = (file) => readFileSync(path.join(folder, 'written', file));
  assert.equal(JSON.parse(read('problem.json')).locations, 3);
  const bytes = read('seconds-1.i32');
  assert.deepEqual([...new Int32Array(bytes.buffer, bytes.byteOffset, 9)], [0, 100, 130, 100, 0, 130, 100, 100, 0]);
});

test('a peer that is not installed is named with the reason', () => {
  const nothing = peers({ family: 'rich' }, path.join(folder, 'nothing'));
  assert.deepEqual(nothing.solvers, []);
  assert.deepEqual(nothing.missing.map(({ name }) => name), ['PyVRP', 'OR-Tools', 'VROOM', 'vrp-cli']);
  assert.match(nothing.missing[0].why, /make bench-peers/);
  mkdirSync(path.join(folder, 'some'));
  writeFileSync(path.join(folder, 'some/missing'), 'vrp-cli\tcargo could not install vrp-cli\n');
  const some = peers({ family: 'rich' }, path.join(folder, 'some'));
  assert.deepEqual(some.solvers.map(({ name }) => name), ['PyVRP', 'OR-Tools', 'VROOM']);
  assert.deepEqual(some.missing, [{ name: 'vrp-cli', why: 'cargo could not install vrp-cli' }]);
  const named = peers({ family: 'rich', among: ['VROOM'] }, path.join(folder, 'some'));
  assert.deepEqual([named.solvers.map(({ name }) => name), named.missing], [['VROOM'], []]);
  assert.throws(() => peers({ family: 'rich', among: ['vroom'] }, path.join(folder, 'some')), /--among names no peer: vroom/);
  assert.equal(peers({ family: 'cvrp_xxl' }, path.join(folder, 'some')).solvers.length, 0);
});

test('a plan of a rich city is priced by the package; what it breaks and leaves out is counted', () => {
  const one = loadCase({ family: 'rich', name: 'city-200' });
  const { routes, cost } = routewright.buildRoutes({ ...one.snapshot, travel: one.travel }, one.request, { maxIterations: 100 });
  const plan = Object.entries(routes).map(([id, route]) => ({
    vehicleId: id.slice(0, id.lastIndexOf('-')),
    visits: route.steps.filter((step) => step.orderId).map(({ orderId, type }) => ({ orderId, type })),
  }));
  const judged = one.judge(routewright, plan, one);
  assert.deepEqual(judged, { vehicles: plan.length, cost: cost.total / 100, leftOut: 0, violations: 0 });
  // Without its first route its orders are left out; 200 orders are too much for one vehicle and day.
  const first = new Set(plan[0].visits.map((visit) => visit.orderId)).size;
  assert.equal(one.judge(routewright, plan.slice(1), one).leftOut, first);
  const crammed = one.judge(routewright, [{ ...plan[0], visits: plan.flatMap((route) => route.visits) }], one);
  assert.deepEqual([crammed.vehicles, crammed.leftOut], [1, 0]);
  assert.ok(crammed.violations > 0);
  assert.deepEqual(one.judge(routewright, [], one), { vehicles: 0, cost: 0, leftOut: 200, violations: 0 });
  assert.throws(() => one.judge(routewright, [plan[0], plan[0]], one), Broken);
  assert.throws(() => one.judge(routewright, [{ ...plan[0], vehicleId: 'nobody' }], one), Broken);
});

test('a solver whose plan is broken is a failure of that row, and the others go on', async () => {
  const visit = { orderId: 'order-001', type: 'delivery' };
  const solved = { version: '1', wallMs: 1, cpuMs: 1, peakMb: 1, wasmMb: null, iterations: null, elapsedMs: 1, firstMs: null };
  const history = [{ ms: 5, cost: 700, leftOut: 0 }];
  const solver = (name, routes) => ({ name, seeds: name === 'twice', solve: async () => ({ ...solved, history, routes }) });
  const solvers = [solver('twice', [{ vehicleId: 'van-01', visits: [visit, visit] }]), solver('none', [])];
  const settings = { family: 'rich', dir: folder, seeds: 2, budget: 1, jobs: 1 };
  const told = [];
  const { rows, histories } = await run(['city-200'], solvers, settings, routewright, (line) => told.push(line));
  // Two seeds of the first, one of the second, which has none.
  assert.deepEqual(rows.map((row) => [row.solver, row.seed, row.fault === null, row.leftOut]), [
    ['twice', 1, false, null], ['none', 1, true, 200], ['twice', 2, false, null],
  ]);
  assert.deepEqual(histories.map(({ solver: name, ms, cost }) => [name, ms, cost]), [['none', 5, 7]]);
  assert.equal(told.length, 3);
});
