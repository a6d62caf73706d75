// `routewright/worker` in a page under the strict policy: a module worker, stopped while it solves.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { example } from '../js/support/routewright.mjs';
import { withPage } from './support/chromium.mjs';

test('a page plans in one worker and in two, and aborts; nothing is fetched from elsewhere', () =>
  withPage(async (page, url) => {
    const problems = [];
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(String(error)));
    await page.goto(`${url}/tests/browser/blank.html`);
    const outcome = await page.evaluate(async (text) => {
      const { createPlanner } = await import('/pkg/dist/worker.js');
      const dates = { from: '20260317', to: '20260317' };
      const planner = await createPlanner(text);
      const control = new AbortController();
      const { stats, routes } = await planner.buildRoutes(dates, {
        timeBudgetMs: 60_000,
        signal: control.signal,
        onProgress: () => control.abort(),
      });
      planner.terminate();
      const costs = {};
      for (const workers of [1, 2]) {
        const inline = new URL('/pkg/dist/thread-inline.js', location.href);
        const several = await createPlanner(text, { workers, worker: inline });
        costs[workers] = (await several.buildRoutes(dates, { maxIterations: 20 })).cost.total;
        several.terminate();
      }
      const none = await createPlanner(text, { worker: new URL('/none.js', location.href) }).catch((error) => error.errorCode);
      return { stoppedBy: stats.stoppedBy, early: stats.elapsedMs < 30_000, planned: Object.keys(routes).length > 0, costs, none };
    }, example('city-200'));
    const { costs, ...rest } = outcome;
    assert.deepEqual(rest, { stoppedBy: 'aborted', early: true, planned: true, none: 500 });
    assert.ok(costs[2] <= costs[1]);
    assert.ok(problems.every((problem) => problem.includes('404')), problems.join('\n'));
  }));

test('the plan so far is there within 100 ms of a stop', () =>
  withPage(async (page, url) => {
    await page.goto(`${url}/tests/browser/blank.html`);
    const found = await page.evaluate(async (text) => {
      const { createPlanner } = await import('/pkg/dist/worker.js');
      const { stops } = await import('/tests/browser/support/stops.mjs');
      return stops(createPlanner, text, { from: '20260317', to: '20260317' }, Array.from({ length: 20 }, (_, at) => 20 * at));
    }, example('city-1000'));
    assert.ok(found.every(({ stoppedBy, left }) => stoppedBy === 'aborted' && left === 0), JSON.stringify(found));
    // A page does not tell the processor's time, and a busy machine may put off any stop: the quickest of many.
    assert.ok(Math.min(...found.map(({ ms }) => ms)) <= 100, JSON.stringify(found.map(({ ms }) => ms)));
  }));
