// The same snapshot, seed and number of iterations: the same result natively as in WebAssembly under Node.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { native } from './support/native.mjs';
import { buildRoutes, example } from './support/routewright.mjs';
import { CASES } from './support/same.mjs';
import { timeless } from './support/timeless.mjs';

for (const { name, from, to, maxIterations } of CASES) {
  test(`${name}, ${maxIterations} iterations: natively and in WebAssembly`, () => {
    const expected = native(name, { from, to }, { maxIterations });
    const wasm = buildRoutes(example(name), { from, to }, { maxIterations });
    assert.ok(Object.keys(wasm.routes).length > 0);
    assert.deepEqual(timeless(wasm), expected);
    assert.equal(JSON.stringify(timeless(wasm)), JSON.stringify(expected));
  });
}
