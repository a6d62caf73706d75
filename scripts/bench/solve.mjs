// One solve by our own code in a process of its own, so that memory is of this solve alone: `node solve.mjs TASK`, the task
// as JSON. Prints what all solvers give back, see `solvers.mjs`.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isPlanar, loadCase } from './cases.mjs';

const MEGABYTE = 2 ** 20;
const WARM_UP_MS = 1_000;
const root = new URL('../../', import.meta.url);

/** Where the builds with and without the feature `planar` are. */
const builds = (planar) => ({
  package: new URL(planar ? 'target/bench/package/dist/' : 'pkg/dist/', root),
  native: new URL(planar ? 'target/bench/release/examples/plan' : 'target/release/examples/plan', root),
});

async function inWasm({ snapshot, travel, request }, options, { package: folder }, warm) {
  const { buildRoutes, init } = await import(new URL('node.js', folder));
  const { initSync } = await import(new URL('glue.js', folder));
  await init();
  const { memory } = initSync();
  const input = travel ? { ...snapshot, travel } : snapshot;
  if (warm) buildRoutes(input, request, { timeBudgetMs: WARM_UP_MS });
  const cpu = process.cpuUsage();
  const from = performance.now();
  const result = buildRoutes(input, request, options);
  const wallMs = performance.now() - from;
  const { user, system } = process.cpuUsage(cpu);
  return {
    result, wallMs, cpuMs: (user + system) / 1_000,
    // It only grows.
    wasmMb: memory.buffer.byteLength / MEGABYTE,
    peakMb: process.resourceUsage().maxRSS / 1_024,
  };
}

function natively({ snapshot, travel, request }, options, { native }) {
  const folder = mkdtempSync(join(tmpdir(), 'routewright-'));
  const path = join(folder, 'snapshot.json');
  const given = travel && { ...travel, durationsSec: [...travel.durationsSec], distancesMt: [...travel.distancesMt] };
  writeFileSync(path, JSON.stringify(given ? { ...snapshot, travel: given } : snapshot));
  try {
    const words = [path, request.from, request.to, JSON.stringify(options)];
    const result = JSON.parse(execFileSync(fileURLToPath(native), words, { maxBuffer: 2 ** 30 }).toString());
    return { result, wallMs: result.stats.elapsedMs, cpuMs: null, wasmMb: null, peakMb: null };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const isVisit = (step) => step.type === 'pickup' || step.type === 'delivery';

function visits([id, route]) {
  const split = id.lastIndexOf('-');
  const steps = route.steps.filter(isVisit).map(({ orderId, type }) => ({ orderId, type }));
  return { vehicleId: id.slice(0, split), date: id.slice(split + 1), visits: steps };
}

const { engine, warm, options, ...named } = JSON.parse(process.argv[2]);
const one = loadCase(named);
const where = builds(isPlanar(named.family));
const { result, ...measured } = engine === 'native' ? natively(one, options, where) : await inWasm(one, options, where, warm);
const { iterations, elapsedMs, history } = result.stats;
const version = JSON.parse(readFileSync(new URL('../../pkg-template/package.json', import.meta.url), 'utf8')).version;
const report = {
  version, ...measured, elapsedMs, iterations,
  firstMs: history[0]?.elapsedMs ?? null,
  history: history.map((point) => ({ ms: point.elapsedMs, cost: point.cost, leftOut: point.unassigned })),
  routes: Object.entries(result.routes).map(visits),
};
process.stdout.write(JSON.stringify(report));
