// `Planner`: a snapshot is read once, given back as it stands, and let go.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { initSync } from '../../pkg/dist/glue.js';
import { Planner, base, example, thrown, validate } from './support/routewright.mjs';

for (const name of ['jasper', 'city-200', 'city-1000']) {
  test(`${name} comes back as it went in`, () => {
    const text = example(name);
    for (const input of [text, new TextEncoder().encode(text), JSON.parse(text)]) {
      const planner = new Planner(input);
      assert.deepEqual(planner.snapshot(), JSON.parse(text));
      planner.free();
    }
  });
}

test('properties that nobody knows are carried through', () => {
  const snapshot = { ...base(), mine: { deep: [1, null, 'x', { y: 0.5 }] } };
  snapshot.orders.o1.custom = { a: true };
  const planner = new Planner(snapshot);
  assert.deepEqual(planner.snapshot(), snapshot);
  planner.free();
});

test('after free() every method but free() throws 400', () => {
  const planner = new Planner(base());
  planner.free();
  planner.free();
  assert.match(thrown(() => planner.snapshot(), 400).message, /freed/);
});

test('Symbol.dispose frees', () => {
  const planner = new Planner(base());
  planner[Symbol.dispose]();
  thrown(() => planner.snapshot(), 400);
});

test('rules are checked when the planner is made', () => {
  thrown(() => new Planner(base(), { missingCapacity: 'none' }), 100, 'missingCapacity');
  thrown(() => new Planner(base(), { strictRegion: true }), 100, 'strictRegion');
  new Planner(base(), { strictRegions: true, missingCapacity: 'zero' }).free();
});

test('all issues of a snapshot are reported, with path, code and message', () => {
  const snapshot = base();
  snapshot.orders.o1.delivery.timeWindows[1].endSec = 0;
  snapshot.vehicles.v1.settings.departureDepotId = 'nowhere';
  const { issues, message, path } = thrown(() => new Planner(snapshot));
  assert.deepEqual(issues, validate(snapshot));
  assert.deepEqual([message, path], [issues[0].message, issues[0].path]);
  assert.deepEqual(issues.map(({ errorCode }) => errorCode), [103, 101]);
  assert.equal(issues[1].path, 'orders[o1].delivery.timeWindows[1].endSec');
});

test('1 000 planners made and freed need no more memory than 50', () => {
  const text = example('city-200');
  const pages = () => initSync().memory.buffer.byteLength;
  for (let round = 0; round < 50; round += 1) new Planner(text).free();
  const before = pages();
  for (let round = 0; round < 1000; round += 1) new Planner(text).free();
  assert.equal(pages(), before);
});

test('planners that nobody holds any more are released by the garbage collector', () => {
  const program = fileURLToPath(new URL('support/dropped.mjs', import.meta.url));
  const [before, after] = JSON.parse(execFileSync('node', ['--expose-gc', program], { encoding: 'utf8' }));
  assert.equal(after, before);
});
