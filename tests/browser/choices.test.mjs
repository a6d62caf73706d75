// What is chosen on the demo page: dates, the date that is looked at, workers, another file; and the way back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildRoutes } from '#routewright';
import { hundredths } from '../../www-demo/src/model/format.mjs';
import { click, example, figure, plan, ready, saved, settled, withDemo } from './support/demo.mjs';

const rows = (page) => page.locator('.tl-row[data-route]').evaluateAll((found) => found.map((row) => row.dataset.route));

test('the dates to plan are those chosen, and the date that is looked at changes timeline and map', () =>
  withDemo('jasper', async (page) => {
    // The example asks for three dates.
    await page.fill('#from', '2015-12-04');
    await page.fill('#to', '2015-12-05');
    await plan(page, 50);
    const { routes, cost } = buildRoutes(await example('jasper'), { from: '20151204', to: '20151205' }, { maxIterations: 50, seed: 1 });
    assert.deepEqual((await saved(page)).routes, JSON.parse(JSON.stringify(routes)));
    assert.equal(await figure(page, 'cost'), hundredths(cost.total));
    assert.ok(await page.isVisible('#date'));
    assert.deepEqual(await page.locator('#date option').allTextContents(), ['2015-12-04', '2015-12-05']);
    for (const date of ['20151205', '20151204']) {
      await page.selectOption('#date', date);
      await page.waitForFunction((end) => [...document.querySelectorAll('.tl-row[data-route]')].every((row) => row.dataset.route.endsWith(end)), date);
      await settled(page);
      assert.equal((await rows(page)).length, 2);
      const stops = Object.entries(routes).filter(([id]) => id.endsWith(date)).flatMap(([, route]) => route.steps).filter((step) => step.orderId);
      assert.equal(await page.locator('.map path.map-stop').count(), stops.length);
      assert.equal(await page.locator('.tl-movable').count(), stops.length);
    }
  }));

test('a single date needs no choice', () =>
  withDemo('city-200', async (page) => {
    await plan(page, 5);
    assert.ok(await page.isHidden('#date'));
  }));

test('two workers plan with two seeds; the better plan is taken', (t) =>
  withDemo('city-200', async (page) => {
    if (await page.evaluate(() => navigator.hardwareConcurrency < 2)) return t.skip('one core');
    await page.selectOption('#workers', '2');
    await plan(page, 20);
    const bytes = await example('city-200');
    const plans = [1, 2].map((seed) => buildRoutes(bytes, { from: '20260317', to: '20260317' }, { maxIterations: 20, seed }));
    // Both plan all orders, so that the cheaper one is better.
    assert.ok(plans.every(({ unassigned }) => unassigned.length === 0));
    const best = plans.sort((first, second) => first.cost.total - second.cost.total)[0];
    assert.equal(await figure(page, 'cost'), hundredths(best.cost.total));
    assert.match(await page.textContent('#search-summary'), new RegExp(`seed ${best.stats.seed}:`));
  }));

test('opening another file can be undone: the plan, its dates and its name are back', () =>
  withDemo('city-200', async (page) => {
    await plan(page, 5);
    const before = await saved(page);
    await page.selectOption('#example', 'jasper');
    await ready(page, 'jasper.json');
    assert.equal(await figure(page, 'routes'), '0');
    await page.click('#tab-compare');
    assert.deepEqual(await page.locator('#compare-with option').allTextContents(), ['3. Opened jasper.json (now)']);
    await click(page, '#undo', 'Undone: Opened jasper.json');
    assert.deepEqual(await saved(page), before);
    assert.equal(await page.inputValue('#example'), 'city-200');
    assert.equal(await page.inputValue('#from'), '2026-03-17');
    await click(page, '#redo', 'Done again: Opened jasper.json');
    assert.equal(await page.inputValue('#example'), 'jasper');
    assert.equal(Object.keys((await saved(page)).orders).length, 7);
    // A file that is not valid changes nothing, not even the name.
    await page.setInputFiles('#file', { name: 'broken.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
    await page.waitForSelector('#problems li');
    assert.equal(await page.inputValue('#example'), 'jasper');
  }));
