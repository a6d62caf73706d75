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
