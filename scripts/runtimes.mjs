// One line per runtime in which the package was tested: what `make test` and `make test-rare` end with.
//
//   node scripts/runtimes.mjs [--rare] [--forget]
//
// `--rare`: the rarer runtimes. `--forget`, before the tests: forgets the outcomes of earlier ones.

import { existsSync, readFileSync, rmSync } from 'node:fs';
import { RARER, RUNTIMES, outcomeOf } from '../tests/js/support/runtimes.mjs';

const names = process.argv.includes('--rare') ? RARER : RUNTIMES;
if (process.argv.includes('--forget')) {
  for (const name of names) rmSync(outcomeOf(name), { force: true });
  process.exit();
}

let good = true;
for (const name of names) {
  const file = outcomeOf(name);
  const found = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { version: '', outcome: 'not run', why: '' };
  good &&= ['ok', 'skipped'].includes(found.outcome);
  const why = found.why === '' ? '' : `: ${found.why}`;
  console.log(`${name.padEnd(20)}${found.version.replace(/ \(.*/, '').padEnd(26)}${found.outcome}${why}`);
}
process.exitCode = good ? 0 : 1;
