// The package, installed from its tarball, behind bundlers that are met less often: the native plan in a page and in a worker,
// under the strict policy.

import assert from 'node:assert/strict';
import { copyFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build as esbuild, version as esbuildVersion } from 'esbuild';
import { fetched, installed, run, wanted } from '../js/support/installed.mjs';
import { jasper } from '../js/support/native.mjs';
import { inRuntime } from '../js/support/runtimes.mjs';
import { launch } from '../browser/support/chromium.mjs';
import { plansIn, toBundle } from '../browser/support/pages.mjs';

const folder = installed();
const expected = jasper();
const BOTH = ['page', 'worker'];
const dist = join(folder, 'node_modules/routewright/dist');

/** Loads a package that was fetched, and its version; undefined where it could not be. */
function tool(name) {
  const [pinned] = wanted(name);
  const modules = pinned && fetched(pinned);
  return { modules, version: modules && pinned.split('@').at(-1) };
}

/** What bundlers that leave `new URL(…, import.meta.url)` as it is need beside the code: the module; the worker they bundle. */
function addWasm(made) {
  copyFileSync(join(dist, 'routewright.wasm'), join(made, 'routewright.wasm'));
}

/** The page of what was made. */
function addPage(made) {
  copyFileSync(join(folder, 'index.html'), join(made, 'index.html'));
}

inRuntime('esbuild', esbuildVersion, async () => {
  const made = toBundle(folder, 'esbuild');
  const { warnings } = await esbuild({
    absWorkingDir: folder, entryPoints: { main: './main.js', thread: 'routewright/worker/thread' }, bundle: true,
    format: 'esm', minify: true, outdir: made, logLevel: 'silent',
  });
  assert.deepEqual(warnings, []);
  addWasm(made);
  addPage(made);
  await plansIn(await launch(), made, BOTH, expected);
});

const rollup = tool('rollup');
inRuntime('Rollup', rollup.version, async () => {
  const made = toBundle(folder, 'rollup');
  const { rollup: bundle } = createRequire(join(rollup.modules, 'x.js'))('rollup');
  // Its own resolver of packages is a plugin; the one file of each entry is named here instead.
  const files = { routewright: 'browser.js', 'routewright/worker': 'worker.js' };
  const resolveId = (id) => (files[id] ? join(dist, files[id]) : null);
  const warnings = [];
  const own = await bundle({
    input: { main: join(folder, 'main.js'), thread: join(dist, 'thread.js') },
    plugins: [{ name: 'package', resolveId }],
    onwarn: ({ message }) => warnings.push(message),
  });
  await own.write({ dir: made, format: 'es', entryFileNames: '[name].js' });
  assert.deepEqual(warnings, []);
  addWasm(made);
  addPage(made);
  await plansIn(await launch(), made, BOTH, expected);
});

const rspack = tool('@rspack/core');
inRuntime('Rspack', rspack.version, async () => {
  const made = toBundle(folder, 'rspack');
  const { rspack: bundle } = createRequire(join(rspack.modules, 'x.js'))('@rspack/core');
  const stats = await promisify(bundle)({
    mode: 'production', context: folder, entry: './main.js', output: { path: made, filename: 'main.js' }, performance: { hints: false },
  });
  const { errors, warnings } = stats.toJson({ errors: true, warnings: true });
  assert.deepEqual([errors, warnings], [[], []]);
  addPage(made);
  await plansIn(await launch(), made, BOTH, expected);
});

const parcel = tool('parcel');
inRuntime('Parcel', parcel.version, async () => {
  const made = toBundle(folder, 'parcel');
  // Without this setting Parcel knows no `exports` of any package.
  const settings = { type: 'module', '@parcel/resolver-default': { packageExports: true } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(settings));
  // Not the page: Parcel would write an inline import map into it, which the strict policy refuses.
  const words = ['build', 'main.js', '--dist-dir', made, '--no-cache', '--no-source-maps', '--log-level', 'warn'];
  run(process.execPath, [join(parcel.modules, 'parcel/lib/bin.js'), ...words], folder);
  addPage(made);
  await plansIn(await launch(), made, BOTH, expected);
});
