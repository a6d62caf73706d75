// One line per runtime in which the package was tested: what `make test` ends with.
//
//   node scripts/runtimes.mjs --forget     before the tests: forgets the outcomes of earlier ones

import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { OUTCOMES, RUNTIMES } from '../tests/js/support/runtimes.mjs';

if (process.argv.includes('--forget')) {
  rmSync(OUTCOMES, { recursive: true, force: true });
  process.exit();
}

const files = readdirSync(OUTCOMES).map((file) => JSON.parse(readFileSync(join(OUTCOMES, file), 'utf8')));
let good = true;
for (const name of RUNTIMES) {
  const found = files.find((file) => file.name === name) ?? { version: '', outcome: 'not run', why: '' };
  good &&= ['ok', 'skipped'].includes(found.outcome);
  const why = found.why === '' ? '' : `: ${found.why}`;
  console.log(`${name.padEnd(18)}${found.version.replace(/ \(.*/, '').padEnd(26)}${found.outcome}${why}`);
}
process.exitCode = good ? 0 : 1;
