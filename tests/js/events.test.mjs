// `applyExecutionEvents` as a function and as a method of a planner: one result, taken over by the planner, and failures
// that change nothing.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Planner, applyExecutionEvents, base, thrown } from './support/routewright.mjs';

const ROUTE = 'v1-20151204';

/** An event of the delivery of o1, the only one on the route. */
function event(type, data) {
  return { type, orderId: 'o1', orderStepType: 'delivery', vehicleId: 'v1', date: '20151204', data };
}

const EVENTS = [event('timeIn', { sec: 35132 }), event('timeOut', { sec: 36875 })];

test('events are applied by the function and by a planner alike, and a planner keeps what they changed', (t) => {
  const planner = new Planner(base());
  t.after(() => planner.free());
  const result = applyExecutionEvents(base(), { events: EVENTS });
  assert.deepEqual(result.data.processed, ['OK', 'OK']);
  const step = result.routes[ROUTE].steps.find((one) => one.orderId === 'o1');
  assert.deepEqual(step.effective, { startSec: 35132, endSec: 36875 });
  assert.equal(step.trackingData.timeInSec, 35132);
  assert.deepEqual(planner.applyExecutionEvents({ events: EVENTS }), result);
  assert.deepEqual(planner.snapshot().routes[ROUTE], result.routes[ROUTE]);
  // Sent again they change nothing.
  assert.deepEqual(planner.applyExecutionEvents({ events: EVENTS }).routes, {});
});

test('whatever comes after events finds what they changed', (t) => {
  const fresh = () => {
    const planner = new Planner(base());
    t.after(() => planner.free());
    EVENTS.forEach((one) => planner.applyExecutionEvents({ events: [one] }));
    return planner;
  };
  const { routes } = applyExecutionEvents(base(), { events: EVENTS });
  const expected = { ...routes[ROUTE], revision: routes[ROUTE].revision + 1 };
  assert.deepEqual(fresh().snapshot().routes[ROUTE], expected);
  for (const act of [
    (planner) => planner.setNow({ date: '20151204', sec: 100 }),
    (planner) => planner.putOrders([{ ...base().orders.o3, name: 'again' }]),
    (planner) => planner.evaluateRoutes({}),
    (planner) => planner.fitIn({ from: '20151205', to: '20151205' }, { maxIterations: 0 }),
  ]) {
    const planner = fresh();
    act(planner);
    const { trackingData, effective } = planner.snapshot().routes[ROUTE].steps.find((one) => one.orderId === 'o1');
    assert.deepEqual([trackingData.timeOutSec, effective], [36875, { startSec: 35132, endSec: 36875 }]);
  }
});

test('one event that is wrong fails the call, and with strict: false only itself', () => {
  const wrong = { ...event('timeIn', { sec: 35132 }), orderId: 'o9' };
  const error = thrown(() => applyExecutionEvents(base(), { events: [...EVENTS, wrong] }));
  assert.equal(error.errorCode, 100);
  assert.equal(error.path, 'events[2].orderId');
  const result = applyExecutionEvents(base(), { events: [...EVENTS, wrong], strict: false });
  assert.deepEqual(result.data.processed, ['OK', 'OK', 'ERROR_NO_ORDER']);
});
