// `node scripts/day.mjs`: what it tells is what the planner answered, and the day adds up.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isExecuted, isOrderStep, seeded } from '../../scripts/day/drivers.mjs';
import { dayText } from '../../scripts/day/report.mjs';
import { DATE, TOMORROW, playDay } from '../../scripts/day/story.mjs';
import { clock, hundredths } from '../../www-demo/src/model/format.mjs';
import * as routewright from './support/routewright.mjs';

const { Planner, example } = routewright;
const day = playDay(routewright, example('city-200'));
const text = dayText(day);

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const today = (snapshot) => Object.entries(snapshot.routes).filter(([id]) => id.endsWith(`-${DATE}`));
const orderSteps = (snapshot) => today(snapshot).flatMap(([, route]) => route.steps.filter(isOrderStep));
const sequence = (route) => route.steps.filter(isOrderStep).map((step) => `${step.orderId} ${step.type}`);
const planned = (snapshot) =>
  JSON.parse(JSON.stringify(snapshot.routes), (key, value) => (key === 'revision' ? undefined : value));

/** The rows of the table that follows a text, as lists of cells. */
function tableAfter(title) {
  const from = text.indexOf(title);
  assert.ok(from >= 0, title);
  const lines = text.slice(text.indexOf('┌', from)).split('\n');
  return lines
    .slice(0, lines.findIndex((line) => line.startsWith('└')))
    .filter((line) => line.startsWith('│'))
    .map((line) => line.split('│').slice(1, -1).map((cell) => cell.trim()))
    .slice(1);
}

test('the command tells the same day each time, with status 0', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  assert.equal(execFileSync(process.execPath, ['scripts/day.mjs'], { cwd: root, encoding: 'utf8' }), `${text}\n`);
});

test('the delays are those of the seed', () => {
  const first = seeded(17);
  const second = seeded(17);
  const numbers = Array.from({ length: 1000 }, first);
  assert.deepEqual(numbers, Array.from({ length: 1000 }, second));
  assert.ok(numbers.every((number) => number >= 0 && number < 1));
  // Of 1 000 uniform numbers the mean is off by 0.009 at one standard deviation.
  assert.ok(Math.abs(sum(numbers) / 1000 - 0.5) < 0.05);
});

test('events come in order of time, and sent all at once give the same routes', () => {
  const events = [...day.first.events, ...day.second.events, ...day.last.events];
  for (const part of [day.first, day.second, day.last]) {
    const secs = part.events.map((event) => event.data.sec);
    assert.ok(secs.length > 0 && secs.at(-1) <= part.sec);
    assert.deepEqual(secs, secs.toSorted((first, second) => first - second));
  }
  assert.ok(events.every((event) => event.date === DATE));
  const names = events.map((event) => `${event.type} ${event.orderId} ${event.orderStepType}`);
  assert.equal(new Set(names).size, events.length);
  const planner = new Planner(day.morning);
  planner.applyExecutionEvents({ events: day.first.events });
  planner.setNow({ date: DATE, sec: day.first.sec });
  assert.deepEqual(planned(planner.snapshot()), planned(day.first.snapshot));
  planner.free();
});

test('each table of ends holds what is done, what is to do and the ends of the routes', () => {
  for (const [title, before, { snapshot }] of [
    ['The morning, against the plan', day.morning, day.first],
    ['Half an hour later', day.first.snapshot, day.second],
    ['Until early afternoon', day.repaired, day.last],
  ]) {
    const expected = today(snapshot).sort().map(([id, route]) => {
      const steps = route.steps.filter(isOrderStep);
      const done = steps.filter(isExecuted).length;
      const ends = [before.routes[id], route].map((one) => clock(one.steps.at(-1).arrivalSec));
      return [`${done}`, `${steps.length - done}`, ...ends];
    });
    assert.deepEqual(tableAfter(title).map((row) => row.slice(1, 5)), expected);
  }
});

test('the emergency order is refused for today and served tomorrow at the proposed cost', () => {
  const { order, refused, set, applied, chosen } = day.emergency;
  assert.equal(refused.errorCode, 400);
  const proposal = set.proposals[chosen];
  assert.equal(applied.routeId, `van-01-${TOMORROW}`);
  const route = day.last.snapshot.routes[applied.routeId];
  assert.deepEqual(sequence(route), [`${order.id} delivery`]);
  // A new route: all of its cost is what the order adds.
  assert.equal(route.costBreakdown.total, proposal.deltaCost);
  assert.equal(route.steps.find(isOrderStep).startSec, proposal.deliveryStartSec);
  const rows = tableAfter('So slots of tomorrow');
  assert.deepEqual(rows.map((row) => row[3]), set.proposals.map((one) => hundredths(one.deltaCost)));
  assert.deepEqual(rows.map((row) => row[4]), set.proposals.map((_, at) => (at === chosen ? 'taken' : '')));
});

test('after the breakdown no order is lost or doubled, and what was done or driven to is as it was', () => {
  const { routeId, vehicleId, rest, onBoard, before, result } = day.breakdown;
  const left = result.unassigned.map((entry) => entry.orderId);
  assert.deepEqual([...result.data.orderIds, ...left].sort(), rest.toSorted());
  // 200 orders and the urgent one; the emergency order is tomorrow's.
  const served = orderSteps(day.repaired).map((step) => `${step.orderId} ${step.type}`);
  assert.equal(new Set(served).size, served.length);
  assert.equal(new Set(orderSteps(day.repaired).map((step) => step.orderId)).size + left.length, 201);
  for (const [id, route] of today(before)) {
    if (!route.steps.some(isExecuted)) continue;
    const after = sequence(day.repaired.routes[id]);
    const done = route.steps.filter(isExecuted).length;
    if (id === routeId) {
      // What has been picked up is still to be delivered by whoever has it on board.
      const stays = (step) => isExecuted(step) || onBoard.includes(step.orderId);
      assert.deepEqual(after, sequence({ steps: route.steps.filter(stays) }));
      continue;
    }
    // The stop after what was done is driven to, as the one before it has ended by now.
    const driven = route.steps.findLast(isExecuted).effective.endSec <= day.second.sec ? 1 : 0;
    assert.deepEqual(after.slice(0, done + driven), sequence(route).slice(0, done + driven));
    // What was on the route stays on it.
    assert.deepEqual(sequence(route).filter((step) => !after.includes(step)), []);
  }
  const taken = tableAfter('Breakdown:');
  assert.ok(taken.some((row) => row[1] === 'in progress' && Number(row[2]) > 0));
  assert.equal(day.repaired.vehicles[vehicleId].settingsByDate[DATE].available, false);
  assert.ok(text.includes(`Fitted in: ${result.data.orderIds.length} of ${rest.length} orders.`));
  assert.ok(text.includes(left.length === 0 ? 'Left out: nothing.' : `Left out: ${left.length} order`));
  assert.equal(sum(tableAfter('Breakdown:').map((row) => Number(row[2]))), result.data.orderIds.length);
  const cost = sum(today(day.repaired).map(([, route]) => route.costBreakdown.total));
  assert.equal(cost, result.cost.total);
  assert.ok(text.includes(`Cost of the day: ${hundredths(cost)}.`));
});
