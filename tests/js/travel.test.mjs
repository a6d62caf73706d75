// Typed arrays of a travel model go beside the text, and say the same as lists in it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Planner, base, thrown } from './support/routewright.mjs';

const LOCATIONS = [[33831316, -87278355], [33817872, -87266893]];
const UNREACHABLE = 0xffffffff;

/** A model of two locations; the way back is unreachable. */
const matrix = (type) => ({
  type: 'matrix',
  locations: LOCATIONS,
  durationsSec: type([0, 300, -1, 0]),
  distancesMt: type([0, 2000, -1, 0]),
});
const unsigned = (list) => Uint32Array.from(list, (value) => (value < 0 ? UNREACHABLE : value));

/** The travel model that a planner holds; it always has typed arrays. */
function held(snapshot) {
  const planner = new Planner(snapshot);
  const { travel } = planner.snapshot();
  planner.free();
  return travel;
}

const EXPECTED = { ...matrix((list) => Int32Array.from(list)), missing: 'estimate' };

for (const [name, type] of Object.entries({
  lists: (list) => list,
  'lists with null': (list) => list.map((value) => (value < 0 ? null : value)),
  Int32Array: (list) => Int32Array.from(list),
  Uint32Array: unsigned,
  'a part of an Int32Array': (list) => Int32Array.from([7, ...list, 7]).subarray(1, 5),
})) {
  test(`${name} in a snapshot, and beside a text and its bytes`, () => {
    const travel = matrix(type);
    const json = JSON.stringify(base());
    assert.deepEqual(held({ ...base(), travel }), EXPECTED);
    assert.deepEqual(held({ json, travel }), EXPECTED);
    assert.deepEqual(held({ json: new TextEncoder().encode(json), travel }), EXPECTED);
  });
}

test('a typed array and a list go together', () => {
  const travel = { ...matrix((list) => list), durationsSec: Int32Array.of(0, 300, -1, 0) };
  assert.deepEqual(held({ ...base(), travel }), EXPECTED);
});

test('a sparse model', () => {
  const ints = (...list) => Int32Array.from(list);
  const travel = {
    type: 'sparse', locations: LOCATIONS, rowStart: ints(0, 1, 2), to: ints(1, 0),
    durationsSec: ints(300, 310), distancesMt: ints(2000, 2100), missing: 'estimate',
  };
  assert.deepEqual(held({ ...base(), travel }), travel);
});

test('the model beside the text replaces the one in it; without one the text counts', () => {
  const json = JSON.stringify({ ...base(), travel: { type: 'estimate', speedKmh: 36 } });
  assert.deepEqual(held({ json, travel: matrix(unsigned) }), EXPECTED);
  assert.deepEqual(held({ json, travel: undefined }), { type: 'estimate', speedKmh: 36 });
});

test('what is wrong with a model beside the text has its path, and so has the rest', () => {
  const json = JSON.stringify({ ...base(), depots: 5 });
  const wrong = { ...matrix(unsigned), durationsSec: Int32Array.of(0, 300, -7) };
  assert.deepEqual(
    thrown(() => held({ json, travel: { ...wrong, missing: 'guess' } })).issues.map(({ path }) => path).slice(0, 2),
    ['travel.missing', 'depots'],
  );
  thrown(() => held({ ...base(), travel: wrong }), undefined, 'travel.durationsSec');
  thrown(() => held({ ...base(), travel: { ...wrong, durationsSec: Int32Array.of(0, 300, -7, 0) } }), 101, 'travel.durationsSec[2]');
  thrown(() => held({ ...base(), travel: 5 }), 100, 'travel');
  thrown(() => held({ json, travel: 5 }), 100, 'travel');
  thrown(() => held({ json: 5, travel: wrong }), 100, 'json');
});

for (const array of [new Float64Array(4), new Uint8Array(4), new BigInt64Array(4), new DataView(new ArrayBuffer(4)), new Float32Array([NaN])]) {
  test(`a ${array.constructor.name} is an issue 100`, () => {
    thrown(() => held({ ...base(), travel: { ...matrix(unsigned), distancesMt: array } }), 100, 'travel.distancesMt');
  });
}
