// The first example of the package's README, copied into a new folder in which the package is installed: in Node, and in a
// page.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { installed, run } from '../js/support/installed.mjs';
import { serve } from '../../scripts/serve.mjs';
import { launch } from './support/chromium.mjs';

const folder = installed();
const readme = readFileSync(join(folder, 'node_modules/routewright/README.md'), 'utf8');
const [, example] = /```js\n(.*?)```/s.exec(readme);

test('in Node', () => {
  writeFileSync(join(folder, 'example.mjs'), example);
  const printed = run(process.execPath, ['example.mjs'], folder);
  assert.match(printed, /type: 'departure'/);
  assert.match(printed, /\[\] \d+(\.\d+)?\n$/); // nothing left out, and the cost
});

test('in a page, as a bundler makes it', async () => {
  const { build } = await import('vite');
  writeFileSync(join(folder, 'example.js'), example);
  writeFileSync(join(folder, 'index.html'), '<!doctype html><meta charset="utf-8"><script type="module" src="/example.js"></script>\n');
  await build({ root: folder, configFile: false, logLevel: 'error' });
  const { server, url } = await serve(0, [], join(folder, 'dist'));
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    const said = page.waitForEvent('console', { predicate: (message) => message.type() === 'log', timeout: 20_000 });
    await page.goto(`${url}/index.html`);
    const [steps, unassigned, cost] = await Promise.all((await said).args().map((value) => value.jsonValue()));
    assert.deepEqual(steps.map(({ type }) => type), ['departure', 'delivery', 'arrival']);
    assert.deepEqual(unassigned, []);
    assert.ok(cost > 0);
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
});
