// The demo page plans what the package plans in Node, under a strict content policy, and says what is wrong with a file.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildRoutes, validate } from '#routewright';
import { dateRange } from '../../www-demo/src/model/dates.mjs';
import { count, hundredths } from '../../www-demo/src/model/format.mjs';
import { drop, example, figure, plan, ready, saved, settled, withDemo } from './support/demo.mjs';

test('a plan bounded by iterations is the one that Node makes: cost, routes, what was left out', () =>
  withDemo('jasper', async (page) => {
    await plan(page, 200, 7);
    const bytes = await example('jasper');
    const { from, to } = dateRange(JSON.parse(bytes), '');
    const expected = buildRoutes(bytes, { from, to }, { maxIterations: 200, seed: 7 });
    const routes = Object.values(expected.routes);
    assert.ok(routes.length > 0);
    assert.equal(await figure(page, 'cost'), hundredths(expected.cost.total));
    assert.equal(await figure(page, 'routes'), count(routes.length));
    assert.equal(await figure(page, 'leftOut'), count(expected.unassigned.length));
    assert.deepEqual((await saved(page)).routes, JSON.parse(JSON.stringify(expected.routes)));
    await page.click('#tab-routes');
    const costs = await page.locator('.route-line .number').allTextContents();
    assert.deepEqual(costs.sort(), routes.map((route) => hundredths(route.costBreakdown.total)).sort());
    assert.equal(await page.textContent('.cost tfoot td'), hundredths(expected.cost.total));
    const visits = routes.flatMap((route) => route.steps).filter((step) => step.orderId).length;
    assert.equal(await page.locator('.map path.map-stop').count(), visits);
    assert.equal(await page.locator('.tl-row:not(.tl-empty)[data-route]').count(), routes.length);
    // Two vehicles, on one date.
    assert.equal(await page.locator('.tl-row[data-route]').count(), 2);
  }));

test('what cannot be served is listed with the reasons that Node gives', () =>
  withDemo('jasper', async (page) => {
    const snapshot = JSON.parse(await example('jasper'));
    const [first, second] = Object.values(snapshot.orders);
    first.delivery.location.latLng = null;
    second.delivery.tagsIn = ['helicopter']; // no vehicle has it
    const text = JSON.stringify(snapshot);
    await drop(page, 'hard.json', text);
    await ready(page, 'hard.json');
    await plan(page, 20);
    await page.click('#tab-orders');
    await page.selectOption('#orders-status', 'left');
    const { from, to } = dateRange(snapshot, '');
    const { unassigned } = buildRoutes(text, { from, to }, { maxIterations: 20, seed: 1 });
    assert.deepEqual(
      unassigned.map(({ orderId, reasons }) => [orderId, reasons[0].code]).sort(),
      [
        [first.id, 'LOC'],
        [second.id, 'TGI'],
      ].sort(),
    );
    const shown = await page
      .locator('.orders-list > li')
      .evaluateAll((rows) => rows.map((row) => [row.dataset.order, row.querySelector('.reasons .code').textContent]));
    assert.deepEqual(shown.sort(), unassigned.map(({ orderId, reasons }) => [orderId, reasons[0].code]).sort());
    assert.equal(await figure(page, 'leftOut'), '2');
  }));

test('a dropped file that is not valid: every issue with code and path, and the plan there was stays', () =>
  withDemo('jasper', async (page) => {
    const snapshot = JSON.parse(await example('jasper'));
    const [first, second] = Object.keys(snapshot.orders);
    snapshot.orders[first].priority = 7;
    snapshot.orders[second].forceVehicleId = 'nobody';
    const text = JSON.stringify(snapshot);
    const issues = validate(text);
    assert.equal(issues.length, 2);
    await drop(page, 'broken.json', text);
    await page.waitForSelector('#problems li');
    const shown = await page
      .locator('#problems li')
      .evaluateAll((items) => items.map((item) => [...item.children].map((part) => part.textContent)));
    assert.deepEqual(
      shown,
      issues.map(({ errorCode, path, message }) => [String(errorCode), path, message.slice(path.length + 1)]),
    );
    await settled(page);
    assert.deepEqual((await saved(page)).orders, JSON.parse(await example('jasper')).orders);
    await drop(page, 'text.json', '{ not json');
    await page.waitForFunction(() => document.getElementById('status').textContent.startsWith('text.json is not'));
    assert.equal(await page.locator('#problems li').count(), 1);
    await settled(page);
    await drop(page, 'good.json', await example('jasper').then(String));
    await ready(page, 'good.json');
    assert.ok(await page.isHidden('#problems'));
  }));

test('what was saved can be opened again: the same plan, timed anew', () =>
  withDemo('jasper', async (page) => {
    await plan(page, 50);
    const [cost, plain] = [await figure(page, 'cost'), await saved(page)];
    for (const route of Object.values(plain.routes)) delete route.costBreakdown;
    await drop(page, 'again.json', JSON.stringify(plain));
    await ready(page, 'again.json');
    assert.equal(await figure(page, 'cost'), cost);
  }));

test('what is pointed at in the timeline is ringed on the map, and a route picked on the map is picked in the timeline', () =>
  withDemo('jasper', async (page) => {
    await plan(page, 50);
    const [bar] = await page.locator('.tl-movable').all();
    await bar.hover();
    assert.equal(await page.locator('.map path.map-ring').count(), 1);
    await page.hover('#tab-search');
    assert.equal(await page.locator('.map path.map-ring').count(), 0);
    await bar.focus();
    assert.equal(await page.locator('.map path.map-ring').count(), 1);
    await page.dispatchEvent('.map path.map-stop >> nth=0', 'click');
    assert.equal(await page.locator('.tl-row.chosen').count(), 1);
    assert.ok((await page.locator('.map-number').count()) > 0);
  }));

test('Stop ends a search without limits and shows the best plan so far', () =>
  withDemo('city-200', async (page) => {
    await page.fill('#seconds', '3600');
    await page.click('#go');
    await page.waitForFunction(() => / [1-9][\d,]* iterations? /.test(document.getElementById('search-summary').textContent));
    assert.ok(await page.isDisabled('#go'));
    // The best plan so far is drawn while the search goes on, and its cost as a line.
    await page.waitForSelector('.map path.map-stop');
    await page.waitForSelector('.chart canvas');
    await page.click('#stop');
    await page.waitForFunction(() => document.getElementById('status').textContent.startsWith('Planned'));
    await settled(page);
    assert.match(await page.textContent('#search-summary'), /stopped by hand/);
    assert.ok(await page.isEnabled('#go'));
    assert.ok(await page.isDisabled('#stop'));
  }));

for (const [screen, options] of Object.entries({ desk: {}, phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } })) {
  test(`nothing moves on the page while a search goes on, ${screen}`, () =>
    withDemo('city-200', async (page) => {
      await page.fill('#seconds', '3');
      await page.locator('#go').scrollIntoViewIfNeeded();
      await page.evaluate(() => {
        globalThis.moved = [];
        const name = (node) => node && `${node.nodeName} ${node.id ?? ''} ${node.getAttribute?.('class') ?? ''}`;
        new PerformanceObserver((list) => {
          // What follows a click at once is its answer.
          for (const entry of list.getEntries().filter(({ hadRecentInput }) => !hadRecentInput)) globalThis.moved.push(...entry.sources.map(({ node }) => name(node)));
        }).observe({ type: 'layout-shift' });
      });
      await page.click('#go');
      await page.waitForFunction(() => document.getElementById('status').textContent.startsWith('Planned'));
      await settled(page);
      assert.deepEqual(await page.evaluate(() => globalThis.moved), []);
    }, options));
}
