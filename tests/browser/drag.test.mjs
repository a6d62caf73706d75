// Stops are dragged by mouse and by finger, in the timeline and on the map: price and violations, as the package gives them,
// stand there before the drop.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cents, click, drop, figure, plan, ready, saidThat, saved, withDemo } from './support/demo.mjs';
import { bar, centre, choose, judged, sequence, twoLines } from './support/moves.mjs';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const stop = (orderId) => `.map path.map-stop[data-order="${orderId}"]`;
const NORTH = 'north-20260317';
const SOUTH = 'south-20260317';
/** Of the northern vehicle; the stop in the middle of the southern one, on which it is dropped. */
const STEP = { orderId: 'north-1', type: 'delivery' };
const ONTO = 'south-2';

/** The page with the two lines planned, and the snapshot then. */
function withLines(use, options) {
  return withDemo('jasper', async (page) => {
    await drop(page, 'lines.json', JSON.stringify(twoLines()));
    await ready(page, 'lines.json');
    await plan(page, 50);
    const before = await saved(page);
    assert.deepEqual(Object.keys(before.routes).sort(), [NORTH, SOUTH]);
    await use(page, before);
  }, options);
}

/** A finger, as the browser gets it from a screen. */
async function finger(page) {
  const devtools = await page.context().newCDPSession(page);
  const touch = (type, touchPoints) => devtools.send('Input.dispatchTouchEvent', { type, touchPoints });
  return {
    down: (x, y) => touch('touchStart', [{ x, y }]),
    move: (x, y) => touch('touchMove', [{ x, y }]),
    up: () => touch('touchEnd', []),
  };
}

test('a stop is dragged to another vehicle: price and violations before it is dropped, and undo', () =>
  withDemo('city-200', async (page) => {
    await plan(page, 20);
    const before = await saved(page);
    const { to, step } = choose(before);
    await page.mouse.move(...(await centre(page, bar(step.orderId))));
    await page.mouse.down();
    const [x, y] = await centre(page, `.tl-row[data-route="${to}"] .tl-bar`);
    await page.mouse.move(x, y - 10, { steps: 8 });
    const aimed = await judged(page, before, step);
    assert.equal(aimed.to, to);
    assert.ok((await page.textContent('.drag-tip')).startsWith((await page.textContent('.move-outcome strong'))));
    const cost = cents(await figure(page, 'cost'));
    await page.mouse.up();
    await saidThat(page, 'Moved');
    const after = await saved(page);
    assert.deepEqual(sequence(after.routes[to]), sequence(aimed.routes[to]));
    assert.equal(cents(await figure(page, 'cost')), cost + aimed.delta);
    await click(page, '#undo', 'Undone: Moved');
    assert.deepEqual((await saved(page)).routes, before.routes);
    await page.keyboard.press('Control+Shift+z');
    await saidThat(page, 'Done again: Moved');
    assert.deepEqual((await saved(page)).routes, after.routes);
  }));

test('a stop is dragged on the map to a leg of another route', () =>
  withLines(async (page, before) => {
    await page.mouse.move(...(await centre(page, stop(STEP.orderId))));
    await page.mouse.down();
    await page.mouse.move(...(await centre(page, stop(ONTO))), { steps: 8 });
    const aimed = await judged(page, before, STEP);
    assert.equal(aimed.to, SOUTH);
    // One of the two legs of that stop, the second of three.
    assert.ok([1, 2].includes(aimed.index), `${aimed.index}`);
    // It is bound to the vehicle that it was on.
    assert.match(await page.textContent('.move-outcome'), /north 1 bound to another vehicle \(VE\)/);
    assert.equal(await page.locator('.map path.map-aim').count(), 1);
    await page.mouse.up();
    await saidThat(page, 'Moved');
    const after = await saved(page);
    assert.deepEqual(sequence(after.routes[SOUTH]), sequence(aimed.routes[SOUTH]));
    assert.ok(!sequence(after.routes[NORTH]).includes('delivery north-1'));
    assert.equal(await page.locator('.map path.map-aim').count(), 0);
    // The drag itself has picked no route; a click does.
    assert.equal(await page.locator('.tl-row.chosen').count(), 0);
    await page.mouse.click(...(await centre(page, stop(STEP.orderId))));
    assert.equal(await page.locator('.tl-row.chosen').getAttribute('data-route'), SOUTH);
    await click(page, '#undo', 'Undone: Moved');
    assert.deepEqual((await saved(page)).routes, before.routes);
  }));

test('on the map a stop is dragged to another place of its route', () =>
  withLines(async (page, before) => {
    const [first, , last] = sequence(before.routes[NORTH]).map((step) => step.split(' ')[1]);
    await page.mouse.move(...(await centre(page, stop(first))));
    await page.mouse.down();
    const [x, y] = await centre(page, stop(last));
    // Beyond the last stop, on the way home.
    const [depotX, depotY] = await centre(page, '.map .map-depot');
    await page.mouse.move(x + (depotX - x) / 3, y + (depotY - y) / 3, { steps: 8 });
    const aimed = await judged(page, before, { orderId: first, type: 'delivery' });
    assert.deepEqual([aimed.to, aimed.index], [NORTH, 2]);
    await page.mouse.up();
    await saidThat(page, 'Moved');
    assert.equal(sequence((await saved(page)).routes[NORTH])[2], `delivery ${first}`);
  }));

