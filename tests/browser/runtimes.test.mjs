// The package, installed from its tarball, in pages and workers of browsers and behind bundlers: the native plan, under the
// strict policy.

import assert from 'node:assert/strict';
import { copyFileSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installed, program, run } from '../js/support/installed.mjs';
import { jasper } from '../js/support/native.mjs';
import { inRuntime } from '../js/support/runtimes.mjs';
import { CHROMIUM, launch } from './support/chromium.mjs';
import { plansIn, toBundle, writePage } from './support/pages.mjs';

const require = createRequire(import.meta.url);
const folder = installed();
const expected = jasper();
const version = (path) => path && run(path, ['--version']).trim().replace(/^[A-Za-z ]+/, '').split(' ')[0];

for (const where of ['page', 'worker']) {
  inRuntime(`Chromium, ${where}`, version(CHROMIUM), async () => {
    writePage(folder, { bundled: false });
    await plansIn(await launch(), folder, [where], expected);
  });
}

const firefox = program('firefox-esr') ?? program('firefox');
for (const where of ['page', 'worker']) {
  inRuntime(`Firefox, ${where}`, version(firefox), async () => {
    const { launch } = await import('puppeteer-core');
    writePage(folder, { bundled: false });
    await plansIn(await launch({ browser: 'firefox', executablePath: firefox, headless: true }), folder, [where], expected);
  });
}

inRuntime('Vite', require('vite/package.json').version, async () => {
  const { build } = await import('vite');
  const made = toBundle(folder, 'vite');
  await build({ root: folder, configFile: false, logLevel: 'error', build: { outDir: made, emptyOutDir: false } });
  await plansIn(await launch(), made, ['page', 'worker'], expected);
});

inRuntime('webpack', require('webpack/package.json').version, async () => {
  const { default: webpack } = await import('webpack');
  const made = toBundle(folder, 'webpack');
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
  await plansIn(await launch(), made, ['page', 'worker'], expected);
});
