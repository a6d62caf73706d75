// The runtimes and tools in which the package must plan, each a test by its name; what became of them is kept for the lines
// at the end of `make test` (scripts/runtimes.mjs).

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from './installed.mjs';

/** All of them, in the order of the lines. */
export const RUNTIMES = [
  'Node, import', 'Node, require', 'Deno', 'Bun', 'workerd', 'edge-light', 'Chromium, page', 'Chromium, worker',
  'Firefox, page', 'Firefox, worker', 'Vite', 'webpack', 'TypeScript',
];
/** Where the outcomes lie: one file each, `{ name, version, outcome, why }`. */
export const OUTCOMES = join(ROOT, 'target/runtimes');

/**
 * A test in a runtime. Where `version` is undefined this machine does not have it: skipped by name.
 *
 * @param {string} name  one of `RUNTIMES`
 * @param {string | undefined} version
 * @param {(t: import('node:test').TestContext) => unknown} plans
 */
export function inRuntime(name, version, plans) {
  if (!RUNTIMES.includes(name)) throw new Error(`${name} is none of the runtimes`);
  const note = (outcome, why = '') => {
    mkdirSync(OUTCOMES, { recursive: true });
    const file = join(OUTCOMES, `${name.replace(/\W+/g, '-')}.json`);
    writeFileSync(file, JSON.stringify({ name, version: version ?? '', outcome, why }));
  };
  test(name, async (t) => {
    if (version === undefined) {
      note('skipped', 'it is not installed');
      return t.skip(`${name} is not installed`);
    }
    note('failed');
    await plans(t);
    note('ok');
  });
}
