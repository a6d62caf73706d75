// The day is played on the demo page: reports, delays, a vehicle that breaks down. Held against the package in Node.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Planner, evaluateRoutes } from '#routewright';
import { cents, click, figure, plan, saidThat, saved, settled, withDemo } from './support/demo.mjs';
import { bar, isOrderStep, sequence, total } from './support/moves.mjs';

/** Plays so many times five minutes. */
async function play(page, steps) {
  for (let step = 0; step < steps; step += 1) {
    const clock = await page.textContent('#day-clock');
    await page.click('#day-step');
    await page.waitForFunction((was) => document.getElementById('day-clock').textContent !== was, clock);
    await settled(page);
  }
}

test('the day goes on: reports come in, arrival times move, and undo leads back to the morning', () =>
  withDemo('city-200', async (page) => {
    await plan(page, 20);
    const morning = await saved(page);
    await page.click('#tab-day');
    const first = Math.min(...Object.values(morning.routes).map((route) => route.steps[0].endSec));
    await play(page, 24);
    const noon = await saved(page);
    assert.deepEqual(noon.now, { date: '20260317', sec: Math.floor(first / 300) * 300 + 24 * 300 });
    assert.ok((await page.locator('.day-log li').count()) > 5);
    assert.equal(await page.locator('.tl-now').count(), await page.locator('.tl-row[data-route]').count());
    const done = Object.values(noon.routes).flatMap((route) => route.steps).filter((step) => step.effective);
    assert.ok(done.length > 5);
    assert.ok(done.every((step) => step.effective.startSec <= noon.now.sec));
    // The times that the page shows are those of the package for what was reported.
    const evaluated = evaluateRoutes(noon).routes;
    for (const [id, route] of Object.entries(evaluated)) {
      assert.deepEqual(noon.routes[id].steps.map((step) => step.startSec), route.steps.map((step) => step.startSec));
    }
    await page.focus(bar(done[0].orderId));
    await page.keyboard.press('m');
    await saidThat(page, 'What has been done cannot be moved');
    await click(page, '#undo', 'Undone: The day');
    assert.deepEqual((await saved(page)).routes, morning.routes);
    assert.equal(await page.locator('.tl-now').count(), 0);
  }));

test('a vehicle breaks down: it is out of service, its rest is fitted in elsewhere, and the day goes on without it', () =>
  withDemo('city-200', async (page) => {
    await plan(page, 20);
    await page.click('#tab-day');
    await play(page, 24);
    const before = await saved(page);
    const broken = await page.locator('#broken option').evaluateAll((options) => options.map(({ value }) => value)).then((ids) =>
      ids.find((id) => before.routes[id].steps.some((step) => step.effective)));
    const vehicleId = broken.slice(0, broken.lastIndexOf('-'));
    const done = before.routes[broken].steps.filter((step) => step.effective).map((step) => step.orderId);
    const rest = [...new Set(before.routes[broken].steps.filter(isOrderStep).map((step) => step.orderId))].filter((id) => !done.includes(id));
    await page.selectOption('#broken', broken);
    await click(page, '#break-down', 'broke down');
    const after = await saved(page);
    assert.equal(after.vehicles[vehicleId].settingsByDate['20260317'].available, false);
    assert.deepEqual(sequence(after.routes[broken]).map((step) => step.split(' ')[1]), done);
    // What the package makes of it: off their route, the vehicle away, fitted in.
    const planner = new Planner(before);
    planner.unassignOrders({ orderIds: rest });
    planner.putVehicles([after.vehicles[vehicleId]]);
    planner.fitIn({ from: '20260317', to: '20260317', orderIds: rest }, { maxIterations: 200 });
    const expected = planner.snapshot();
    planner.free();
    assert.deepEqual(after.routes, JSON.parse(JSON.stringify(expected.routes)));
    assert.equal(cents(await figure(page, 'cost')), total(after.routes));
    const placed = new Set(Object.values(after.routes).flatMap((route) => route.steps.map((step) => step.orderId)));
    const left = rest.filter((id) => !placed.has(id)).length;
    assert.equal(await figure(page, 'leftOut'), String(left));
    assert.ok((await page.textContent('.day-log li')).includes(`${rest.length - left} order`));
    assert.ok(!(await page.locator('#broken option').evaluateAll((options) => options.map(({ value }) => value))).includes(broken));
    await play(page, 6);
    const later = await saved(page);
    assert.deepEqual(sequence(later.routes[broken]), sequence(after.routes[broken]));
    assert.ok(later.now.sec > after.now.sec);
    await click(page, '#undo', 'Undone: The day goes on');
    await click(page, '#undo', 'broke down');
    assert.deepEqual((await saved(page)).routes, before.routes);
    assert.deepEqual((await saved(page)).vehicles, before.vehicles);
  }));

