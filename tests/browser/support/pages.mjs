// A page that plans the example: on the main thread, and in a worker.

import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FEW, JASPER } from '../../js/support/native.mjs';
import { ROOT } from '../../js/support/installed.mjs';
import { timeless } from '../../js/support/timeless.mjs';
import { serve } from '../../../scripts/serve.mjs';

const POINTS = { page: 'routewright', worker: 'routewright/worker' };
const FILES = { page: '/node_modules/routewright/dist/browser.js', worker: '/node_modules/routewright/dist/worker.js' };

/** Code that leaves functions `planned.page()` and `planned.worker()`, each resolving to the text of the plan. */
function code(entries) {
  const asked = `${JSON.stringify(JASPER)}, ${JSON.stringify(FEW)}`;
  return `import { buildRoutes, init } from '${entries.page}';
import { createPlanner } from '${entries.worker}';
const snapshot = async () => (await fetch('/jasper.json')).text();
globalThis.planned = {
  async page() {
    await init();
    return JSON.stringify(buildRoutes(await snapshot(), ${asked}));
  },
  async worker() {
    const planner = await createPlanner(await snapshot());
    const plan = await planner.buildRoutes(${asked});
    planner.terminate();
    return JSON.stringify(plan);
  },
};
`;
}

/** Writes the page into a folder in which the package is installed; by its names, as bundlers resolve them, or its files. */
export function writePage(folder, { bundled }) {
  writeFileSync(join(folder, 'main.js'), code(bundled ? POINTS : FILES));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><meta charset="utf-8"><script type="module" src="/main.js"></script>\n');
  writeFileSync(join(folder, 'jasper.json'), readFileSync(join(ROOT, 'examples/jasper.json')));
}

/** What the page plans, on the main thread or in the worker, without what a clock said. */
export async function planOf(page, url, where) {
  await page.goto(`${url}/index.html`);
  await page.waitForFunction(() => globalThis.planned !== undefined, { timeout: 20_000 });
  const text = await page.evaluate((where) => globalThis.planned[where](), where);
  return JSON.stringify(timeless(JSON.parse(text)));
}

/** Calls `use(url)` while a folder is served. */
export async function whileServed(root, use) {
  const { server, url } = await serve(0, [], root);
  try {
    return await use(url);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** The page in a folder plans what is expected, in a browser that is closed afterwards, and says nothing. */
export async function plansIn(browser, root, places, expected) {
  await whileServed(root, async (url) => {
    try {
      const page = await browser.newPage();
      const problems = [];
      page.on('console', (message) => problems.push(message.text()));
      page.on('pageerror', (error) => problems.push(String(error)));
      for (const where of places) assert.equal(await planOf(page, url, where), expected, where);
      // A browser asks for an icon by itself.
      assert.deepEqual(problems.filter((problem) => !problem.includes('404')), []);
    } finally {
      await browser.close();
    }
  });
}

/** Writes the page for a bundler; where it is to put what it makes. */
export function toBundle(folder, name) {
  writePage(folder, { bundled: true });
  const made = join(folder, name);
  mkdirSync(made, { recursive: true });
  copyFileSync(join(folder, 'jasper.json'), join(made, 'jasper.json'));
  return made;
}
