// `routewright/worker` in Node, installed from the tarball: the same results as without a worker, stopped and ended at will.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { serve } from '../../pkg/dist/serve.js';
import { Planner, base, buildRoutes, example, init } from './support/routewright.mjs';
import { installed, program, run } from './support/installed.mjs';
import { stops } from '../browser/support/stops.mjs';
import { timeless } from './support/timeless.mjs';

const folder = installed();
const at = (path) => pathToFileURL(join(folder, 'node_modules/routewright/dist', path));
const { createPlanner, RoutewrightError } = await import(at('worker.node.js'));
const CITY = { from: '20260317', to: '20260317' };
const FEW = { maxIterations: 30 };
const LONG = { timeBudgetMs: 60_000 };
const text = example('city-200');

const made = [];
after(() => made.forEach((planner) => planner.terminate()));
async function planner(snapshot, options) {
  const one = await createPlanner(snapshot, options);
  made.push(one);
  return one;
}

test('the methods of Planner, with the results that it gives', async () => {
  const direct = new Planner(text);
  const worker = await planner(text);
  const names = (object) => Object.getOwnPropertyNames(Object.getPrototypeOf(object));
  const offered = names(direct).filter((name) => name !== 'free' && !name.startsWith('start'));
  assert.deepEqual(names(worker).filter((name) => name !== 'terminate').sort(), offered.sort());
  assert.deepEqual(timeless(await worker.buildRoutes(CITY, FEW)), timeless(direct.buildRoutes(CITY, FEW)));
  const [left] = Object.keys(direct.snapshot().orders);
  assert.deepEqual(timeless(await worker.removeOrders([left])), timeless(direct.removeOrders([left])));
  assert.deepEqual(await worker.snapshot(), direct.snapshot());
  const order = { delivery: Object.values(direct.snapshot().orders).find(({ pickup }) => !pickup).delivery };
  const timeSlots = [{ date: CITY.from, deliveryTimeWindows: [{ startSec: 0, endSec: 86_400 }] }];
  const [ours, theirs] = [await worker.computeProposals({ order, timeSlots }), direct.computeProposals({ order, timeSlots })];
  assert.equal('value' in Object.getOwnPropertyDescriptor(ours.proposals[0], 'data'), false);
  assert.deepEqual({ ...ours, expiryTs: 0 }, { ...theirs, expiryTs: 0 });
  const applied = await worker.applyProposal(ours, { proposalsIndexes: [0] });
  assert.deepEqual(applied, direct.applyProposal(theirs, { proposalsIndexes: [0] }));
  direct.free();
});

test('errors come with class, code, path and issues; what cannot be handed over is an issue too', async () => {
  const broken = base();
  broken.orders.o1.priority = 7;
  for (const [snapshot, code, path] of [
    [broken, 101, 'orders[o1].priority'],
    [{ territory() {} }, 100, ''],
  ]) {
    await assert.rejects(createPlanner(snapshot), (error) => {
      assert.ok(error instanceof RoutewrightError && error.issues.length === 1);
      assert.deepEqual([error.errorCode, error.path], [code, path]);
      return true;
    });
  }
  const worker = await planner(base());
  await assert.rejects(worker.buildRoutes(CITY, { speed: 1 }), { errorCode: 100, path: 'speed' });
  for (const [options, path] of [[{ workers: 0 }, 'workers'], [{ threads: 1 }, 'threads']]) {
    await assert.rejects(createPlanner(base(), options), { errorCode: 100, path });
  }
  await assert.rejects(createPlanner(base(), { worker: new URL('file:///none.js') }), { errorCode: 500 });
});

test('abort: the best so far of a solve under way, a rejection of what has not begun', async () => {
  const worker = await planner(text);
  const before = await worker.snapshot();
  const [first, second] = [new AbortController(), new AbortController()];
  const solve = worker.buildRoutes(CITY, { ...LONG, signal: first.signal, onProgress: () => first.abort() });
  const waiting = worker.evaluateRoutes({}, { signal: second.signal });
  second.abort();
  await assert.rejects(waiting, { errorCode: 400 });
  const { stats, routes } = await solve;
  assert.equal(stats.stoppedBy, 'aborted');
  assert.ok(stats.elapsedMs < 30_000 && Object.keys(routes).length > 0);
  assert.deepEqual((await worker.snapshot()).routes, routes);
  assert.deepEqual(before.routes ?? {}, {});
  await assert.rejects(worker.buildRoutes(CITY, { signal: AbortSignal.abort() }), { errorCode: 400 });
});

test('a stop is heeded after the slice in which it comes, and a slice is a small part of the 100 ms', async () => {
  const slices = [];
  class Watched extends Planner {
    startBuildRoutes(...args) {
      const run = super.startBuildRoutes(...args);
      const step = (slice) => (slices.push(slice), run.step(slice));
      return { step, get done() { return run.done; }, finish: () => run.finish() };
    }
  }
  let handle;
  let answered;
  const answer = new Promise((resolve) => (answered = resolve));
  let turns = 0;
  const turn = async () => {
    turns += 1;
    if (turns === 3) await handle({ type: 'stop', id: 2, keep: true });
  };
  serve({ init, Planner: Watched }, (message) => 'result' in message && message.id === 2 && answered(message.result), (own) => (handle = own), turn);
  await handle({ id: 1, method: 'load', args: [text] });
  await handle({ id: 2, method: 'buildRoutes', args: [CITY, LONG] });
  assert.equal((await answer).stats.stoppedBy, 'aborted');
  assert.equal(slices.length, 3);
  for (const { ms } of slices) assert.ok(ms <= 25);
});

