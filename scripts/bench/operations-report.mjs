// `make bench FAMILY=operations`: the operations on loaded planners of three sizes, as a table and as CSV.

import Table from 'cli-table3';
import { UsageError } from './arguments.mjs';
import { DATE, cityText } from './cities.mjs';
import { benchOperations } from './operations.mjs';
import { writeCsv } from './report.mjs';

const CASES = ['city-200', 'city-1000', 'city-5000'];

/** `only` names cases, operations by their beginning, or both. */
export async function operations({ calls, only, csv }) {
  const routewright = await import('#routewright');
  const words = only ?? [];
  const cases = CASES.filter((name) => words.includes(name));
  const named = words.filter((word) => !CASES.includes(word));
  const rows = [];
  for (const name of cases.length > 0 ? cases : CASES) {
    const wish = { date: DATE, calls, only: named.length > 0 ? named : null };
    rows.push(...benchOperations(routewright, name, JSON.parse(cityText(name)), wish, progress));
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
