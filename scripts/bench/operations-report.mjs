// `make bench FAMILY=operations`: the operations on loaded planners of three sizes, as a table and as CSV.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Table from 'cli-table3';
import { UsageError } from './arguments.mjs';
import { benchOperations } from './operations.mjs';
import { writeCsv } from './report.mjs';

const DATE = '20260317';
const CASES = {
  'city-200': () => readFileSync('examples/city-200.json', 'utf8'),
  'city-1000': () => readFileSync('examples/city-1000.json', 'utf8'),
  'city-5000': () => made('target/bench/city-5000.json', { orders: 5_000, vehicles: 250, depots: 2, seed: 5_000 }),
};

/** A city that is too large to be an example of the repository; made once. */
function made(file, wish) {
  if (!existsSync(file)) {
    const words = Object.entries(wish).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const command = ['run', '--quiet', '--release', '--example', 'make_city', '--', ...words];
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, execFileSync('cargo', command, { maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'inherit'] }));
  }
  return readFileSync(file, 'utf8');
}

/** `only` names cases, operations by their beginning, or both. */
export async function operations({ calls, only, csv }) {
  const routewright = await import('#routewright');
  const words = only ?? [];
  const cases = Object.keys(CASES).filter((name) => words.includes(name));
  const named = words.filter((word) => !(word in CASES));
  const rows = [];
  for (const name of cases.length > 0 ? cases : Object.keys(CASES)) {
    const wish = { date: DATE, calls, only: named.length > 0 ? named : null };
    rows.push(...benchOperations(routewright, name, JSON.parse(CASES[name]()), wish, progress));
  }
  if (rows.length === 0) throw new UsageError(`--only ${words.join(',')} names no operation`);
  console.log(table(rows));
  writeCsv(csv, rows);
}

function progress({ size, operation, p95 }) {
  process.stderr.write(`${size} ${operation}: ${p95.toFixed(2)} ms\n`);
}

function table(rows) {
  const head = ['orders/vehicles', 'operation', 'calls', 'p50 ms', 'p95 ms', 'target p95 (1000/50)', 'goal'];
  const shown = new Table({ head, colAligns: ['left', 'left', ...Array(5).fill('right')], style: { head: [], border: [] } });
  for (const { size, operation, calls, p50, p95, must, goal } of rows) {
    shown.push([size, operation, calls, p50.toFixed(2), p95.toFixed(2), must ?? '', goal ?? '']);
  }
  return shown.toString();
}
