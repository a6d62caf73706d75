// Rows as tables on the terminal and as CSV.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Table from 'cli-table3';

/** Empty where there is nothing; no minus before a rounded zero. */
const shown = (value, digits = 0) => (value === null ? '' : value.toFixed(digits).replace(/^-(?=0(\.0*)?$)/, ''));

function table(head, rows, words) {
  const colAligns = head.map((_, at) => (at < words ? 'left' : 'right'));
  const made = new Table({ head, colAligns, style: { head: [], border: [] } });
  made.push(...rows);
  return made.toString();
}

/** One row per solve. */
export function rowsTable(rows) {
  const head = ['case', 'solver', 'seed', 'cost', 'gap %', 'vehicles', 'best', 'left out', 'broken', 'iterations/s', 'first ms',
    'wall s', 'cpu s', 'wasm MB', 'peak MB'];
  const cells = rows.map((row) => [
    row.case, row.solver, row.seed,
    ...(row.fault === null ? [shown(row.cost, 2)] : [{ content: `failed: ${row.fault}`, colSpan: 12, hAlign: 'left' }]),
    ...(row.fault === null
      ? [
        shown(row.gap, 2), shown(row.vehicles), shown(row.bestVehicles), shown(row.leftOut), shown(row.violations),
        shown(row.iterationsPerSec), shown(row.firstMs), shown(row.wallMs / 1_000, 1),
        shown(row.cpuMs === null ? null : row.cpuMs / 1_000, 1), shown(row.wasmMb, 1), shown(row.peakMb),
      ]
      : []),
  ]);
  return table(head, cells, 2);
}

/** One row per solver. */
export function summaryTable(summaries) {
  const head = ['solver', 'version', 'runs', 'failed', 'mean gap %', 'of runs', 'fewest vehicles', 'vehicles', 'best', 'left out',
    'broken', 'mean cost', 'iterations/s', 'first ms', 'wasm MB', 'peak MB'];
  const cells = summaries.map((one) => [
    one.solver, one.version ?? '', one.runs, one.faults, shown(one.gap, 3), one.gaps, shown(one.fewest), one.vehicles,
    one.bestVehicles, one.leftOut, one.violations, shown(one.cost, 2), shown(one.iterationsPerSec), shown(one.firstMs),
    shown(one.wasmMb, 1), shown(one.peakMb),
  ]);
  return table(head, cells, 2);
}

/** Objects of the same keys, in whatever order. */
export function writeCsv(file, rows) {
  mkdirSync(dirname(file), { recursive: true });
  const keys = Object.keys(rows[0]);
  const cell = (value) => (typeof value === 'string' ? `"${value.replaceAll('"', '""')}"` : (value ?? ''));
  writeFileSync(file, [keys.join(','), ...rows.map((row) => keys.map((key) => cell(row[key])).join(',')), ''].join('\n'));
}
