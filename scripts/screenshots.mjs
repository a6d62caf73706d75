// Pictures of each main view of the demo page, in out/screenshots: light, dark and on a phone. `make screenshots`.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withPage } from '../tests/browser/support/chromium.mjs';

const FOLDER = fileURLToPath(new URL('../out/screenshots', import.meta.url));
const LOOKS = {
  light: { viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  dark: { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: 'light', deviceScaleFactor: 2, hasTouch: true, isMobile: true },
};

const settled = (page) =>
  page.waitForFunction(() => !document.body.classList.contains('busy') && !document.getElementById('go').disabled);

async function plan(page, seconds) {
  await page.click('#tab-search');
  await page.fill('#seconds', String(seconds));
  await page.click('#go');
}

/** A stop of the map in mid-drag, with what its drop would change. */
async function dragged(page, shoot) {
  await page.locator('#map').scrollIntoViewIfNeeded();
  const { x, y, width, height } = await page.locator('#map').boundingBox();
  const stops = await page.locator('.map path.map-stop').evaluateAll((paths) => paths.map((path) => path.getBoundingClientRect()).map(({ x, y }) => ({ x, y })));
  // The southernmost one, which stands alone.
  const lowest = stops.reduce((found, stop) => (stop.y > found.y ? stop : found));
  await page.mouse.move(lowest.x + 5, lowest.y + 5);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y + height * 0.6, { steps: 6 });
  await page.waitForFunction(() => / · /.test(document.querySelector('.move-outcome').textContent));
  await shoot('6b-dragging');
  await page.keyboard.press('Escape');
  await page.mouse.up();
}

/** One view after the other; `shoot(name)` takes the picture. */
async function tour(page, shoot) {
  await shoot('0-opened');
  await plan(page, 6);
  await page.waitForTimeout(3_000);
  await shoot('1-searching');
  await settled(page);
  await shoot('2-planned');
  await page.click('#tab-routes');
  await shoot('3-routes');
  await page.click('.route-line >> nth=2');
  await shoot('4-route');
  await page.click('[data-focus=all]');
  await page.click('#tab-orders');
  await page.click('.orders-list .button >> nth=0');
  await page.waitForSelector('.places-list');
  await shoot('5-orders');
  await page.click('.orders-list .button >> nth=1');
  await page.waitForFunction(() => / · /.test(document.querySelector('.move-outcome').textContent));
  await page.keyboard.press('ArrowDown');
  await page.waitForTimeout(500);
  await shoot('6-moving');
  await page.keyboard.press('Enter');
  await settled(page);
  await dragged(page, shoot);
  await page.click('#tab-add');
  await page.click('#add .first');
  await page.waitForSelector('.proposals-list');
  await shoot('7-proposals');
  await page.click('#tab-day');
  await page.selectOption('#speed', '20');
  await page.click('#play');
  await page.waitForFunction(() => /^1[1-9]:/.test(document.getElementById('day-clock').textContent));
  await page.click('#play');
  await settled(page);
  await shoot('8-day');
  await page.click('#break-down');
  await page.waitForFunction(() => document.getElementById('status').textContent.includes('broke down'));
  await settled(page);
  await shoot('8b-breakdown');
  await page.click('#tab-compare');
  await page.check('#ghosts');
  await shoot('9-compare');
}

async function broken(page, shoot) {
  await page.setInputFiles('#file', {
    name: 'broken.json', mimeType: 'application/json',
    buffer: Buffer.from('{"territory": {}, "depots": {"d": {}}, "vehicles": {"v": {"settings": {"departureDepotId": "x"}}}, "orders": {"o": {"priority": 3}}}'),
  });
  await page.waitForSelector('#problems li');
  await shoot('a-broken');
}

/** A plan of several dates. */
async function dated(page, shoot) {
  await page.selectOption('#example', 'jasper');
  await page.waitForFunction(() => document.getElementById('status').textContent.startsWith('jasper.json:'));
  await settled(page);
  await plan(page, 1);
  await page.waitForFunction(() => document.getElementById('status').textContent.startsWith('Planned'));
  await settled(page);
  await page.selectOption('#date', { index: 0 });
  await page.waitForTimeout(500);
  await shoot('b-dates');
}

await mkdir(FOLDER, { recursive: true });
const wanted = process.argv.slice(2);
for (const [look, options] of Object.entries(LOOKS).filter(([name]) => wanted.length === 0 || wanted.includes(name))) {
  await withPage(async (page, url) => {
    page.on('console', (message) => console.error(`${look}: ${message.text()}`));
    page.on('pageerror', (error) => console.error(`${look}: ${error.stack}`));
    await page.goto(`${url}/www-demo/dist/`);
    await settled(page);
    const shoot = (name) => page.screenshot({ path: join(FOLDER, `${name}-${look}.png`), fullPage: look === 'phone' });
    await tour(page, shoot);
    await broken(page, shoot);
    await dated(page, shoot);
  }, options);
  console.log(`out/screenshots: ${look}`);
}
