// Cities as snapshots: the examples of the repository, and larger ones of the same maker, made once.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The date that most orders of the cities are for; all may be served on it. */
export const DATE = '20260317';

const LARGER = {
  'city-5000': { orders: 5_000, vehicles: 250, depots: 2, seed: 5_000 },
  'city-10000': { orders: 10_000, vehicles: 500, depots: 2, seed: 10_000 },
};
const root = new URL('../../', import.meta.url);

/** The text of a snapshot. */
export function cityText(name) {
  if (!(name in LARGER)) return readFileSync(new URL(`examples/${name}.json`, root), 'utf8');
  const file = fileURLToPath(new URL(`target/bench/${name}.json`, root));
  if (!existsSync(file)) {
    const words = Object.entries(LARGER[name]).flatMap(([word, value]) => [`--${word}`, String(value)]);
    const command = ['run', '--quiet', '--release', '--example', 'make_city', '--', ...words];
    const cwd = fileURLToPath(root);
    const text = execFileSync('cargo', command, { cwd, maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'inherit'] });
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return readFileSync(file, 'utf8');
}
