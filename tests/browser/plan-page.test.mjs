// plan.html: one file that draws a plan by itself, whatever the names in it say.

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { planPage } from '../../scripts/run/plan-page.mjs';
import { planView } from '../../www-demo/src/model/plan.mjs';
import { withPage } from './support/chromium.mjs';

const NASTY = `</script><script>document.title = "taken"</script><img src=x onerror="document.title = 'taken'"> & "O'Hara" $& {{plan}}`;

const blank = { idleTimeSec: 0, perStopTimeSec: 0, driveToNextSec: 0, distanceToNextMt: 0 };
const location = (lat, lng) => ({ location: { address: NASTY, latLng: [lat, lng] } });
const settings = {
  available: true,
  departureDepotId: 'd',
  arrivalDepotId: 'd',
  timeWindow: { startSec: 28_800, endSec: 61_200 },
  loadCapacities: { box: 1_000 },
};
const snapshot = {
  territory: { name: NASTY },
  depots: { d: { name: NASTY, ...location(33_817_872, -87_266_893) } },
  regions: {
    r: {
      name: NASTY,
      color: `red" onload="x`,
      poly: [
        [33_840_336, -87_319_165],
        [33_839_766, -87_220_803],
        [33_794_127, -87_229_386],
      ],
    },
  },
  drivers: {},
  vehicles: { v: { externalId: NASTY, color: '009944', settings } },
  orders: {
    a: {
      name: NASTY,
      loads: { box: 250 },
      delivery: { ...location(33_830_000, -87_250_000), timeWindows: [{ startSec: 30_000, endSec: 36_000 }] },
    },
    b: { name: NASTY, delivery: location(33_800_000, -87_270_000) },
  },
};
const route = {
  id: 'v-20151204',
  date: '20151204',
  vehicleId: 'v',
  revision: 1,
  costBreakdown: { total: 12_345, driving: 12_345 },
  steps: [
    {
      type: 'departure',
      ...blank,
      arrivalSec: -1,
      startSec: -1,
      endSec: 28_800,
      driveToNextSec: 900,
      distanceToNextMt: 12_300,
      stopIdx: 0,
      displayLabel: '',
    },
    {
      type: 'delivery',
      orderId: 'a',
      ...blank,
      arrivalSec: 29_700,
      startSec: 30_000,
      endSec: 30_600,
      idleTimeSec: 300,
      driveToNextSec: 900,
      distanceToNextMt: 12_300,
      stopIdx: 1,
      displayLabel: '1.1',
    },
    { type: 'arrival', ...blank, arrivalSec: 31_500, startSec: 31_500, endSec: -1, stopIdx: 2, displayLabel: '' },
  ],
};
const result = {
  routes: { [route.id]: route },
  deletedRouteIds: [],
  unassigned: [{ orderId: 'b', orderSteps: ['delivery'], reasons: [{ code: 'TW', message: NASTY }] }],
  cost: route.costBreakdown,
  stats: { iterations: 1, improvements: 1, elapsedMs: 5, seed: 1, stoppedBy: 'iterations' },
  warnings: [{ path: NASTY, errorCode: 100, message: NASTY }],
};

async function withPlan(use) {
  const folder = await mkdtemp(path.join(tmpdir(), 'routewright-plan-'));
  try {
    const file = path.join(folder, 'plan.html');
    await writeFile(file, await planPage(planView(snapshot, result, { from: '20151204', to: '20151204' })));
    await withPage(async (page) => {
      const problems = [];
      const requests = [];
      page.on('console', (message) => problems.push(message.text()));
      page.on('pageerror', (error) => problems.push(String(error)));
      page.on('request', (request) => request.url().startsWith('data:') || requests.push(request.url()));
      const url = pathToFileURL(file).href;
      await page.goto(url);
      await use(page);
      assert.deepEqual(problems, []); // also reports whatever the content policy refuses
      assert.deepEqual(requests, [url]);
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('it opens from a file, asks for nothing, and shows the figures of the plan', () =>
  withPlan(async (page) => {
    const figure = (name) => page.textContent(`[data-figure="${name}"]`);
    // Two legs of 12.3 km and 15 minutes; 5 minutes waited.
    assert.deepEqual(await Promise.all(['cost', 'routes', 'orders', 'leftOut', 'km', 'driving', 'idle'].map(figure)), [
      '123.45',
      '1',
      '1',
      '1',
      '24.6',
      '0:30',
      '0:05',
    ]);
    // Drive, wait, service, drive home.
    assert.equal(await page.locator('.tl-row[data-route] .tl-segment').count(), 4);
    assert.equal(await page.locator('.tl-row[data-route] .tl-window').count(), 1);
    assert.equal(await page.locator('.map path.map-stop').count(), 1);
    assert.equal(await page.locator('.map path.map-region').count(), 1);
    assert.equal(await page.locator('.map .map-depot').count(), 1);
    assert.equal(await page.locator('.map .map-left-out').count(), 1);
  }));

test('names are text, never markup', () =>
  withPlan(async (page) => {
    assert.equal(await page.textContent('#title'), NASTY);
    assert.equal(await page.title(), `${NASTY}, 2015-12-04`);
    assert.equal(await page.textContent('.left-out tbody th'), NASTY);
    await page.hover('.map path.map-stop');
    assert.ok((await page.textContent('.leaflet-tooltip')).includes(NASTY));
    await page.hover('.tl-segment.tl-service');
    assert.ok((await page.textContent('.tooltip')).includes(NASTY));
    assert.equal(await page.locator('img[src=x]').count(), 0);
    assert.equal(await page.locator('script').count(), 2); // the plan as data, and the program
  }));

test('the keyboard reaches the timeline, walks it, and picks a route', () =>
  withPlan(async (page) => {
    const focused = () => page.evaluate(() => document.activeElement.getAttribute('aria-label'));
    await page.focus(".timeline [tabindex='0']");
    assert.match(await focused(), /^Driving 08:00–08:15 \(0:15\)\. 12\.3 km/);
    await page.keyboard.press('ArrowRight');
    assert.match(await focused(), /^Waiting 08:15–08:20/);
    assert.match(await page.textContent('.tooltip'), /^Waiting 08:15–08:20/);
    await page.keyboard.press('End');
    assert.match(await focused(), /^Driving 08:30–08:45/);
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('.steps tbody tr').count(), 3);
    assert.equal(await page.getAttribute('.routes tbody button', 'aria-pressed'), 'true');
    assert.equal(await page.textContent('.map-number'), '1');
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('.steps').count(), 0);
  }));
