// Hostile values of JavaScript never reach the module: they are issues with a path (RELIABILITY M2, M6, M7, M8, M11).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Planner, base, thrown, validate } from './support/routewright.mjs';

/** A snapshot with one more order of that id. */
function withOrder(id, order = { delivery: base().orders.o1.delivery }) {
  const snapshot = base();
  Object.defineProperty(snapshot.orders, id, { value: order, enumerable: true });
  return snapshot;
}

/** A snapshot with `value` in a carried-through property. */
const carrying = (value) => ({ ...base(), extra: value });

/** `{a: {a: … }}` with that many objects. */
function nested(levels) {
  let value = {};
  for (let level = 1; level < levels; level += 1) value = { a: value };
  return value;
}

test('64 levels are read, 65 are one issue 102', () => {
  assert.deepEqual(validate(carrying(nested(63))), []);
  const error = thrown(() => new Planner(carrying(nested(64))), 102, `extra${'.a'.repeat(63)}`);
  assert.equal(error.message, `extra${'.a'.repeat(63)} must not be nested deeper than 64 levels`);
});

for (const levels of [1e3, 1e4, 1e5, 1e6]) {
  test(`${levels} levels are an issue 102`, () => {
    thrown(() => new Planner(carrying(nested(levels))), 102);
    assert.deepEqual(validate(base()), []);
  });
}

test('a cycle is an issue 100; the same object twice is not', () => {
  const cyclic = { inner: [] };
  cyclic.inner.push({ cyclic });
  const error = thrown(() => new Planner(carrying(cyclic)), 100, 'extra.inner[0].cyclic');
  assert.equal(error.message, 'extra.inner[0].cyclic must not contain itself');
  const shared = { a: 1 };
  assert.deepEqual(validate(carrying([shared, shared])), []);
});

test('an object that doubles at each of 60 levels ends at the limit of length', () => {
  let value = 'leaf';
  for (let level = 0; level < 60; level += 1) value = [value, value];
  thrown(() => new Planner(carrying(value)), 600);
});

test('numbers that JSON has not are issues 100, all of them at once', () => {
  const snapshot = base();
  snapshot.orders.o1.loads = { people: NaN, boxes: Infinity };
  snapshot.vehicles.v1.settings.kmCost = -Infinity;
  const { issues } = thrown(() => new Planner(snapshot), 100, 'vehicles[v1].settings.kmCost');
  assert.deepEqual(issues.map(({ message }) => message), [
    'vehicles[v1].settings.kmCost must be a finite number, not -Infinity',
    'orders[o1].loads[people] must be a finite number, not NaN',
    'orders[o1].loads[boxes] must be a finite number, not Infinity',
  ]);
});

test('half of a surrogate pair is an issue 100, in a value, in an id and in a text', () => {
  const snapshot = base();
  snapshot.orders.o1.name = 'a\ud800';
  thrown(() => new Planner(snapshot), 100, 'orders[o1].name');
  assert.match(thrown(() => new Planner(withOrder('a\udbff')), 100).message, /^orders\[a\ufffd\] must not contain half/);
  thrown(() => new Planner(JSON.stringify(base()).replace('Delivery', '\ud800')), 100);
  // JSON.stringify writes an escape, which only the core can see.
  thrown(() => new Planner(JSON.stringify(snapshot)), 100);
});

test('ids that differ in form only stay different', () => {
  const ids = ['é', 'e\u0301', '\u0000', 'a\u200db', '\u202e', '𝒳', 'A', 'a', ' a'];
  const snapshot = base();
  for (const id of ids) snapshot.orders[id] = { ...snapshot.orders.o1, id };
  const planner = new Planner(snapshot);
  assert.deepEqual(planner.snapshot(), snapshot);
  planner.free();
});

for (const id of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__', 'prototype', 'length']) {
  test(`the id ${id} is an id like any other`, () => {
    const planner = new Planner(withOrder(id));
    const { orders } = planner.snapshot();
    planner.free();
    assert.deepEqual(Object.keys(orders), [...Object.keys(base().orders), id]);
    assert.ok(Object.hasOwn(orders, id));
    assert.equal(Object.getPrototypeOf(orders), Object.prototype);
    assert.equal(Object.prototype.delivery, undefined);
  });
}

