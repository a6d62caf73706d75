// `make bench` and `make bench-peers`: solves benchmark families and the examples through the packaged wasm under Node, beside
// it natively, and with `--peers` by the peers, and prints the gap to the best known cost; every plan is judged from the
// instance. `bench/arguments.mjs` says what it can be told.

import { USAGE, UsageError, readArguments } from './bench/arguments.mjs';
import { caseNames } from './bench/cases.mjs';
import { operations } from './bench/operations-report.mjs';
import { peers } from './bench/peers.mjs';
import { rowsTable, summaryTable, writeCsv } from './bench/report.mjs';
import { summaries, wasmShare, withShares } from './bench/rows.mjs';
import { run } from './bench/run.mjs';
import { ours } from './bench/solvers.mjs';

async function main(settings) {
  if (settings.family === 'operations') return operations(settings);
  const names = caseNames(settings);
  const solvers = [ours('wasm', settings)];
  if (settings.native) solvers.push({ ...ours('native'), seeds: false });
  const missing = [];
  if (settings.peers) {
    const found = peers(settings);
    solvers.push(...found.solvers);
    missing.push(...found.missing);
  }
  const routewright = await import('#routewright');
  const { rows, histories } = await run(names, solvers, settings, routewright, (line) => console.error(line));
  console.log(rowsTable(rows));
  console.log(`${settings.family}, ${settings.budget} s, one thread each, ${settings.jobs} at a time:`);
  console.log(summaryTable(summaries(rows)));
  const share = wasmShare(rows);
  if (share !== null) console.log(`wasm ÷ native speed: ${share.toFixed(2)}`);
  for (const { name, why } of missing) console.log(`not run: ${name}: ${why}`);
  writeCsv(settings.csv, withShares(rows));
  if (histories.length > 0) writeCsv(settings.csv.replace(/(\.csv)?$/, '-history.csv'), histories);
  return undefined;
}

try {
  const settings = readArguments(process.argv.slice(2));
  if (settings.help) console.log(USAGE);
  else await main(settings);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`error: ${error.message}\n(--help lists the options)`);
  process.exitCode = 2;
}
