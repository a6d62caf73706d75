// The same snapshot, seed and number of iterations: the same result natively as in WebAssembly under Node.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { buildRoutes, example } from './support/routewright.mjs';
import { CASES } from './support/same.mjs';
import { timeless } from './support/timeless.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

for (const { name, from, to, maxIterations } of CASES) {
  test(`${name}, ${maxIterations} iterations: natively and in WebAssembly`, () => {
    const program = `${process.env.CARGO_TARGET_DIR ?? 'target'}/debug/examples/plan`;
    const native = execFileSync(program, [`examples/${name}.json`, from, to, JSON.stringify({ maxIterations })], {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    const wasm = buildRoutes(example(name), { from, to }, { maxIterations });
    assert.ok(Object.keys(wasm.routes).length > 0);
    assert.deepEqual(timeless(wasm), timeless(JSON.parse(native)));
    assert.equal(JSON.stringify(timeless(wasm)), JSON.stringify(timeless(JSON.parse(native))));
  });
}
