// A loaded planner that is used all day: memory does not grow with the number of calls.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { initSync } from '../../pkg/dist/glue.js';
import { Planner, computeProposals, example } from './support/routewright.mjs';

const DATE = '20260317';
const day = { from: DATE, to: DATE };
const text = example('city-200');

/** A made-up order beside one of the snapshot; another place each time. */
function order(snapshot, number) {
  const [like] = Object.values(snapshot.orders);
  const { address, latLng: [lat, lng] } = like.delivery.location;
  const location = { address, latLng: [lat + (number % 977), lng + (number % 89)], status: 'OK' };
  return { id: `asked-${number}`, eligibility: { type: 'any' }, loads: {}, delivery: { location, timeWindows: [], serviceTimeSec: 60 } };
}

test('10 000 calls on a planner of 200 orders take no more memory than the first 1 000', () => {
  const planner = new Planner(text);
  const { routes } = planner.buildRoutes(day, { maxIterations: 0 });
  const snapshot = planner.snapshot();
  const [route] = Object.values(routes);
  const { orderId, type: orderStepType } = route.steps.find((step) => step.orderId);
  const timeSlots = [{ date: DATE, deliveryTimeWindows: [{ startSec: 36_000, endSec: 50_000 }] }];
  const { vehicleId, date } = route;
  const calls = [
    (at) => planner.computeProposals({ order: order(snapshot, at), timeSlots }),
    () => planner.explainOrder({ orderId }),
    (at) => planner.putOrders([order(snapshot, at % 3)]),
    () => planner.fitIn(day, { maxIterations: 0 }),
    (at) => planner.removeOrders([`asked-${(at - 2) % 3}`]),
    (at) => planner.applyExecutionEvents({
      events: [{ type: 'timeIn', vehicleId, date, orderId, orderStepType, data: { sec: 30_000 + (at % 100) } }],
    }),
    () => planner.evaluateRoutes({ routeIds: [route.id] }),
    (at) => {
      const run = planner.startFitIn(day, { maxIterations: 5 });
      run.step({ iterations: 1 + (at % 3) });
      return at % 2 === 0 ? run.cancel() : run.finish();
    },
  ];
  let made = 0;
  const repeat = (count) => {
    for (const end = made + count; made < end; made += 1) calls[made % calls.length](made);
    return initSync().memory.buffer.byteLength;
  };
  const early = repeat(1_000);
  assert.equal(repeat(9_000), early);
  planner.free();
});

test('100 cold questions take no more memory than the first 10', () => {
  const snapshot = JSON.parse(text);
  const timeSlots = [{ date: DATE, deliveryTimeWindows: [{ startSec: 36_000, endSec: 50_000 }] }];
  const repeat = (count) => {
    for (let at = 0; at < count; at += 1) computeProposals(text, { order: order(snapshot, at), timeSlots });
    return initSync().memory.buffer.byteLength;
  };
  const early = repeat(10);
  assert.equal(repeat(90), early);
});
