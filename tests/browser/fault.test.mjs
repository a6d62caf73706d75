// A fault in a page's main thread costs the call that caused it and the planners that lived then; nothing after it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { example } from '../js/support/routewright.mjs';
import { withPage } from './support/chromium.mjs';

test('60 faults of every kind: error 500, old planners refuse, a new one plans the same', () =>
  withPage(async (page, url) => {
    await page.goto(`${url}/tests/browser/blank.html`);
    const outcome = await page.evaluate(async (text) => {
      const dist = '/target/wasm/faulty-package/dist';
      const { createApi } = await import(`${dist}/api.js`);
      const api = createApi({ locate: () => `${location.origin}${dist}/routewright.wasm` });
      await api.init();
      const request = { from: '20151204', to: '20151204' };
      const plan = () => JSON.stringify(api.buildRoutes(text, request, { maxIterations: 3 }).routes);
      const code = (call) => {
        try {
          return call();
        } catch (error) {
          return error.errorCode;
        }
      };
      const expected = plan();
      const outcome = { faults: {}, old: {}, same: 0 };
      const count = (counts, key) => (counts[key] = (counts[key] ?? 0) + 1);
      for (let round = 0; round < 20; round += 1) {
        for (const kind of ['panic', 'memory', 'stack']) {
          const old = new api.Planner(text);
          count(outcome.faults, code(() => api.engine.call((glue) => glue.fault(kind))));
          count(outcome.old, code(() => old.snapshot()));
          old.free();
          outcome.same += Number(plan() === expected);
        }
      }
      return outcome;
    }, example('jasper'));
    assert.deepEqual(outcome, { faults: { 500: 60 }, old: { 500: 60 }, same: 60 });
  }));
