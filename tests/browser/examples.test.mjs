// The example of a page without a bundler plans what Node plans, and leaves its page responsive meanwhile.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildRoutes } from '#routewright';
import { withPage } from './support/chromium.mjs';
import { example } from './support/demo.mjs';

test('the example of a page plans in slices under a strict policy', () =>
  withPage(async (page, url) => {
    const problems = [];
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(String(error)));
    await page.goto(`${url}/examples/browser/index.html?iterations=20`);
    await page.click('#plan');
    await page.waitForFunction(() => document.getElementById('summary').textContent !== '');
    const { cost, routes, unassigned } = buildRoutes(await example('city-200'), { from: '20260317', to: '20260317' }, { maxIterations: 20 });
    assert.equal(await page.textContent('#summary'), `Cost ${(cost.total / 100).toFixed(2)}, ${unassigned.length} left out.`);
    assert.equal(await page.locator('#routes li').count(), Object.keys(routes).length);
    assert.deepEqual(problems, []);
  }));
