// The manual moves, approvals and edits: as functions that leave the snapshot alone, and as methods that keep a planner up to
// date. What they plan is tested natively.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  Planner, applySequences, approveRoutes, assignOrderSteps, evaluateRoutes, example, revokeRoutes, swapRoutes, thrown,
  unassignOrders, validate,
} from './support/routewright.mjs';

const V = 'v-20260105';
const W = 'w-20260105';
const step = (orderId) => ({ orderId, type: 'delivery' });

/** Two vehicles of depot h; a and b on v, c on no route. All service 100 s. Seconds: h–a 600, h–b 900, h–c 1200, a–b 300. */
function plan() {
  const order = (lng) => ({ delivery: { location: { latLng: [0, lng] }, serviceTimeSec: 100 }, mine: lng });
  const settings = {
    departureDepotId: 'h', arrivalDepotId: 'h', timeWindow: { startSec: 28800, endSec: 61200 },
  };
  return {
    territory: { id: 't' },
    depots: { h: { location: { latLng: [0, 0] } } },
    vehicles: { v: { idx: 1, settings }, w: { idx: 2, settings } },
    orders: { a: order(1), b: order(2), c: order(3) },
    routes: {
      [V]: { revision: 3, steps: [{ type: 'delivery', orderId: 'a', startSec: 29400 }, { type: 'delivery', orderId: 'b', startSec: 29800 }] },
    },
    travel: {
      type: 'matrix',
      locations: [[0, 0], [0, 1], [0, 2], [0, 3]],
      durationsSec: [0, 600, 900, 1200, 600, 0, 300, 500, 900, 300, 0, 200, 1200, 500, 200, 0],
      distancesMt: [0, 5, 8, 10, 5, 0, 2, 4, 8, 2, 0, 1, 10, 4, 1, 0],
    },
  };
}

/** A planner that is freed at the end of the test. */
function planner(t, snapshot = plan()) {
  const made = new Planner(snapshot);
  t.after(() => made.free());
  return made;
}

const starts = (route) => route.steps.filter(({ orderId }) => orderId).map(({ orderId, startSec }) => [orderId, startSec]);

test('each move as a function leaves the snapshot alone, and as a method is taken over', (t) => {
  const calls = [
    ['assignOrderSteps', assignOrderSteps, { orderSteps: [step('c')], routeId: W, afterSec: 0 }],
    ['unassignOrders', unassignOrders, { orderIds: ['a'] }],
    ['applySequences', applySequences, { sequences: [{ routeId: W, orderSteps: [step('c')] }] }],
    ['swapRoutes', swapRoutes, { srcRouteId: V, dstRouteId: W }],
  ];
  for (const [name, pure, request] of calls) {
    const snapshot = plan();
    const result = pure(snapshot, request);
    assert.deepEqual(snapshot, plan(), name);
    assert.ok(Object.keys(result.routes).length > 0, name);
    const made = planner(t);
    assert.deepEqual(made[name](request), result, name);
    const expected = { ...plan().routes, ...result.routes };
    for (const id of result.deletedRouteIds) delete expected[id];
    assert.deepEqual(made.snapshot().routes, expected, name);
    assert.deepEqual(validate(made.snapshot()), [], name);
    // c, 28 800 + 1 200.
    if (request.orderSteps) assert.deepEqual(starts(result.routes[W]), [['c', 30000]]);
  }
});

test('approvals are a list of the planner', (t) => {
  const made = planner(t);
  const approved = { approved: ['20260105'], revoked: [], approvedRoutes: [V] };
  assert.deepEqual(made.approveRoutes({ ids: [V] }), approved);
  assert.deepEqual(approveRoutes(plan(), { ids: [V] }), approved);
  assert.deepEqual(made.snapshot().approvedRoutes, [V]);
  const revoked = { approved: [], revoked: ['20260105'], approvedRoutes: [] };
  assert.deepEqual(revokeRoutes(made.snapshot(), { ids: [V] }), revoked);
  assert.deepEqual(made.revokeRoutes({ ids: [V] }), revoked);
  assert.deepEqual(made.snapshot().approvedRoutes, []);
});

test('edits keep all else and time the routes concerned anew', (t) => {
  const made = planner(t);
  const longer = { ...plan().orders.a, id: 'a', yours: { deep: [1] } };
  longer.delivery = { ...longer.delivery, serviceTimeSec: 1000 };
  // a 29 400, + 1 000 + 300.
  const put = made.putOrders([longer]);
  assert.deepEqual(starts(put.routes[V]), [['a', 29400], ['b', 30700]]);
  const expected = plan();
  expected.orders.a = longer;
  Object.assign(expected.routes, put.routes);
  const now = made.snapshot();
  now.travel = plan().travel;
  assert.deepEqual(now, expected);
  // 28 800 + 900.
  assert.deepEqual(starts(made.removeOrders(['a']).routes[V]), [['b', 29700]]);
  assert.deepEqual(Object.keys(made.snapshot().orders), ['b', 'c']);
  // Twice as fast.
  const fast = { ...plan().vehicles.v, id: 'v' };
  fast.settings = { ...fast.settings, speedFactor: 200 };
  assert.deepEqual(starts(made.putVehicles([fast]).routes[V]), [['b', 29250]]);
  // Broken down, it keeps its route, which is told; repaired there is nothing to tell.
  const broken = { ...fast, settings: { ...fast.settings, available: false } };
  assert.deepEqual(made.putVehicles([broken]).warnings.map(({ path }) => path), [`routes[${V}]`]);
  assert.deepEqual(made.putVehicles([fast]).warnings, []);
  made.setNow({ date: '20260105', sec: 5 });
  assert.deepEqual(made.snapshot().now, { date: '20260105', sec: 5 });
  made.setNow(null);
  assert.equal(made.snapshot().now, undefined);
});

