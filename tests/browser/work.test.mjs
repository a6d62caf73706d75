// A dispatcher's work on the demo page: moves by mouse and by keyboard, locks, bookings, a day with delays, undo. Whatever
// the page says is held against the package in Node.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assignOrderSteps, buildRoutes, computeProposals, evaluateRoutes, unassignOrders } from '#routewright';
import { cents, click, figure, plan, saidThat, saved, settled, withDemo } from './support/demo.mjs';

const isOrderStep = (step) => step.type === 'pickup' || step.type === 'delivery';
const total = (routes) => Object.values(routes).reduce((sum, route) => sum + route.costBreakdown.total, 0);
const sequence = (route) => route.steps.filter(isOrderStep).map((step) => `${step.type} ${step.orderId}`);

/** Two used routes, and on the first a stop of an order with one step. */
function choose(snapshot) {
  const used = Object.entries(snapshot.routes).filter(([, route]) => route.steps.some(isOrderStep)).sort();
  const [[from, route]] = used;
  const step = route.steps.find((one) => isOrderStep(one) && !(snapshot.orders[one.orderId].pickup && snapshot.orders[one.orderId].delivery));
  return { from, to: used[1][0], step };
}

const bar = (orderId) => `.tl-movable[data-order="${orderId}"]`;
const outcome = (page) => page.textContent('.move-outcome');

/** Waits for the answer to what is aimed at. */
const answered = (page) => page.waitForFunction(() => / · /.test(document.querySelector('.move-outcome').textContent));