test('what is left of the day is planned anew, as the package does it, and what was done stays', () =>
  withDemo('city-200', async (page) => {
    await plan(page, 20);
    assert.ok(await page.isDisabled('#replan'));
    await page.click('#tab-day');
    await play(page, 24);
    const before = await saved(page);
    await click(page, '#replan', 'Planned the rest anew');
    const after = await saved(page);
    const planner = new Planner(before);
    planner.buildRoutes({ from: '20260317', to: '20260317' }, { maxIterations: 20, seed: 1, startFrom: 'current', elasticTimeWindows: true });
    const expected = planner.snapshot();
    planner.free();
    assert.deepEqual(after.routes, JSON.parse(JSON.stringify(expected.routes)));
    assert.equal(cents(await figure(page, 'cost')), total(after.routes));
    const late = (routes) => Object.values(routes).flatMap((route) => route.steps).filter((step) => step.violations?.length > 0).length;
    const done = (routes) => Object.values(routes).flatMap((route) => route.steps.filter((step) => step.effective).map((step) => [route.id, step.orderId, step.effective]));
    assert.ok(late(after.routes) < late(before.routes));
    assert.equal(await figure(page, 'leftOut'), '0');
    assert.ok(done(before.routes).length > 5);
    assert.deepEqual(done(after.routes), done(before.routes));
    const told = `stops with violations ${late(before.routes)} → ${late(after.routes)}, cost `;
    assert.ok((await page.textContent('.day-log li')).includes(told));
    await play(page, 2);
    assert.equal((await saved(page)).now.sec, before.now.sec + 600);
    await click(page, '#undo', 'Undone: The day goes on');
    await click(page, '#undo', 'Planned the rest anew');
    assert.deepEqual((await saved(page)).routes, before.routes);
  }));

test('what is done while the day is played is done, and a stop that is taken lets the day wait', () =>
  withDemo('city-200', async (page) => {
    await plan(page, 20);
    await page.click('#tab-day');
    await page.selectOption('#speed', '20');
    await page.click('#play');
    await page.waitForFunction(() => /^[01]\d:/.test(document.getElementById('day-clock').textContent));
    // Each click meets the day at another moment of its step.
    for (const at of [0, 1, 2, 3]) {
      await page.click(`.tl-row[data-route] .lock >> nth=${at}`);
      await page.waitForSelector(`.tl-row[data-route] .lock[aria-pressed=true] >> nth=${at}`);
    }
    assert.equal(await page.textContent('#play'), 'Pause');
    // At whatever moment a stop is taken: bars move while the day goes on, so that the pointer is told of by the page itself.
    await page.dispatchEvent('.tl-movable >> nth=-1', 'pointerdown', { button: 0, pointerType: 'mouse', pointerId: 1, bubbles: true });
    await page.waitForFunction(() => document.getElementById('play').textContent === 'Play');
    await page.dispatchEvent('body', 'pointerup', { button: 0, pointerType: 'mouse', pointerId: 1, bubbles: true });
    assert.equal((await saved(page)).lockedRouteIds.length, 4);
  }));
