// The runtimes and tools in which the package must plan, each a test by its name; what became of them is kept for the lines
// at the end of `make test` and `make test-rare` (scripts/runtimes.mjs).

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from './installed.mjs';

/** Those of `make test`, in the order of the lines. */
export const RUNTIMES = [
  'Node, import', 'Node, require', 'Deno', 'Bun', 'workerd', 'edge-light', 'Chromium, page', 'Chromium, worker',
  'Firefox, page', 'Firefox, worker', 'Vite', 'webpack', 'TypeScript',
];
/** The rarer ones, of `make test-rare`. `scripts/setup.sh rare` fetches them; their versions are in scripts/env.sh. */
export const RARER = [
  ...['20.0', '20', '22', '24', '26'].flatMap((version) => [`Node ${version}, import`, `Node ${version}, require`]),
  'WebKit, page', 'WebKit, worker', 'esbuild', 'Rollup', 'Rspack', 'Parcel', 'TypeScript 5', 'TypeScript 7',
];
/** Where the outcomes lie: one file each, `{ name, version, outcome, why }`. */
export const OUTCOMES = join(ROOT, 'target/runtimes');
/** The file of an outcome. */
export const outcomeOf = (name) => join(OUTCOMES, `${name.replace(/\W+/g, '-')}.json`);

/**
 * A test in a runtime. Where `version` is undefined this machine does not have it: skipped by name.
 *
 * @param {string} name  one of `RUNTIMES` or `RARER`
 * @param {string | undefined} version  `''` where it says so itself
 * @param {(t: import('node:test').TestContext) => unknown} plans  may resolve to that version
 */
export function inRuntime(name, version, plans) {
  if (![...RUNTIMES, ...RARER].includes(name)) throw new Error(`${name} is none of the runtimes`);
  const note = (outcome, why = '', said = version) => {
    mkdirSync(OUTCOMES, { recursive: true });
    writeFileSync(outcomeOf(name), JSON.stringify({ name, version: said ?? '', outcome, why }));
  };
  test(name, async (t) => {
    if (version === undefined) {
      note('skipped', 'it is not installed');
      return t.skip(`${name} is not installed`);
    }
    note('failed');
    const said = await plans(t);
    note('ok', '', version || said);
  });
}
