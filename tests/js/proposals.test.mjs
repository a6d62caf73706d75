// Proposals and what-ifs as functions and as methods of a planner: one result; what is applied is taken over.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  Planner, applyProposal, base, computeProposals, explainOrder, fitIn, marginalCosts, thrown, validate,
} from './support/routewright.mjs';

const WINDOWS = [{ startSec: 28800, endSec: 50000 }];
const REQUEST = {
  order: { note: 'carried', delivery: { location: { latLng: [33817872, -87266893] }, serviceTimeSec: 60 } },
  timeSlots: [{ date: '20151204', deliveryTimeWindows: WINDOWS }, { date: '20151205', deliveryTimeWindows: WINDOWS }],
};

test('a proposal is computed, applied and taken over', (t) => {
  const planner = new Planner(base());
  t.after(() => planner.free());
  const set = planner.computeProposals(REQUEST);
  assert.deepEqual(set.proposals.map((proposal) => proposal.status), ['FOUND', 'FOUND']);
  assert.ok(Math.abs(set.expiryTs - Date.now() / 1000 - 900) < 60);
  assert.deepEqual({ ...computeProposals(base(), REQUEST), expiryTs: 0 }, { ...set, expiryTs: 0 });
  const applied = planner.applyProposal(set, { proposalsIndexes: [0] });
  assert.deepEqual(applyProposal(base(), set, { proposalsIndexes: [0] }), applied);
  const snapshot = planner.snapshot();
  assert.deepEqual(validate(snapshot), []);
  assert.deepEqual(snapshot.routes[applied.routeId], applied.routes[applied.routeId]);
  assert.deepEqual(snapshot.orders[applied.orderId], applied.orders[applied.orderId]);
  assert.equal(snapshot.orders[applied.orderId].note, 'carried');
  // Now the order is there.
  const error = thrown(() => planner.applyProposal(set, { proposalsIndexes: [1] }), 400);
  assert.deepEqual(error.stillApplicable, []);
  assert.deepEqual(planner.snapshot(), snapshot);
});

test('a preview is made when it is read, and every copy of a proposal has it', () => {
  const asked = { ...REQUEST, timeSlots: [...REQUEST.timeSlots, { date: '20151204', deliveryTimeWindows: [{ startSec: 0, endSec: 1 }] }] };
  const fresh = () => computeProposals(base(), asked).proposals;
  const isRead = (proposal) => 'value' in Object.getOwnPropertyDescriptor(proposal, 'data');
  const [first, , none] = fresh();
  assert.deepEqual([isRead(first), isRead(none), none.data, none.status], [false, true, null, 'NOT_FOUND']);
  const { data } = first;
  // All that the documents say of it: the route with the order, as it would be, and what it refers to.
  const [order] = Object.values(data.orders).slice(-1);
  assert.equal(order.note, 'carried');
  assert.equal(data.routes[first.routeId].revision, -1);
  assert.deepEqual(Object.keys(data), ['routes', 'orders', 'vehicles', 'depots', 'drivers']);
  assert.equal(first.data, data);
  // It stands where the core writes it, and goes wherever the proposal goes.
  assert.deepEqual(Object.keys(first).slice(6, 8), ['data', 'baseRevision']);
  for (const copied of [(one) => ({ ...one }), structuredClone, (one) => JSON.parse(JSON.stringify(one)), (one) => Object.assign({}, one)]) {
    const copy = copied(fresh()[0]);
    assert.ok(isRead(copy));
    assert.deepEqual(copy, { ...first });
  }
  // It is the caller's to change, and two of them share nothing.
  const [one, two] = fresh();
  one.data.orders = {};
  two.data = null;
  assert.deepEqual([one.data.orders, two.data, Object.keys(first.data.orders).length > 0], [{}, null, true]);
  assert.deepEqual(Object.freeze(fresh()[0]).data, data);
});

test('what-ifs and fit-in give the same as functions and as methods', (t) => {
  const planner = new Planner(base());
  t.after(() => planner.free());
  const explained = planner.explainOrder({ orderId: 'o3' });
  assert.deepEqual(explained, explainOrder(base(), { orderId: 'o3' }));
  assert.equal(explained.places.length, 1);
  assert.deepEqual(Object.keys(planner.marginalCosts()), ['o1']);
  assert.deepEqual(planner.marginalCosts(), marginalCosts(base()));
  const request = { from: '20151204', to: '20151204' };
  const fitted = fitIn(base(), request, { maxIterations: 0 });
  assert.deepEqual(planner.fitIn(request, { maxIterations: 0 }).routes, fitted.routes);
  thrown(() => planner.explainOrder({ orderId: 'nobody' }), 103, 'orderId');
  thrown(() => planner.computeProposals({ ...REQUEST, timeSlots: [] }), 100, 'timeSlots');
});
