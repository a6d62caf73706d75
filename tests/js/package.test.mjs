// The package as it is published: its files, its versions, its types.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { fileURLToPath } from 'node:url';
import * as routewright from './support/routewright.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (path) => readFileSync(join(ROOT, path), 'utf8');
const run = (program, ...args) => execFileSync(program, args, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' });

test('the list of files that are published is this one', () => {
  const [{ files }] = JSON.parse(run('npm', 'pack', '--dry-run', '--json', './pkg'));
  // For `require` the types lie there a second time.
  const own = files.map(({ path }) => path).filter((path) => !path.endsWith('.d.cts'));
  assert.deepEqual(own.sort(), [
    'CHANGELOG.md',
    'LICENSE-APACHE',
    'LICENSE-MIT',
    'README.md',
    'dist/api.js',
    'dist/browser.js',
    'dist/client.js',
    'dist/connection.js',
    'dist/data.d.ts',
    'dist/edge-light.js',
    'dist/engine.js',
    'dist/error.js', 'dist/events.d.ts',
    'dist/glue.js',
    'dist/guard.js',
    'dist/index.d.ts',
    'dist/inline.js',
    'dist/input.js',
    'dist/moments.js',
    'dist/multistart.js',
    'dist/node.cjs',
    'dist/node.cjs.map',
    'dist/node.js',
    'dist/options.d.ts',
    'dist/planner.js',
    'dist/previews.js',
    'dist/routewright.wasm',
    'dist/serve-page.js',
    'dist/serve.js',
    'dist/slim.js',
    'dist/source.js',
    'dist/thread-inline.js',
    'dist/thread.d.ts',
    'dist/thread.js',
    'dist/thread.node.js',
    'dist/units.d.ts',
    'dist/wasm-base64.js',
    'dist/wasm.d.ts',
    'dist/worker.d.ts',
    'dist/worker.js',
    'dist/worker.node.cjs',
    'dist/worker.node.cjs.map',
    'dist/worker.node.js',
    'dist/workerd.js',
    'package.json',
    'schema/snapshot.json',
  ]);
});

test('installed from its tarball, it loads by its name', () => {
  const folder = mkdtempSync(join(tmpdir(), 'routewright-'));
  try {
    const [{ filename }] = JSON.parse(run('npm', 'pack', '--json', '--pack-destination', folder, './pkg'));
    writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
    run('npm', 'install', '--offline', '--no-audit', '--no-fund', '--prefix', folder, join(folder, filename));
    writeFileSync(
      join(folder, 'use.mjs'),
      "import * as rw from 'routewright';\n" +
        "console.log(JSON.stringify([Object.keys(rw), rw.validate('{}').length > 0, import.meta.resolve('routewright/wasm')]));\n",
    );
    const [names, works, wasm] = JSON.parse(run('node', join(folder, 'use.mjs')));
    assert.deepEqual(names.sort(), [
      'Planner', 'RoutewrightError', 'applyExecutionEvents', 'applyProposal', 'applySequences', 'approveRoutes', 'assignOrderSteps', 'buildRoutes',
      'computeProposals', 'evaluateRoutes', 'explainOrder',
      'fitIn', 'init', 'marginalCosts', 'revokeRoutes', 'swapRoutes', 'translateMobileEvents', 'unassignOrders', 'validate',
    ]);
    assert.ok(works);
    assert.match(wasm, /node_modules\/routewright\/dist\/routewright\.wasm$/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Runs the JavaScript of a README; what it printed. */
async function example(t, readme) {
  const [, code] = /```js\n(.*?)```/s.exec(read(readme));
  const printed = t.mock.method(console, 'log', () => {});
  const complained = [t.mock.method(console, 'error', () => {}), t.mock.method(console, 'warn', () => {})];
  const entry = new URL('../../pkg/dist/node.js', import.meta.url).href;
  await import(`data:text/javascript,${encodeURIComponent(code.replace("'routewright'", `'${entry}'`))}`);
  for (const { mock } of complained) assert.equal(mock.callCount(), 0);
  return printed.mock.calls.map((call) => call.arguments);
}

test('the example of its README plans', async (t) => {
  const [[steps, unassigned, cost]] = await example(t, 'pkg/README.md');
  assert.deepEqual(steps.map(({ type }) => type), ['departure', 'delivery', 'arrival']);
  assert.deepEqual(unassigned, []);
  // The distance there and back, at 1.00 per kilometre.
  const metres = steps.reduce((sum, step) => sum + step.distanceToNextMt, 0);
  assert.equal(cost, Math.round(metres / 10) / 100);
});

test('the example of the README of the repository plans', async (t) => {
  const printed = await example(t, 'README.md');
  const [name, cost] = printed.at(-1);
  assert.equal(name, 'cost');
  assert.ok(cost > 0);
});

test('the types name what the package exports, and compile as they are used', () => {
  const declared = [...read('pkg/dist/index.d.ts').matchAll(/^export (?:function|class|const) (\w+)/gm)].map(([, name]) => name);
  for (const entry of ['node.js', 'browser.js', 'inline.js', 'slim.js', 'workerd.js', 'edge-light.js']) {
    const exported = [...read(`pkg/dist/${entry}`).matchAll(/^export (?:const )?\{([^}]*)\}/gm)]
      .flatMap(([, names]) => names.match(/\w+/g));
    assert.deepEqual(exported.sort(), declared.sort());
  }
  for (const name of declared) assert.equal(typeof routewright[name], 'function');
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  run('node', compiler, '-p', 'tests/js/types');
});

test('package and crate have one version, and the module is far from the 8 MB that Chromium can reset', () => {
  const [, version] = /^version = "(.*)"$/m.exec(read('Cargo.toml'));
  assert.equal(JSON.parse(read('pkg/package.json')).version, version);
  assert.ok(readFileSync(join(ROOT, 'pkg/dist/routewright.wasm')).length < 3 * 2 ** 20);
});

test('the package file names what is there, in an order that every tool reads', async () => {
  const { publint } = await import('publint');
  assert.deepEqual((await publint({ pkgDir: join(ROOT, 'pkg'), strict: true })).messages, []);
});

test('the types of every entry resolve in every kind of project that reads `exports`', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'routewright-'));
  try {
    const [{ filename }] = JSON.parse(run('npm', 'pack', '--json', '--pack-destination', folder, './pkg'));
    const tarball = new Uint8Array(readFileSync(join(folder, filename)));
    const { problems } = await checkPackage(createPackageFromTarballData(tarball));
    // `node10` is TypeScript before `exports`. These entries are ES modules alone, which `require` of Node 20.19 loads.
    const left = problems.filter(({ kind, entrypoint, resolutionKind }) => {
      const modules = ['./inline', './slim', './worker/thread', './worker/thread-inline', './wasm'].includes(entrypoint);
      return resolutionKind !== 'node10' && !(kind === 'CJSResolvesToESM' && modules);
    });
    assert.deepEqual(left, []);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the glue makes no code from text', () => {
  for (const file of ['glue', 'api', 'engine', 'guard', 'input', 'planner', 'source']) {
    assert.doesNotMatch(read(`pkg/dist/${file}.js`), /\beval\b|new Function|Function\(/);
  }
});
