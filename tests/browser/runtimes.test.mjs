// The package, installed from its tarball, in pages and workers of browsers and behind bundlers: the native plan, under the
// strict policy.

import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installed, program, run } from '../js/support/installed.mjs';
import { jasper } from '../js/support/native.mjs';
import { inRuntime } from '../js/support/runtimes.mjs';
import { serve } from '../../scripts/serve.mjs';
import { CHROMIUM, launch } from './support/chromium.mjs';
import { planOf, writePage } from './support/pages.mjs';

const require = createRequire(import.meta.url);
const folder = installed();
const expected = jasper();
const version = (path) => path && run(path, ['--version']).trim().replace(/^[A-Za-z ]+/, '').split(' ')[0];

/** Opens a page of a browser on a folder that is served; what `use` gives. */
async function opened(browser, root, use) {
  const { server, url } = await serve(0, [], root);
  try {
    return await use(await browser.newPage(), url);
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}

async function plansIn(browser, root, places) {
  await opened(browser, root, async (page, url) => {
    const problems = [];
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(String(error)));
    for (const where of places) assert.equal(await planOf(page, url, where), expected, where);
    // A browser asks for an icon by itself.
    assert.deepEqual(problems.filter((problem) => !problem.includes('404')), []);
  });
}

for (const where of ['page', 'worker']) {
  inRuntime(`Chromium, ${where}`, version(CHROMIUM), async () => {
    writePage(folder, { bundled: false });
    await plansIn(await launch(), folder, [where]);
  });
}

const firefox = program('firefox-esr') ?? program('firefox');
for (const where of ['page', 'worker']) {
  inRuntime(`Firefox, ${where}`, version(firefox), async () => {
    const { launch } = await import('puppeteer-core');
    writePage(folder, { bundled: false });
    await plansIn(await launch({ browser: 'firefox', executablePath: firefox, headless: true }), folder, [where]);
  });
}

/** Where a bundler finds the page, and where it puts what it made. */
function toBundle(name) {
  writePage(folder, { bundled: true });
  const made = join(folder, name);
  mkdirSync(made, { recursive: true });
  copyFileSync(join(folder, 'jasper.json'), join(made, 'jasper.json'));
  return made;
}

inRuntime('Vite', require('vite/package.json').version, async () => {
  const { build } = await import('vite');
  const made = toBundle('vite');
  await build({ root: folder, configFile: false, logLevel: 'error', build: { outDir: made, emptyOutDir: false } });
  await plansIn(await launch(), made, ['page', 'worker']);
});

inRuntime('webpack', require('webpack/package.json').version, async () => {
  const { default: webpack } = await import('webpack');
  const made = toBundle('webpack');
  const stats = await promisify(webpack)({
    mode: 'production',
    context: folder,
    entry: './main.js',
    output: { path: made, filename: 'main.js' },
    performance: { hints: false },
  });
  assert.deepEqual(stats.toJson({ errors: true, warnings: true }).errors, []);
  assert.deepEqual(stats.toJson({ warnings: true }).warnings, []);
  copyFileSync(join(folder, 'index.html'), join(made, 'index.html'));
  assert.ok(existsSync(join(made, 'main.js')));
  await plansIn(await launch(), made, ['page', 'worker']);
});
