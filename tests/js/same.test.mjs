// The same snapshot, seed and number of iterations: the same result natively as in WebAssembly under Node.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { native } from './support/native.mjs';
import { buildRoutes } from './support/routewright.mjs';
import { CASES } from './support/same.mjs';
import { timeless } from './support/timeless.mjs';

for (const { name, text, request, maxIterations } of CASES) {
  test(`${name}, ${maxIterations} iterations: natively and in WebAssembly`, () => {
    const expected = native(text(), request, { maxIterations });
    const wasm = buildRoutes(text(), request, { maxIterations });
    assert.ok(Object.keys(wasm.routes).length > 0);
    assert.equal(wasm.stats.iterations, maxIterations);
    assert.deepEqual(timeless(wasm), expected);
    assert.equal(JSON.stringify(timeless(wasm)), JSON.stringify(expected));
  });
}
