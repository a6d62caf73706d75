// Every field of the snapshot, one at a time, replaced by values that do not belong there: a result, or issues that name that
// field; the snapshot is left as it was and the next call works (RELIABILITY: "Single-field corruption").

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base, example, validate } from './support/routewright.mjs';

const ABSENT = Symbol('absent');
const HOSTILE = [
  ABSENT, null, '', 'text', true, [], {}, -1, 0, 0.5, 2 ** 31, 2 ** 53, 1e308, NaN, Infinity,
  JSON.parse('{"__proto__": {"a": 1}}'),
];
const CODES = [100, 101, 102, 103, 104, 600];

/** Every place in a value: its holder, its key, and the keys down to it. */
function* places(value, above = []) {
  for (const key of Object.keys(value)) {
    const keys = [...above, key];
    yield { holder: value, key, keys };
    if (typeof value[key] === 'object' && value[key] !== null) yield* places(value[key], keys);
  }
}

/** Without brackets: `orders[o1].loads` and `orders.o1.loads` are alike. */
const plain = (path) => path.replaceAll('[', '.').replaceAll(']', '');

/** Whether an issue is at that place, above or below it, or speaks of it: a reference to it, a rule between the two. */
function concerns({ path, message }, keys) {
  const here = keys.join('.');
  if (plain(path).startsWith(here) || here.startsWith(plain(path))) return true;
  const words = plain(message).split(/:? /);
  return words.some((word) => word === keys.at(-1) || (word.includes('.') && (here.startsWith(word) || word.startsWith(here))));
}

for (const [name, make] of [['base', base], ['jasper', () => JSON.parse(example('jasper'))]]) {
  const snapshot = make();
  const all = [...places(snapshot)];
  test(`${name}: ${all.length} places, ${HOSTILE.length} values each`, () => {
    for (const { holder, key, keys } of all) {
      const own = holder[key];
      for (const value of HOSTILE) {
        if (value === ABSENT) delete holder[key];
        else holder[key] = value;
        const before = JSON.stringify(snapshot);
        const issues = validate(snapshot);
        assert.equal(JSON.stringify(snapshot), before);
        for (const { path, message, errorCode } of issues) {
          assert.ok(message.startsWith(path) && CODES.includes(errorCode), message);
        }
        assert.ok(
          issues.length === 0 || issues.some((issue) => concerns(issue, keys)),
          `${keys.join('.')} = ${JSON.stringify(value)}: ${issues[0]?.message}`,
        );
      }
      holder[key] = own;
    }
    assert.deepEqual(snapshot, make());
    assert.deepEqual(validate(snapshot), []);
  });
}
