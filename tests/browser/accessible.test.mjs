// No serious fault of accessibility that axe knows of, in any view, light and dark; and a phone shows no sideways scrolling.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { plan, saidThat, settled, withDemo } from './support/demo.mjs';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Faults that axe calls serious or critical. It is evaluated by the debugger, so the page's policy holds for the page. */
async function faults(page) {
  await page.evaluate(await readFile(AXE, 'utf8'));
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return grave.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing serious in any view, ${colorScheme}`, () =>
    withDemo('jasper', async (page) => {
      await plan(page, 50);
      const found = {};
      for (const tab of ['search', 'routes', 'orders', 'add', 'day', 'compare']) {
        await page.click(`#tab-${tab}`);
        if (tab === 'add') {
          await page.click('#add .first');
          await page.waitForSelector('.proposals-list');
        }
        if (tab === 'day') await page.click('#day-step');
        await settled(page);
        found[tab] = await faults(page);
      }
      await page.click('#tab-routes');
      await page.click('.route-line');
      await page.click('.steps .button >> nth=0');
      found.moving = await faults(page);
      await page.keyboard.press('Escape');
      await page.setInputFiles('#file', { name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
      await page.waitForSelector('#problems li');
      found.broken = await faults(page);
      for (const [view, list] of Object.entries(found)) assert.deepEqual(list, [], view);
    }, { colorScheme }));
}

test('the keyboard is never lost: planning, stopping, taking an order off, going back', () =>
  withDemo('city-200', async (page) => {
    const focused = () => page.evaluate(() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.id);
    await page.fill('#seconds', '3600');
    await page.focus('#go');
    await page.keyboard.press('Enter');
    assert.equal(await focused(), 'stop');
    await page.waitForFunction(() => / [1-9][\d,]* iterations? /.test(document.getElementById('search-summary').textContent));
    await page.keyboard.press('Enter');
    await saidThat(page, 'Planned');
    assert.equal(await focused(), 'go');
    await page.focus('#tab-search');
    await page.keyboard.press('ArrowRight');
    assert.equal(await focused(), 'tab-routes');
    await page.focus('.route-line >> nth=0');
    await page.keyboard.press('Enter');
    await page.focus('.steps .button:text("Take off") >> nth=0');
    await page.keyboard.press('Enter');
    await saidThat(page, ' off');
    assert.ok(await page.evaluate(() => document.getElementById('panel-routes').contains(document.activeElement)));
    await page.focus('#undo');
    for (const label of ['Took', 'Planned']) {
      await page.keyboard.press('Enter');
      await saidThat(page, `Undone: ${label}`);
    }
    // Nothing more can be undone: the way forward is next.
    assert.equal(await focused(), 'redo');
  }));

test('on a phone the page is as wide as the screen, and a stop is moved by touch', () =>
  withDemo('jasper', async (page) => {
    await plan(page, 50);
    for (const tab of ['search', 'routes', 'orders', 'add', 'day', 'compare']) {
      await page.click(`#tab-${tab}`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), tab);
    }
    await page.click('#tab-routes');
    await page.tap('.route-line >> nth=0');
    await page.tap('.steps .button:text("Move") >> nth=0');
    await page.waitForSelector('#move:not([hidden])');
    await page.tap('.tl-row[data-route]:last-child .tl-bar');
    const aimed = await page.getAttribute('.tl-row[data-route]:last-child', 'data-route');
    assert.equal(await page.inputValue('#move-route'), aimed);
    await page.tap('#move .first');
    await settled(page);
    assert.ok(await page.isHidden('#move'));
  }, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }));