async function centre(page, selector) {
  await page.locator(selector).scrollIntoViewIfNeeded();
  const box = await page.locator(selector).boundingBox();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

test('a stop is dragged to another vehicle: price and violations before it is dropped, and undo', () =>
  withDemo('city-200', async (page) => {
    await plan(page, 20);
    const before = await saved(page);
    const { from, to, step } = choose(before);
    await page.mouse.move(...(await centre(page, bar(step.orderId))));
    await page.mouse.down();
    const [x, y] = await centre(page, `.tl-row[data-route="${to}"] .tl-bar`);
    await page.mouse.move(x, y - 10, { steps: 8 });
    await answered(page);
    const said = await outcome(page);
    assert.equal(await page.inputValue('#move-route'), to);
    const index = Number(await page.inputValue('#move-position'));
    // The same by the package: before the first order step that starts after the one in front.
    const others = before.routes[to].steps.filter(isOrderStep);
    const afterSec = index === 0 ? 0 : others[index - 1].startSec;
    const orderSteps = [{ orderId: step.orderId, type: step.type }];
    const result = assignOrderSteps(before, { orderSteps, routeId: to, afterSec });
    const delta = total(result.routes) - before.routes[from].costBreakdown.total - before.routes[to].costBreakdown.total;
    assert.equal(cents(/^([+−]?[\d,.]+)/.exec(said)[1]), delta);
    const broken = Object.values(result.routes).flatMap((route) => [...(route.vehicleViolations ?? []), ...route.steps.flatMap((one) => one.violations ?? [])]);
    assert.equal(said.includes('nothing violated'), broken.length === 0);
    for (const code of broken) assert.ok(said.includes(`(${code})`) || said.endsWith('…'), `${code} in ${said}`);
    const cost = cents(await figure(page, 'cost'));
    await page.mouse.up();
    await saidThat(page, 'Moved');
    const after = await saved(page);
    assert.deepEqual(sequence(after.routes[to]), sequence(result.routes[to]));
    assert.equal(sequence(after.routes[to])[index], `${step.type} ${step.orderId}`);
    assert.equal(cents(await figure(page, 'cost')), cost + delta);
    await click(page, '#undo', 'Undone: Moved');
    assert.deepEqual((await saved(page)).routes, before.routes);
    await page.keyboard.press('Control+Shift+z');
    await saidThat(page, 'Done again: Moved');
    assert.deepEqual((await saved(page)).routes, after.routes);
  }));

test('the keyboard moves a stop to another place, to another vehicle, and thinks better of it', () =>
  withDemo('city-200', async (page) => {
    await plan(page, 20);
    const before = await saved(page);
    const { from, step } = choose(before);
    const at = sequence(before.routes[from]).indexOf(`${step.type} ${step.orderId}`);
    await page.focus(bar(step.orderId));
    await page.keyboard.press('m');
    await page.keyboard.press('ArrowRight');
    await answered(page);
    assert.equal(await page.inputValue('#move-position'), String(at + 1));
    await page.keyboard.press('ArrowDown');
    assert.notEqual(await page.inputValue('#move-route'), from);
    await page.keyboard.press('Escape');
    assert.ok(await page.isHidden('#move'));
    assert.deepEqual((await saved(page)).routes, before.routes);
    await page.focus(bar(step.orderId));
    await page.keyboard.press('m');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await saidThat(page, 'Moved');
    const sequenceNow = sequence((await saved(page)).routes[from]);
    assert.equal(sequenceNow.indexOf(`${step.type} ${step.orderId}`), at + 1);
  }));

test('an order that is collected and delivered moves with both its steps', () =>
  withDemo('city-200', async (page) => {
    await plan(page, 20);
    const before = await saved(page);
    const pair = Object.values(before.orders).find((order) => order.pickup && order.delivery);
    const from = Object.keys(before.routes).find((id) => before.routes[id].steps.some((step) => step.orderId === pair.id));
    await page.focus(`${bar(pair.id)}[data-type=delivery]`);
    await page.keyboard.press('m');
    const other = (await page.locator('#move-route option').evaluateAll((options) => options.map(({ value }) => value))).find((id) => id !== from);
    await page.selectOption('#move-route', other);
    await answered(page);
    await page.click('#move .first');
    await saidThat(page, 'Moved');
    const { routes } = await saved(page);
    assert.deepEqual(sequence(routes[other]).filter((step) => step.endsWith(pair.id)), [`pickup ${pair.id}`, `delivery ${pair.id}`]);
    assert.ok(!sequence(routes[from] ?? { steps: [] }).some((step) => step.endsWith(pair.id)));
  }));

test('a locked route stays as it is when planned again, and nothing is moved off it', () =>
  withDemo('city-200', async (page) => {
    await plan(page, 5);
    const { from, step } = choose(await saved(page));
    await click(page, `.tl-row[data-route="${from}"] .lock`, 'Locked');
    const before = await saved(page);
    assert.deepEqual(before.lockedRouteIds, [from]);
    await page.focus(bar(step.orderId));
    await page.keyboard.press('m');
    await saidThat(page, 'is locked');
    assert.ok(await page.isHidden('#move'));
    await plan(page, 30, 5);
    const after = await saved(page);
    assert.deepEqual(after.routes[from], before.routes[from]);
    const expected = buildRoutes(before, { from: '20260317', to: '20260317' }, { maxIterations: 30, seed: 5 });
    assert.equal(total(after.routes), expected.cost.total);
    await click(page, '#undo', 'Undone: Planned');
    await click(page, '#undo', 'Undone: Locked');
    assert.deepEqual((await saved(page)).lockedRouteIds ?? [], []);
  }));

test('a new order: the price of each slot as the package gives it, one is booked', () =>
  withDemo('city-200', async (page) => {
    await plan(page, 20);
    const before = await saved(page);
    await page.click('#tab-add');
    await page.fill('#add-name', 'Late customer');
    await page.fill('#add-lat', '45.45');
    await page.fill('#add-lng', '10.98');
    await page.fill('#add-service', '5');
    await page.click('#add .first');
    await page.waitForSelector('.proposals-list');
    const order = {
      id: 'new-201', name: 'Late customer', loads: {},
      delivery: { location: { latLng: [45_450_000, 10_980_000], status: 'OK' }, serviceTimeSec: 300 },
    };
    const windows = [[8, 10], [10, 12], [12, 14], [14, 16], [16, 18], [8, 18]];
    const timeSlots = windows.map(([start, end]) => ({
      date: '20260317', deliveryTimeWindows: [{ startSec: start * 3600, endSec: end * 3600 }],
    }));
    const { proposals } = computeProposals(before, { order, timeSlots });
    const shown = await page.locator('.proposals-list li').evaluateAll((lines) => lines.map((line) => line.querySelector('.price')?.textContent ?? null));
    assert.deepEqual(shown.map((text) => (text === null ? null : cents(text))), proposals.map(({ deltaCost }) => deltaCost));
    const found = proposals.findIndex(({ status }) => status === 'FOUND');
    assert.notEqual(found, -1);
    const cost = cents(await figure(page, 'cost'));
    await page.click(`.proposals-list li:nth-child(${found + 1}) button`);
    await saidThat(page, 'Booked Late customer');
    const after = await saved(page);
    assert.ok(sequence(after.routes[proposals[found].routeId]).includes('delivery new-201'));
    assert.equal(cents(await figure(page, 'cost')), cost + proposals[found].deltaCost);
    await click(page, '#undo', 'Undone: Booked');
    assert.equal((await saved(page)).orders['new-201'], undefined);
  }));

test('an order taken off its route is asked where it could go, and put there', () =>
  withDemo('city-200', async (page) => {
    await plan(page, 20);
    const { from, step } = choose(await saved(page));
    await page.click('#tab-routes');
    await page.click(`[data-focus="route ${from}"]`);
    await page.click('.steps .button:text("Take off") >> nth=0');
    await saidThat(page, 'off');
    const taken = await saved(page);
    assert.equal(await figure(page, 'leftOut'), '1');
    await page.click('#tab-orders');
    await page.selectOption('#orders-status', 'left');
    await page.click('.orders-list .button >> nth=0');
    await page.waitForSelector('.places-list');
    const price = cents(await page.textContent('.places-list .number >> nth=0'));
    await page.click('.places-list .button >> nth=0');
    await saidThat(page, 'Put');
    assert.equal(await figure(page, 'leftOut'), '0');
    assert.equal(total((await saved(page)).routes), total(taken.routes) + price);
    assert.ok(step);
  }));

test('the day goes on: reports come in, arrival times move, and undo leads back to the morning', () =>
  withDemo('city-200', async (page) => {
    await plan(page, 20);
    const morning = await saved(page);
    await page.click('#tab-day');
    const first = Math.min(...Object.values(morning.routes).map((route) => route.steps[0].endSec));
    for (let steps = 0; steps < 24; steps += 1) {
      const clock = await page.textContent('#day-clock');
      await page.click('#day-step');
      await page.waitForFunction((was) => document.getElementById('day-clock').textContent !== was, clock);
      await settled(page);
    }
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

test('two plans are compared: the parts of the cost, and the orders that changed the vehicle', () =>
  withDemo('city-200', async (page) => {
    await plan(page, 5);
    const before = await saved(page);
    const { from, step } = choose(before);
    const off = unassignOrders(before, { orderIds: [step.orderId] });
    await page.click('#tab-routes');
    await page.click(`[data-focus="route ${from}"]`);
    await page.click(`.steps .button[aria-label="Take off: ${before.orders[step.orderId].name}"] >> nth=0`);
    await saidThat(page, 'off');
    await page.click('#tab-compare');
    const change = await page.textContent('#comparison tr.total td:last-child');
    const routeAfter = off.routes[from]?.costBreakdown.total ?? 0;
    assert.equal(cents(change), routeAfter - before.routes[from].costBreakdown.total);
    assert.match(await page.textContent('#comparison h3'), /^1 orders? changed/);
    assert.match(await page.textContent('.moved-list li'), /→ nowhere$/);
    await page.check('#ghosts');
    assert.equal(await page.locator('.map path.map-ghost').count(), Object.keys(before.routes).length);
  }));