test('a stop that is let go where it was taken, or given up by Escape, stays', () =>
  withLines(async (page, before) => {
    const [x, y] = await centre(page, stop(STEP.orderId));
    const elsewhere = await centre(page, stop(ONTO));
    const ends = [() => page.mouse.move(x + 1, y), () => page.mouse.move(...elsewhere).then(() => page.keyboard.press('Escape'))];
    for (const end of ends) {
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + 8, y);
      await page.waitForSelector('#move:not([hidden])');
      await end();
      await page.mouse.up();
      await page.waitForSelector('#move', { state: 'hidden' });
      assert.ok(await page.isHidden('.drag-tip'));
    }
    assert.deepEqual((await saved(page)).routes, before.routes);
  }));

test('no stop is dragged onto a locked route', () =>
  withLines(async (page) => {
    await click(page, `.tl-row[data-route="${SOUTH}"] .lock`, 'Locked');
    await page.mouse.move(...(await centre(page, stop(STEP.orderId))));
    await page.mouse.down();
    await page.mouse.move(...(await centre(page, stop(ONTO))), { steps: 8 });
    assert.equal(await page.inputValue('#move-route'), NORTH);
    await page.keyboard.press('Escape');
    await page.mouse.up();
  }));

test('an order on no route is dragged from the map onto one', () =>
  withLines(async (page) => {
    await page.click('#tab-routes');
    await page.click(`[data-focus="route ${NORTH}"]`);
    await page.click('.steps .button[aria-label="Take off: north 1"]');
    await saidThat(page, 'off');
    const before = await saved(page);
    await page.mouse.move(...(await centre(page, '.map path.map-left-out[data-order="north-1"]')));
    await page.mouse.down();
    await page.mouse.move(...(await centre(page, stop(ONTO))), { steps: 8 });
    const aimed = await judged(page, before, STEP);
    assert.equal(aimed.to, SOUTH);
    await page.mouse.up();
    await saidThat(page, 'Moved');
    assert.deepEqual(sequence((await saved(page)).routes[SOUTH]), sequence(aimed.routes[SOUTH]));
    assert.equal(await page.locator('.map path.map-left-out').count(), 0);
  }));

test('a finger that moves at once takes nothing', () =>
  withLines(async (page) => {
    for (const mark of [bar(STEP.orderId), stop(STEP.orderId)]) {
      // As one task, so that no slow machine makes a hold of it.
      await page.evaluate((selector) => {
        const target = document.querySelector(selector);
        const { left, top } = target.getBoundingClientRect();
        const finger = { pointerId: 7, pointerType: 'touch', button: 0, bubbles: true, clientX: left + 2, clientY: top + 2 };
        target.dispatchEvent(new PointerEvent('pointerdown', finger));
        target.dispatchEvent(new PointerEvent('pointermove', { ...finger, clientX: left + 40 }));
        target.dispatchEvent(new PointerEvent('pointerup', finger));
      }, mark);
      await page.waitForTimeout(500);
      assert.ok(await page.isHidden('#move'));
    }
  }, PHONE));

test('a finger that holds a bar of the timeline drags it', () =>
  withLines(async (page, before) => {
    const touch = await finger(page);
    const [x, y] = await centre(page, bar(STEP.orderId));
    await touch.down(x, y);
    await page.waitForSelector('.drag-tip:not([hidden])');
    const box = await page.locator(`.tl-row[data-route="${SOUTH}"] .tl-bar`).boundingBox();
    const scrolled = await page.evaluate(() => scrollY);
    for (const share of [0.5, 1]) await touch.move(x, y + (box.y + 12 - y) * share);
    const aimed = await judged(page, before, STEP);
    assert.equal(aimed.to, SOUTH);
    assert.equal(await page.evaluate(() => scrollY), scrolled);
    await touch.up();
    await saidThat(page, 'Moved');
    assert.deepEqual(sequence((await saved(page)).routes[SOUTH]), sequence(aimed.routes[SOUTH]));
  }, PHONE));

test('a finger that holds a stop of the map, or is near one, drags it, and the map stays where it is', () =>
  withLines(async (page, before) => {
    const touch = await finger(page);
    const onto = await centre(page, stop(ONTO));
    const [x, y] = await centre(page, stop(STEP.orderId));
    await touch.down(x + 12, y - 8);
    await page.waitForSelector('.drag-tip:not([hidden])');
    for (const share of [0.3, 0.6, 1]) await touch.move(x + (onto[0] - x) * share, y + (onto[1] - y) * share);
    const aimed = await judged(page, before, STEP);
    assert.equal(aimed.to, SOUTH);
    assert.ok([1, 2].includes(aimed.index), `${aimed.index}`);
    assert.deepEqual(await centre(page, stop(ONTO)), onto);
    await touch.up();
    await saidThat(page, 'Moved');
    assert.deepEqual(sequence((await saved(page)).routes[SOUTH]), sequence(aimed.routes[SOUTH]));
  }, PHONE));
