// The solvers of a comparison, ours and the peers, behind one interface.
//
// A solver gives `solve(task)` → { version, wallMs, cpuMs, peakMb, wasmMb, iterations, elapsedMs, firstMs,
// history: [{ ms, cost, leftOut }], routes: [{ vehicleId, date?, visits: [{ orderId, type }] }] }; costs in hundredths. What it
// cannot measure is null. A task is { family, dir, name, seed, budget }, the budget in seconds of wall time.

import { fileURLToPath } from 'node:url';
import { output } from './pool.mjs';

const SOLVE = fileURLToPath(new URL('solve.mjs', import.meta.url));
/** Reading, preparing and writing beside the budget, in milliseconds. */
export const BESIDE_MS = 600_000;

/** @param {'wasm' | 'native'} engine */
export function ours(engine, { warm = false } = {}) {
  return {
    name: engine === 'wasm' ? 'routewright' : 'routewright native',
    seeds: true,
    async solve({ family, dir, name, seed, budget }) {
      const task = { family, dir, name, engine, warm, options: { timeBudgetMs: budget * 1_000, seed } };
      return JSON.parse(await output(process.execPath, [SOLVE, JSON.stringify(task)], { timeoutMs: budget * 1_000 + BESIDE_MS }));
    },
  };
}