test('a travel model is set with lists or typed arrays, or the estimate again', (t) => {
  const model = { type: 'matrix', locations: [[0, 0], [0, 1], [0, 2]], durationsSec: [0, 10, 20, 10, 0, 30, 20, 30, 0] };
  model.distancesMt = model.durationsSec;
  const typed = { ...model, durationsSec: new Int32Array(model.durationsSec), distancesMt: new Uint32Array(model.distancesMt) };
  for (const given of [model, typed]) {
    const made = planner(t);
    // 28 800 + 10, + 100 + 30.
    assert.deepEqual(starts(made.setTravel(given).routes[V]), [['a', 28810], ['b', 28940]]);
    assert.deepEqual([...made.snapshot().travel.durationsSec], model.durationsSec);
    made.setTravel(null);
    assert.equal(made.snapshot().travel, undefined);
    assert.deepEqual(validate(made.snapshot()), []);
  }
});

test('mistakes in moves and edits are issues with paths, and change nothing', (t) => {
  const made = planner(t);
  const before = made.snapshot();
  thrown(() => made.assignOrderSteps(), 100, 'orderSteps');
  thrown(() => made.assignOrderSteps({ orderSteps: [step('x')], routeId: W, afterSec: 0 }), 103, 'orderSteps[0].orderId');
  thrown(() => made.assignOrderSteps({ orderSteps: [step('c'), step('a')], routeId: W, afterSec: 0 }), 400, 'orderSteps[1]');
  thrown(() => made.assignOrderSteps({ orderSteps: [step('c')], routeId: 'w', afterSec: 0 }), 100, 'routeId');
  thrown(() => made.unassignOrders({ orderIds: ['a', 'a'] }), 104, 'orderIds[1]');
  thrown(() => made.applySequences({ sequences: [{ routeId: V, orderSteps: [step('c')] }] }), 400, 'sequences[0].routeId');
  thrown(() => made.swapRoutes({ srcRouteId: V, dstRouteId: 'w-20260106' }), 400, 'dstRouteId');
  thrown(() => made.approveRoutes({ ids: ['x-20260105'] }), 103, 'ids[0]');
  thrown(() => made.putOrders([{ delivery: { depotId: 'h' } }]), 100, 'orders[0].id');
  thrown(() => made.putOrders(), 100, 'orders');
  thrown(() => made.putOrders([{ id: 'n', delivery: { depotId: 'nowhere' } }]), 103, 'orders[0].delivery.depotId');
  thrown(() => made.removeOrders(['x']), 103, 'ids[0]');
  thrown(() => made.putVehicles([{ id: 'v', settings: { speedFactor: 1 } }]), 101, 'vehicles[0].settings.speedFactor');
  thrown(() => made.setTravel(), 100, 'travel');
  thrown(() => made.setTravel({ type: 'teleport' }), 100, 'travel.type');
  thrown(() => made.setNow(), 100, 'now');
  thrown(() => made.setNow({ date: '20260105' }), 100, 'now.sec');
  const cycle = { id: 'a' };
  cycle.delivery = cycle;
  thrown(() => made.putOrders([cycle]), 100);
  assert.deepEqual(made.snapshot(), before);
});

test('while a run goes on, moves and edits wait', (t) => {
  const made = planner(t);
  const run = made.startBuildRoutes({ from: '20260105', to: '20260105' }, { maxIterations: 5 });
  thrown(() => made.unassignOrders({ orderIds: ['a'] }), 400);
  thrown(() => made.setTravel(null), 400);
  thrown(() => made.putOrders([{ id: 'a', delivery: { depotId: 'h' } }]), 400);
  run.cancel();
  assert.deepEqual(made.unassignOrders({ orderIds: ['a'] }).data.orderIds, ['a']);
});

test('an example can be taken apart and put together again', (t) => {
  const made = planner(t, example('city-200'));
  const routes = made.buildRoutes({ from: '20260317', to: '20260317' }, { maxIterations: 5 }).routes;
  const [id, route] = Object.entries(routes)[0];
  const orderSteps = route.steps.filter(({ orderId }) => orderId).map(({ orderId, type }) => ({ orderId, type }));
  const taken = made.unassignOrders({ orderIds: [...new Set(orderSteps.map(({ orderId }) => orderId))] });
  assert.deepEqual(taken.deletedRouteIds, [id]);
  const back = made.applySequences({ sequences: [{ routeId: id, orderSteps }] }).routes[id];
  assert.deepEqual(starts(back), starts(route));
  assert.deepEqual(evaluateRoutes(made.snapshot(), { routeIds: [id] }).routes[id], back);
});