/** By the processor's time: a busy machine has a stop wait for its turn. */
function prompt(found) {
  assert.ok(found.every(({ stoppedBy, left }) => stoppedBy === 'aborted' && left === 0), JSON.stringify(found));
  assert.ok(Math.min(...found.map(({ cpuMs }) => cpuMs)) <= 100, JSON.stringify(found));
}
const AFTER = [0, 50, 100, 150, 200];

test('the plan so far is there within 100 ms of a stop, of 1 000 orders too', async () => {
  prompt(await stops(createPlanner, example('city-1000'), CITY, AFTER));
});

for (const [name, command, args] of [['Deno', 'deno', ['run', '--allow-read', '--allow-env']], ['Bun', 'bun', []]]) {
  test(`a stop in ${name}`, (t) => {
    const runtime = program(command);
    if (runtime === undefined) return t.skip(`${name} is not installed`);
    const file = join(folder, `stops-${command}.mjs`);
    const code = readFileSync(new URL('../browser/support/stops.mjs', import.meta.url), 'utf8');
    writeFileSync(join(folder, 'city.json'), text);
    writeFileSync(
      file,
      `import { readFileSync } from 'node:fs';\nimport { createPlanner } from 'routewright/worker';\n${code}\n` +
        `const found = await stops(createPlanner, readFileSync('city.json', 'utf8'), ${JSON.stringify(CITY)}, ${JSON.stringify(AFTER)});\n` +
        'console.log(JSON.stringify(found));\n',
    );
    prompt(JSON.parse(run(runtime, [...args, file], folder)));
  });
}

test('onProgress: false gives the best so far; what it throws comes out, and nothing has changed', async () => {
  const worker = await planner(text);
  const mine = new Error('mine');
  await assert.rejects(worker.buildRoutes(CITY, { ...LONG, onProgress: () => { throw mine; } }), mine);
  assert.deepEqual((await worker.snapshot()).routes ?? {}, {});
  const { stats } = await worker.buildRoutes(CITY, { ...LONG, onProgress: () => false });
  assert.equal(stats.stoppedBy, 'aborted');
});

test('three workers: the best of three seeds, its plan in the progress, and the planner goes on from it', async () => {
  const single = [1, 2, 3].map((seed) => buildRoutes(text, CITY, { ...FEW, seed }));
  const least = Math.min(...single.map(({ cost }) => cost.total));
  assert.deepEqual(single.map(({ unassigned }) => unassigned.length), [0, 0, 0]);
  const worker = await planner(text, { workers: 3 });
  const shown = {};
  const result = await worker.buildRoutes(CITY, {
    ...FEW,
    progressPlans: true,
    onProgress({ changed }) {
      Object.assign(shown, changed.routes);
      for (const id of changed.deletedRouteIds) delete shown[id];
    },
  });
  assert.equal(result.cost.total, least);
  assert.deepEqual(result.routes, single[result.stats.seed - 1].routes);
  assert.ok(Object.keys(shown).length > 0);
  assert.deepEqual((await worker.snapshot()).routes, result.routes);
});

test('terminate: what is under way and what waits rejects, as does every later call', async () => {
  const worker = await planner(text);
  const calls = [worker.buildRoutes(CITY, LONG), worker.snapshot()];
  worker.terminate();
  worker.terminate();
  for (const call of [...calls, worker.snapshot()]) {
    await assert.rejects(call, { errorCode: 400, message: 'the planner was terminated' });
  }
});

const USE =
  "const planner = await createPlanner(readFileSync('base.json', 'utf8'));\n" +
  'console.log((await planner.snapshot()).orders.o1 !== undefined);\n';

/** A program that makes a planner and does not end it: it must end all the same. */
function ends(runtime, file, code) {
  writeFileSync(join(folder, 'base.json'), JSON.stringify(base()));
  writeFileSync(join(folder, file), code);
  assert.equal(run(runtime, [join(folder, file)], folder).trim(), 'true');
}
const ESM = `import { readFileSync } from 'node:fs';\nimport { createPlanner } from 'routewright/worker';\n${USE}`;

test('a program ends although its planner was not terminated: import and require', () => {
  ends(process.execPath, 'worker.mjs', ESM);
  const cjs = "const { readFileSync } = require('node:fs');\nconst { createPlanner } = require('routewright/worker');\n";
  ends(process.execPath, 'worker.cjs', `${cjs}(async () => {\n${USE}})();\n`);
});

test('Bun', (t) => {
  const bun = program('bun');
  if (bun === undefined) return t.skip('Bun is not installed');
  ends(bun, 'worker-bun.mjs', `${ESM}planner.terminate();\n`);
});

test('its types: promises of the results, a signal among the options', () => {
  const code =
    "import { createPlanner, type WorkerPlanner } from 'routewright/worker';\nimport type { SchedulingResult } from 'routewright';\n" +
    "export async function use(signal: AbortSignal): Promise<SchedulingResult> {\n" +
    "  const planner: WorkerPlanner = await createPlanner('{}', { workers: 2 });\n" +
    "  await planner.evaluateRoutes();\n  await planner.removeOrders(['o1']);\n" +
    '  // @ts-expect-error slices are for Planner\n  planner.startBuildRoutes;\n' +
    '  // @ts-expect-error no such option\n  await createPlanner({} as never, { threads: 2 });\n' +
    "  return planner.buildRoutes({ from: '20260105', to: '20260105' }, { signal, onProgress: (now) => now.cost > 0 && undefined });\n}\n";
  writeFileSync(join(folder, 'worker-typed.mts'), code);
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const options = ['--noEmit', '--strict', '--module', 'node16', '--target', 'es2022', '--lib', 'es2022,dom'];
  run(process.execPath, [compiler, ...options, 'worker-typed.mts'], folder);
});
