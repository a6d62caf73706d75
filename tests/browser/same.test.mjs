// The same snapshot, seed and number of iterations: the same result in Chromium as under Node.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildRoutes } from '../js/support/routewright.mjs';
import { CASES } from '../js/support/same.mjs';
import { timeless } from '../js/support/timeless.mjs';
import { withPage } from './support/chromium.mjs';

for (const { name, text, request, maxIterations } of CASES) {
  test(`${name}, ${maxIterations} iterations: in Chromium and under Node`, () =>
    withPage(async (page, url) => {
      await page.goto(`${url}/tests/browser/blank.html`);
      const planned = await page.evaluate(async ([snapshot, request, options]) => {
        const { init, buildRoutes } = await import('/pkg/dist/browser.js');
        await init();
        return JSON.stringify(buildRoutes(snapshot, request, options));
      }, [text(), request, { maxIterations }]);
      const node = buildRoutes(text(), request, { maxIterations });
      assert.equal(JSON.stringify(timeless(JSON.parse(planned))), JSON.stringify(timeless(node)));
    }));
}

test('before init() every call throws 400', () =>
  withPage(async (page, url) => {
    await page.goto(`${url}/tests/browser/blank.html`);
    const said = await page.evaluate(async () => {
      const rw = await import('/pkg/dist/browser.js');
      return ['validate', 'buildRoutes', 'evaluateRoutes', 'Planner'].map((name) => {
        try {
          return name === 'Planner' ? new rw.Planner({}) : rw[name]({});
        } catch (error) {
          return [error.errorCode, error.message];
        }
      });
    });
    assert.deepEqual(said, Array(4).fill([400, 'the package is not loaded: await init() first']));
  }));
