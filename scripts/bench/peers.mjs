// The peers: PyVRP, OR-Tools, VROOM and vrp-cli, each by a runner in Python over the same written problem, one thread.

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from './arguments.mjs';
import { hasMatrix } from './cases.mjs';
import { writeProblem } from './peers/problem.mjs';
import { output } from './pool.mjs';
import { BESIDE_MS } from './solvers.mjs';

/** Package, by which a missing one is named, and runner. Only the first has a seed. */
const PEERS = [
  { name: 'PyVRP', package: 'pyvrp', runner: 'run_pyvrp.py', seeds: true },
  { name: 'OR-Tools', package: 'ortools', runner: 'run_ortools.py', seeds: false },
  { name: 'VROOM', package: 'pyvroom', runner: 'run_vroom.py', seeds: false },
  { name: 'vrp-cli', package: 'vrp-cli', runner: 'run_vrp_cli.py', seeds: false },
];
const FOLDER = fileURLToPath(new URL('../../.cache/peers/', import.meta.url));
const RUNNERS = fileURLToPath(new URL('peers/', import.meta.url));
/** Libraries below a solver must not take more than its one thread. */
const ONE_THREAD = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', RAYON_NUM_THREADS: '1' };

/** The peers that are there, of those that are asked for, and why the others are not. */
export function peers({ family, among = null }, folder = FOLDER) {
  const unknown = (among ?? []).filter((name) => !PEERS.some((one) => one.name === name));
  if (unknown.length > 0) throw new UsageError(`--among names no peer: ${unknown.join(', ')}`);
  const meant = PEERS.filter(({ name }) => among?.includes(name) ?? true);
  const stated = join(folder, 'missing');
  const lines = existsSync(stated) ? readFileSync(stated, 'utf8').split('\n').filter(Boolean) : null;
  const why = new Map((lines ?? []).map((line) => line.split('\t')));
  const reason = (one) => {
    if (lines === null) return 'not installed: `make bench-peers` installs it';
    if (!hasMatrix(family)) return `${family} gives no matrix`;
    return why.get(one.package) ?? null;
  };
  const missing = meant.filter((one) => reason(one)).map((one) => ({ name: one.name, why: reason(one) }));
  return { missing, solvers: meant.filter((one) => !reason(one)).map((one) => peer(one, folder)) };
}

function peer({ name, runner, seeds }, folder) {
  return {
    name, seeds,
    async solve({ one, seed, budget }) {
      const problem = mkdtempSync(join(tmpdir(), 'routewright-peer-'));
      try {
        writeProblem(problem, one);
        const words = [join(RUNNERS, runner), problem, String(budget), String(seed)];
        const env = { ...ONE_THREAD, PYTHONDONTWRITEBYTECODE: '1' };
        return JSON.parse(await output(join(folder, 'bin/python'), words, { timeoutMs: budget * 1_000 + BESIDE_MS, env }));
      } finally {
        rmSync(problem, { recursive: true });
      }
    },
  };
}
