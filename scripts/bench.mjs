// `make bench`: solves benchmark families and the examples through the packaged wasm under Node, or natively, and
// prints the gap to the best known cost, every plan recomputed from the instance.
//
// `bench/arguments.mjs` says what it can be told.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import { UsageError, USAGE, readArguments } from './bench/arguments.mjs';
import { readBestKnown, readFamily } from './bench/instances.mjs';
import { operations } from './bench/operations-report.mjs';
import { CONVENTIONS, toSnapshot } from './bench/snapshot.mjs';

process.on('uncaughtException', (error) => {
  if (!(error instanceof UsageError)) throw error;
  console.error(`error: ${error.message}\n\n${USAGE}`);
  process.exit(2);
});
const values = readArguments(process.argv.slice(2));
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}

const NATIVE = 'target/release/examples/plan';
const timeBudgetMs = values.budget * 1_000;
const seeds = Array.from({ length: values.seeds }, (_, at) => at + 1);

if (values.family === 'operations') {
  await operations(values);
  process.exit(0);
}
const cases = values.family === 'examples' ? exampleCases() : familyCases();
const rows = [];
for (const one of cases) {
  for (const seed of seeds) rows.push(await run(one, seed));
}
report(rows);

function exampleCases() {
  return ['jasper', 'city-200', 'city-1000'].filter((name) => !values.only || values.only.includes(name)).map((name) => {
    const snapshot = JSON.parse(readFileSync(`examples/${name}.json`, 'utf8'));
    const dates = [...new Set(JSON.stringify(snapshot.orders).match(/\b20\d{6}\b/g))].sort();
    const request = { from: dates[0], to: dates.at(-1) };
    return { name, snapshot, travel: null, request, known: null, cost: () => null };
  });
}

function familyCases() {
  const folder = join(values.dir, 'instances', values.family);
  if (!existsSync(folder)) {
    console.error(`no folder ${folder}: name one with DIR=… and FAMILY=…`);
    process.exit(1);
  }
  const known = readBestKnown(join(values.dir, 'bks.csv'));
  return readFamily(folder).filter(({ name }) => !values.only || values.only.includes(name)).map((instance) => {
    const convention = CONVENTIONS[instance.kind];
    const best = known.get(`${values.family}/${instance.name}/${convention}`);
    return { name: instance.name, known: best, ...toSnapshot(instance, convention) };
  });
}

async function run(one, seed) {
  const options = { timeBudgetMs, seed };
  const result = values.native ? runNative(one, options) : await runWasm(one, options);
  const routes = Object.values(result.routes);
  const real = one.cost(routes);
  const metres = routes.flatMap((route) => route.steps).reduce((sum, step) => sum + Math.max(0, step.distanceToNextMt), 0);
  const row = {
    name: one.name, seed, leftOut: result.unassigned.length, routes: routes.length,
    cost: real ? real.cost : result.cost.total / 100, km: metres / 1_000,
    gap: one.known && real ? (100 * (real.cost - one.known.cost)) / one.known.cost : null,
    bestVehicles: one.known?.vehicles ?? null,
    iterationsPerSec: (1_000 * result.stats.iterations) / Math.max(1, result.stats.elapsedMs),
    firstMs: result.stats.history[0]?.elapsedMs ?? null,
    peakMb: values.native ? null : process.memoryUsage().rss / 2 ** 20,
  };
  process.stderr.write(`${row.name} seed ${seed}: ${row.gap === null ? row.cost : `${row.gap.toFixed(2)} %`}\n`);
  return row;
}

async function runWasm({ snapshot, travel, request }, options) {
  const { buildRoutes } = await import('#routewright');
  return buildRoutes(travel ? { ...snapshot, travel } : snapshot, request, options);
}

function runNative({ snapshot, travel, request }, options) {
  const folder = mkdtempSync(join(tmpdir(), 'routewright-'));
  const path = join(folder, 'snapshot.json');
  const arrays = travel && { ...travel, durationsSec: [...travel.durationsSec], distancesMt: [...travel.distancesMt] };
  writeFileSync(path, JSON.stringify(arrays ? { ...snapshot, travel: arrays } : snapshot));
  try {
    const words = [path, request.from, request.to, JSON.stringify(options)];
    return JSON.parse(execFileSync(NATIVE, words, { maxBuffer: 2 ** 30 }).toString());
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function report(rows) {
  const number = (value, digits) => (value === null ? '' : value.toFixed(digits));
  const table = new Table({
    head: ['case', 'seed', 'cost', 'gap %', 'routes', 'best', 'km', 'left out', 'iterations/s', 'first plan ms', 'memory MB'],
    colAligns: ['left', ...Array(10).fill('right')],
    style: { head: [], border: [] },
  });
  for (const row of rows) {
    table.push([
      row.name, row.seed, number(row.cost, 2), number(row.gap, 2), row.routes, row.bestVehicles ?? '', number(row.km, 1),
      row.leftOut, number(row.iterationsPerSec, 0), row.firstMs ?? '', number(row.peakMb, 0),
    ]);
  }
  console.log(table.toString());
  const gaps = rows.map((row) => row.gap).filter((gap) => gap !== null);
  if (gaps.length > 0) {
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    console.log(`${values.family}, ${values.budget} s, ${values.native ? 'native' : 'wasm'}: mean gap ${mean.toFixed(3)} % over ${gaps.length} runs`);
  }
  mkdirSync('out', { recursive: true });
  const keys = Object.keys(rows[0]);
  writeFileSync(values.csv, [keys.join(','), ...rows.map((row) => keys.map((key) => row[key] ?? '').join(','))].join('\n'));
}
