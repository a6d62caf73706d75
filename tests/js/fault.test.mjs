// A fault costs the call that caused it, and nothing after it (RELIABILITY: "Panic poisons the instance").

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const dist = new URL('../../target/wasm/faulty-package/dist/', import.meta.url);
const { createApi } = await import(new URL('api.js', dist));
const bytes = readFileSync(new URL('routewright.wasm', dist));
const { engine } = createApi({ sync: () => new WebAssembly.Module(bytes) });

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
