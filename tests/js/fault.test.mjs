// A fault costs the call that caused it, and nothing after it (RELIABILITY: "Panic poisons the instance").

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mock, test } from 'node:test';

const dist = new URL('../../target/wasm/faulty-package/dist/', import.meta.url);
const { createApi } = await import(new URL('api.js', dist));
const bytes = readFileSync(new URL('routewright.wasm', dist));
const { engine, Planner, buildRoutes } = createApi({ sync: () => new WebAssembly.Module(bytes) });
const JASPER = { from: '20151204', to: '20151204' };
// The build with faults is a development build, which also writes panics to the console.
const { mock: written } = mock.method(console, 'error', () => {});
const text = readFileSync(new URL('../../examples/jasper.json', import.meta.url), 'utf8');

for (const [kind, said] of [
  ['panic', /^internal fault: panicked at src\/wasm\/fault\.rs:\d+:\d+:\na fault was asked for$/],
  ['memory', /^internal fault: /],
  ['stack', /^internal fault: /],
]) {
  test(`${kind}: error 500, and the next instance works`, () => {
    for (let round = 1; round <= 20; round += 1) {
      const before = engine.generation();
      assert.throws(
        () => engine.call((glue) => glue.fault(kind)),
        (error) => error.name === 'RoutewrightError' && error.errorCode === 500 && said.test(error.message),
      );
      assert.equal(engine.generation(), before + 1);
      assert.equal(engine.call((glue) => glue.lastPanic()), '');
    }
  });
}

const fail = (kind) => assert.throws(() => engine.call((glue) => glue.fault(kind)), { errorCode: 500 });
const plan = (use) => JSON.stringify(use.routes);

test('the development build writes a panic to the console, once; the package has no way to', () => {
  const before = written.callCount();
  fail('panic');
  assert.equal(written.callCount(), before + 1);
  assert.match(written.calls.at(-1).arguments[0], /^panicked at src\/wasm\/fault\.rs:\d+:\d+:\na fault was asked for\n/);
  const glue = (folder) => readFileSync(new URL('glue.js', folder), 'utf8');
  assert.match(glue(dist), /console\.error/);
  assert.doesNotMatch(glue(new URL('../../pkg/dist/', import.meta.url)), /console\.error/);
});

test('planners that lived through a fault refuse, can be freed, and are made anew', () => {
  const expected = plan(buildRoutes(text, JASPER, { maxIterations: 3 }));
  const idle = new Planner(text);
  const busy = new Planner(text);
  const run = busy.startBuildRoutes(JASPER, { maxIterations: 3 });
  run.step({ iterations: 1 });
  fail('panic');
  const lost = { errorCode: 500, message: 'planner lost by a fault' };
  for (const call of [
    () => idle.snapshot(),
    () => idle.evaluateRoutes(),
    () => idle.buildRoutes(JASPER),
    () => busy.snapshot(),
    () => run.step({}),
    () => run.done,
    () => run.finish(),
    () => run.cancel(),
  ]) {
    assert.throws(call, lost);
  }
  // A new planner must not be taken for an old one, although its slot may have the same number.
  const anew = new Planner(text);
  assert.throws(() => idle.snapshot(), lost);
  idle.free();
  busy.free();
  assert.equal(plan(anew.buildRoutes(JASPER, { maxIterations: 3 })), expected);
  anew.free();
  assert.equal(plan(buildRoutes(text, JASPER, { maxIterations: 3 })), expected);
});

test('a fault in a callback of a solve: the solve says so, and the next one works', () => {
  const expected = plan(buildRoutes(text, JASPER, { maxIterations: 3 }));
  const onProgress = () => fail('stack');
  assert.throws(() => buildRoutes(text, JASPER, { maxIterations: 3, onProgress }), { errorCode: 500 });
  assert.equal(plan(buildRoutes(text, JASPER, { maxIterations: 3 })), expected);
});

test('1 000 faults in a row, and the memory of the dead instances comes back', () => {
  const expected = plan(buildRoutes(text, JASPER, { maxIterations: 1 }));
  for (let round = 0; round < 1000; round += 1) fail('panic');
  assert.equal(plan(buildRoutes(text, JASPER, { maxIterations: 1 })), expected);
});
