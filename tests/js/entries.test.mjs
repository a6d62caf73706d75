// Every entry of the package, installed from its tarball, in every runtime that is there: one plan.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { CHECK, IMPORT, READ, REQUIRE, compiles, planner } from './support/entries.mjs';
import { installed, program, run } from './support/installed.mjs';
import { FEW, JASPER, jasper } from './support/native.mjs';
import { example } from './support/routewright.mjs';
import { inRuntime } from './support/runtimes.mjs';
import { timeless } from './support/timeless.mjs';

const miniflare = await import('miniflare').catch(() => undefined);
const require = createRequire(import.meta.url);
const workerdVersion = () => createRequire(require.resolve('miniflare'))('workerd/package.json').version;
const folder = installed();
const text = example('jasper');
const expected = jasper();
const versionOf = (path) => (path === undefined ? undefined : run(path, ['--version']).split('\n')[0].replace(/^deno /, ''));
const plans = planner(folder, expected);

const node = [process.execPath];

inRuntime('Node, import', process.version, () => plans(node, 'esm.mjs', IMPORT));

inRuntime('Node, require', process.version, () => {
  plans(node, 'cjs.cjs', REQUIRE + CHECK);
  const names = (code, file) => {
    writeFileSync(join(folder, file), code);
    return JSON.parse(run(process.execPath, [join(folder, file)], folder));
  };
  const required = names("console.log(JSON.stringify(Object.keys(require('routewright')).sort()))", 'names.cjs');
  for (const entry of ['routewright', 'routewright/inline', 'routewright/slim']) {
    const code = `import * as rw from '${entry}';\nconsole.log(JSON.stringify(Object.keys(rw).sort()))`;
    assert.deepEqual(names(code, 'names.mjs'), required, entry);
  }
});

test('Node, routewright/inline, without its WebAssembly file and without fetch', () =>
  plans(node, 'inline.mjs', `globalThis.fetch = () => { throw 0 };\nimport * as rw from 'routewright/inline';\n${READ}`));

const FILE = "new URL(import.meta.resolve('routewright/wasm'))";
for (const [what, source] of [
  ['bytes', `readFileSync(${FILE})`],
  ['a module', `new WebAssembly.Module(readFileSync(${FILE}))`],
  ['a Response', `new Response(readFileSync(${FILE}), { headers: { 'Content-Type': 'application/wasm' } })`],
  ['a module of another realm', `new (vm.runInNewContext('WebAssembly').Module)(readFileSync(${FILE}))`],
  ['a promise of a Response', `Promise.resolve(new Response(readFileSync(${FILE})))`],
  ['a URL', `new URL('data:application/wasm;base64,' + readFileSync(${FILE}).toString('base64'))`],
]) {
  test(`Node, routewright/slim: init with ${what}`, () =>
    plans(node, 'slim.mjs', `import vm from 'node:vm';\nimport * as rw from 'routewright/slim';\n${READ}await rw.init(${source});\n`));
}

test('routewright/slim loads nothing by itself, and says so', () => {
  const code =
    "import * as rw from 'routewright/slim';\nconst said = [];\nconst note = (error) => said.push([error.name, error.errorCode, error.message]);\n" +
    "await rw.init().catch(note);\ntry { rw.validate('{}'); } catch (error) { note(error); }\nconsole.log(JSON.stringify(said));\n";
  writeFileSync(join(folder, 'refused.mjs'), code);
  assert.deepEqual(JSON.parse(run(process.execPath, [join(folder, 'refused.mjs')], folder)), [
    ['RoutewrightError', 400, 'routewright/slim loads nothing by itself: call init(source)'],
    ['RoutewrightError', 400, 'the package is not loaded: await init() first'],
  ]);
});

const DENO = ['run', '--quiet', '--no-lock', '--cached-only', '--node-modules-dir=manual', '--allow-read'];
const deno = program('deno');
inRuntime('Deno', versionOf(deno), () => {
  plans([deno, ...DENO], 'deno.mjs', IMPORT);
  plans([deno, ...DENO], 'deno-inline.mjs', IMPORT.replace('routewright', 'routewright/inline'));
});

const bun = program('bun');
inRuntime('Bun', versionOf(bun), () => {
  plans([bun], 'bun.mjs', IMPORT);
  plans([bun], 'bun-inline.mjs', IMPORT.replace('routewright', 'routewright/inline'));
  plans([bun], 'bun.cjs', REQUIRE);
});

// The module is imported, and a budget of time ends although the clock stands still. The entry of `edge-light` imports it by
// another name; workerd stands in for that runtime, whose local program compiles bytes, which no deployment does.
for (const [name, entry, module] of [
  ['workerd', 'workerd.js', 'routewright.wasm'],
  ['edge-light', 'edge-light.js', 'routewright.wasm?module'],
]) {
  inRuntime(name, miniflare && workerdVersion(), (t) => plansAtTheEdge(t, entry, module));
}

async function plansAtTheEdge(t, entry, module) {
  const dist = join(folder, 'node_modules/routewright/dist');
  const js = (name) => ({ type: 'ESModule', path: join(dist, name), contents: readFileSync(join(dist, name), 'utf8') });
  const handler =
    `import * as rw from './node_modules/routewright/dist/${entry}';\n` +
    // As it is where workerd is deployed: its clock stands still while code runs.
    "Object.defineProperty(globalThis, 'performance', { value: { now: () => 1_000 } });\n" +
    'export default { async fetch(request) { const { text, dates, options } = await request.json();\n' +
    '  return Response.json(rw.buildRoutes(text, dates, options)); } };\n';
  const worker = new miniflare.Miniflare({
    modules: [
      { type: 'ESModule', path: join(folder, 'handler.mjs'), contents: handler },
      ...readdirSync(dist).filter((name) => name.endsWith('.js')).map(js),
      { type: 'CompiledWasm', path: join(dist, module), contents: readFileSync(join(dist, 'routewright.wasm')) },
    ],
    modulesRoot: folder,
    compatibilityDate: '2025-01-01',
  });
  t.after(() => worker.dispose());
  const answer = async (options) => {
    const body = JSON.stringify({ text, dates: JASPER, options });
    return (await worker.dispatchFetch('http://localhost/', { method: 'POST', body })).json();
  };
  assert.equal(JSON.stringify(timeless(await answer(FEW))), expected);
  const { stats, routes } = await answer({ timeBudgetMs: 200 });
  assert.ok(Object.keys(routes).length > 0);
  assert.ok(stats.iterations > 0);
}

inRuntime('TypeScript', require('typescript/package.json').version, () =>
  compiles(folder, require.resolve('typescript/bin/tsc')),
);
