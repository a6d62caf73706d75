// `translateMobileEvents`: moments in the time zone of the territory, by the function, a planner and a worker alike.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localised } from '../../pkg/dist/moments.js';
import { createPlanner } from '../../pkg/dist/worker.node.js';
import { Planner, applyExecutionEvents, base, thrown, translateMobileEvents } from './support/routewright.mjs';

/** Chicago is 6 h behind UTC in December: 15:00 there is 9:00 here. */
const REQUEST = {
  events: [
    { event: 'success', unixTimestamp: Date.UTC(2015, 11, 4, 15, 10) / 1000, localTime: '2015-12-04T23:59:59', orderNo: 'Delivery', driverName: 'Driver 1' },
    { event: 'start_service', utcTime: '2015-12-04T15:00:00Z', orderNo: 'Delivery', driverName: 'Driver 1' },
  ],
};

/** The base on the morning of its route. */
const morning = () => ({ ...base(), now: { date: '20151204', sec: 28_800 } });

/** What comes of moments in a zone: local time, and seconds since 1970. */
function told(zone, ...times) {
  const { events } = localised({ events: times }, zone);
  return events.map(({ localTime, unixTimestamp }) => [localTime, unixTimestamp]);
}

const utc = (...parts) => Date.UTC(...parts) / 1000;

test('moments are told in the time zone of the territory, across midnight and when clocks change', () => {
  // Rome: UTC + 1, from 29 March 2026, 1:00 UTC, + 2, and back on 25 October, 1:00 UTC.
  assert.deepEqual(told('Europe/Rome', { unixTimestamp: utc(2026, 0, 31, 23, 30) }), [['2026-02-01T00:30:00', utc(2026, 0, 31, 23, 30)]]);
  assert.deepEqual(told('Europe/Rome', { utcTime: '2026-03-29T00:59:59' }, { utcTime: '2026-03-29T01:00:00' }), [
    ['2026-03-29T01:59:59', utc(2026, 2, 29, 0, 59, 59)],
    ['2026-03-29T03:00:00', utc(2026, 2, 29, 1)],
  ]);
  const local = ['2026-03-28T12:00:00', '2026-03-29T12:00:00', '2026-10-25T02:30:00', '2026-10-25T03:00:00'];
  assert.deepEqual(told('Europe/Rome', ...local.map((localTime) => ({ localTime }))), [
    [local[0], utc(2026, 2, 28, 11)],
    [local[1], utc(2026, 2, 29, 10)],
    // Twice that night: the first is meant.
    [local[2], utc(2026, 9, 25, 0, 30)],
    [local[3], utc(2026, 9, 25, 2)],
  ]);
});

test('of several ways to say when the first counts, and what cannot be read is left as it is', () => {
  const all = { unixTimestamp: utc(2026, 0, 1), utcTime: '2027-01-01T00:00:00', localTime: '2028-01-01T00:00:00' };
  assert.deepEqual(told('Europe/Rome', all, { ...all, unixTimestamp: undefined }), [
    ['2026-01-01T01:00:00', utc(2026, 0, 1)],
    ['2027-01-01T01:00:00', utc(2027, 0, 1)],
  ]);
  const { events } = localised({ events: [{ localTime: '2026-01-01T12:00:00', plannedStartTime: { utcTime: '2026-01-02T06:00:00' } }] }, 'Europe/Rome');
  assert.deepEqual(events[0].plannedStartTime, { utcTime: '2026-01-02T06:00:00', unixTimestamp: utc(2026, 0, 2, 6), localTime: '2026-01-02T07:00:00' });
  for (const request of [null, 5, [], { events: 5, updates: [5, { data: 5 }, { data: { startTime: [] } }] }, { events: [{ unixTimestamp: 1.5 }, { utcTime: 'x' }] }]) {
    assert.deepEqual(localised(request, 'Europe/Rome'), request);
  }
  const request = { events: [{ unixTimestamp: 5 }] };
  for (const zone of [null, 'Nowhere/Land']) assert.equal(localised(request, zone), request);
});

test('the function, a planner and a worker translate alike, and what comes of it is applied', async (t) => {
  const result = translateMobileEvents(morning(), REQUEST);
  assert.deepEqual(result.warnings, []);
  // 9:00 and 9:10.
  assert.deepEqual(result.events.map(({ type, data, driverId }) => [type, data.sec, driverId]), [
    ['timeIn', 32_400, 'p1'], ['timeOut', 33_000, 'p1'], ['statusUpdate', 33_000, 'p1'],
  ]);
  const planner = new Planner(morning());
  t.after(() => planner.free());
  assert.deepEqual(planner.translateMobileEvents(REQUEST), result);
  const worker = await createPlanner(morning());
  t.after(() => worker.terminate());
  assert.deepEqual(await worker.translateMobileEvents(REQUEST), result);
  const applied = applyExecutionEvents(morning(), { events: result.events, strict: false });
  assert.deepEqual(applied.data.processed, ['OK', 'OK', 'OK']);
  const step = applied.routes['v1-20151204'].steps.find(({ orderId }) => orderId === 'o1');
  assert.deepEqual(step.effective, { startSec: 32_400, endSec: 33_000 });
});

test('without the time zone local time is needed; what is malformed is told with its path', () => {
  const nowhere = morning();
  nowhere.territory.timeZoneCode = 'Nowhere/Land';
  thrown(() => translateMobileEvents(nowhere, REQUEST), 100, 'events[1].localTime');
  thrown(() => translateMobileEvents(morning(), { events: [{ event: 'success', unixTimestamp: 1.5 }] }), 100, 'events[0].unixTimestamp');
  const broken = morning();
  broken.orders.o1.priority = 7;
  const { issues } = thrown(() => translateMobileEvents(broken, REQUEST));
  assert.deepEqual(issues.map(({ path }) => path), ['orders[o1].priority']);
});
