// The built package, and what the tests of it share.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

export * from '../../../pkg/dist/node.js';
import { RoutewrightError } from '../../../pkg/dist/node.js';

const read = (path) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

/** The tiny snapshot that the native tests start from, too; a fresh one at each call. */
export const base = () => JSON.parse(read('tests/fixtures/base.json'));
/** The text of an example. */
export const example = (name) => read(`examples/${name}.json`);

/** What `call` throws; it must be a `RoutewrightError`, with this code and path where they are given. */
export function thrown(call, errorCode, path) {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof RoutewrightError, `${error?.stack ?? error}`);
    if (errorCode !== undefined) assert.equal(error.errorCode, errorCode, error.message);
    if (path !== undefined) assert.equal(error.path, path, error.message);
    return error;
  }
  assert.fail('nothing was thrown');
}