test('inherited properties are not read', () => {
  const bare = Object.create(base());
  assert.ok(validate(bare).length > 0);
  assert.deepEqual(validate(Object.assign(Object.create({ territory: 5 }), base())), []);
  Object.prototype.polluted = { orders: 1 };
  try {
    assert.deepEqual(validate(base()), []);
    const planner = new Planner(base(), {});
    assert.ok(!Object.hasOwn(planner.snapshot(), 'polluted'));
    planner.free();
  } finally {
    delete Object.prototype.polluted;
  }
});

const bottomless = () => new Proxy({ a: 1 }, { get: (_, key) => (key === 'a' ? bottomless() : undefined) });
const refuses = () => {
  throw new TypeError('go away');
};
const HOSTILE = {
  'a getter that throws': [Object.defineProperty({}, 'a', { get: refuses, enumerable: true }), 'extra.a'],
  'a getter that throws something odd': [
    Object.defineProperty({}, 'a', { get: () => { throw Object.create(null); }, enumerable: true }), 'extra.a',
  ],
  'a toJSON that throws': [{ toJSON: refuses }, 'extra'],
  'a proxy that throws for its keys': [new Proxy({}, { ownKeys: refuses }), 'extra'],
  'a proxy that throws for its values': [new Proxy({ a: 1 }, { get: refuses }), 'extra'],
  'a revoked proxy': [(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })(), 'extra'],
  'a bottomless proxy': [bottomless(), 'extra.a'],
  'a list with a hole': [[1, , 3], 'extra[1]'],
  'a list of 4 billion holes': [Object.assign([], { length: 2 ** 32 - 1 }), 'extra[0]'],
  'undefined in a list': [[undefined], 'extra[0]'],
  'a function': [() => 1, 'extra'],
  'a symbol': [Symbol('s'), 'extra'],
  'a big integer': [1n, 'extra'],
  'a Set': [new Set([1]), 'extra'],
  'a Map': [new Map([['a', 1]]), 'extra'],
  'a regular expression': [/a/, 'extra'],
  'a boxed number': [new Number(1), 'extra'],
  'an invalid Date': [new Date(NaN), undefined],
  'a promise': [Promise.resolve(), 'extra'],
  'an array buffer': [new ArrayBuffer(8), 'extra'],
  'a typed array': [new Float64Array(2), 'extra'],
  'a data view': [new DataView(new ArrayBuffer(8)), 'extra'],
  'an error': [new Error('e'), 'extra'],
};

for (const [name, [value, path]] of Object.entries(HOSTILE)) {
  test(`${name} in the snapshot: a result or one clear error, and the next call works`, () => {
    if (path === undefined) assert.deepEqual(validate(carrying(value)), []);
    else {
      const error = thrown(() => new Planner(carrying(value)), name === 'a bottomless proxy' ? 102 : 100);
      assert.ok(error.path.startsWith(path), error.message);
      assert.ok(error.message.startsWith(error.path), error.message);
    }
    assert.deepEqual(validate(base()), []);
  });
}

test('a getter is read once', () => {
  let reads = 0;
  const snapshot = carrying(Object.defineProperty({}, 'a', { get: () => (reads += 1), enumerable: true }));
  const planner = new Planner(snapshot);
  assert.equal(planner.snapshot().extra.a, 1);
  assert.equal(reads, 1);
  planner.free();
});

test('a Date crosses as the text that JSON makes of it', () => {
  const planner = new Planner(carrying(new Date(0)));
  assert.equal(planner.snapshot().extra, '1970-01-01T00:00:00.000Z');
  planner.free();
});

for (const value of [undefined, null, 5, 'x', '', true, Symbol('s'), () => 1, [], new Set(), new ArrayBuffer(4), new Uint8Array([0xff]), 1n]) {
  test(`${typeof value} ${String(value)} as the snapshot is an error 100`, () => {
    thrown(() => new Planner(value), 100);
    assert.ok(validate(value).length > 0);
  });
}

test('a snapshot is left as it was', () => {
  const snapshot = base();
  snapshot.orders.o1.loads.people = NaN;
  const before = structuredClone(snapshot);
  thrown(() => new Planner(Object.freeze(snapshot)));
  assert.deepEqual(snapshot, before);
});
