// `make bench FAMILY=operations`: every operation of the targets has its row, and the rows come from the plan.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { benchOperations, planned, quantile } from '../../scripts/bench/operations.mjs';
import * as routewright from './support/routewright.mjs';

const DATE = '20260317';

test('the quantile is by nearest rank', () => {
  const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  assert.equal(quantile(ten, 0.5), 5); // ⌈0.5 × 10⌉ = 5th
  assert.equal(quantile(ten, 0.95), 10); // ⌈9.5⌉ = 10th
  assert.equal(quantile([7], 0.95), 7);
});

test('every operation is timed on a planned city', () => {
  const snapshot = JSON.parse(routewright.example('city-200'));
  const told = [];
  const wish = { date: DATE, calls: 2, only: null };
  const rows = benchOperations(routewright, 'city-200', snapshot, wish, (row) => told.push(row.operation));
  assert.deepEqual(told, [
    'proposals: 7 slots, summaries', 'proposals: 7 slots, previews read', 'proposals: cold, from JSON text',
    'fit-in: 1 order', 'fit-in: 50 orders', 'events: 1', 'events: 1 000', 'explainOrder',
    'putOrders and removeOrders: 1',
  ]);
  for (const row of rows) {
    assert.equal(row.size, '200/15');
    assert.ok(row.p50 > 0 && row.p50 <= row.p95);
  }
});

test('the plan of the measurement is the same each time', () => {
  const snapshot = JSON.parse(routewright.example('city-200'));
  const first = planned(routewright, snapshot, DATE);
  assert.ok(Object.keys(first.routes).length > 0);
  assert.deepEqual(planned(routewright, snapshot, DATE), first);
});
