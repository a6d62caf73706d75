// A dispatcher's work on the demo page: moves by keyboard, locks, bookings, comparing, undo. Whatever the page says is held
// against the package in Node.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildRoutes, computeProposals, unassignOrders } from '#routewright';
import { cents, click, figure, plan, saidThat, saved, withDemo } from './support/demo.mjs';
import { answered, bar, choose, sequence, total } from './support/moves.mjs';

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
    // The one route that is not the same.
    assert.equal(await page.locator('.map path.map-ghost').count(), 1);
  }));
