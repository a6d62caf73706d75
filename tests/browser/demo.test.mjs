// The demo page: it shows the plan that the package makes in Node, under a strict content policy.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';
import { buildRoutes, validate } from '#routewright';
import { buildDemo } from '../../www-demo/build.mjs';
import { dateRange } from '../../www-demo/src/model/dates.mjs';
import { count, hundredths } from '../../www-demo/src/model/format.mjs';
import { withPage } from './support/chromium.mjs';

const example = (name) => readFile(new URL(`../../examples/${name}.json`, import.meta.url));

before(() => buildDemo());

/** Opens the page with the example chosen; afterwards nothing may have been said, refused or asked of others. */
function withDemo(name, use) {
  return withPage(async (page, url) => {
    const problems = [];
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on(
      'request',
      (request) => request.url().startsWith(url) || request.url().startsWith('data:') || problems.push(request.url()),
    );
    await page.addInitScript(() =>
      addEventListener('securitypolicyviolation', (event) =>
        console.error(`refused: ${event.violatedDirective} ${event.blockedURI}`),
      ),
    );
    await page.goto(`${url}/www-demo/dist/`);
    await page.selectOption('#example', name);
    await ready(page, `${name}.json`);
    await use(page);
    assert.deepEqual(problems, []);
  });
}

async function ready(page, name) {
  await page.waitForFunction(
    (text) => document.getElementById('snapshot-title').textContent === text && !document.getElementById('go').disabled,
    name,
  );
}

const figure = (page, name) => page.textContent(`[data-figure="${name}"]`);

/** Drops a file on the page, as from the desktop. */
async function drop(page, name, text) {
  const data = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], fileName, { type: 'application/json' }));
      return transfer;
    },
    [name, text],
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
}

test('a plan bounded by iterations is the one that Node makes: cost, routes, what was left out', () =>
  withDemo('jasper', async (page) => {
    await page.fill('#seconds', '');
    await page.fill('#iterations', '200');
    await page.fill('#seed', '7');
    await page.click('#go');
    await page.waitForSelector('[data-figure=cost]');
    const bytes = await example('jasper');
    const { from, to } = dateRange(JSON.parse(bytes), '');
    const expected = buildRoutes(bytes, { from, to }, { maxIterations: 200, seed: 7 });
    const routes = Object.values(expected.routes);
    assert.ok(routes.length > 0);
    assert.equal(await figure(page, 'cost'), hundredths(expected.cost.total));
    assert.equal(await figure(page, 'routes'), count(routes.length));
    assert.equal(await figure(page, 'leftOut'), count(expected.unassigned.length));
    const column = (await page.locator('.routes thead th').allTextContents()).indexOf('Cost');
    const costs = await page
      .locator('.routes tbody tr')
      .evaluateAll((rows, at) => rows.map((row) => row.cells[at].textContent), column);
    assert.deepEqual(costs.sort(), routes.map((route) => hundredths(route.costBreakdown.total)).sort());
    assert.equal(await page.textContent('.cost tfoot td'), hundredths(expected.cost.total));
    assert.equal(await page.locator('.left-out').count(), 0); // all seven orders of Jasper can be served
    const visits = routes.flatMap((route) => route.steps).filter((step) => step.orderId).length;
    assert.equal(await page.locator('.map path.map-stop').count(), visits);
    assert.equal(await page.locator('.tl-row[data-route]').count(), routes.length);
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
    await page.fill('#iterations', '20');
    await page.click('#go');
    await page.waitForSelector('.left-out');
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
      .locator('.left-out tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => [
          row.cells[0].textContent,
          ...[...row.querySelectorAll('li')].map((item) => item.textContent),
        ]),
      );
    // The page says `Vehicle 1, 2015-12-04` where the message has the vehicle's id and the date.
    const named = (message) =>
      message.replace(
        /^(\S+) on (\d{4})(\d\d)(\d\d):/,
        (_, id, ...parts) => `${snapshot.vehicles[id].externalId}, ${parts.slice(0, 3).join('-')}:`,
      );
    const expected = unassigned.map(({ orderId, reasons }) => [
      snapshot.orders[orderId].name,
      ...reasons.map(({ code, message }) => `${code} ${named(message)}`),
    ]);
    assert.deepEqual(shown, expected);
    assert.equal(await figure(page, 'leftOut'), '2');
  }));

test('a dropped file that is not valid: every issue with code and path, and nothing can be planned', () =>
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
    assert.ok(await page.isDisabled('#go'));
    await drop(page, 'text.json', '{ not json');
    await page.waitForFunction(() => document.getElementById('status').textContent.startsWith('text.json is not'));
    assert.equal(await page.locator('#problems li').count(), 1);
    await drop(page, 'good.json', await readFile(new URL('../../examples/jasper.json', import.meta.url), 'utf8'));
    await ready(page, 'good.json');
    assert.ok(await page.isHidden('#problems'));
  }));

test('Stop ends a search without limits and shows the best plan so far', () =>
  withDemo('city-200', async (page) => {
    await page.fill('#seconds', '3600');
    await page.click('#go');
    await page.waitForFunction(() => / [1-9][\d,]* iterations? /.test(document.getElementById('status').textContent));
    assert.ok(await page.isDisabled('#go'));
    await page.click('#stop');
    await page.waitForSelector('[data-figure=cost]');
    assert.match(await page.textContent('.cost ~ p'), /stopped by hand/);
    assert.ok(await page.isEnabled('#go'));
    assert.ok(await page.isDisabled('#stop'));
  }));
