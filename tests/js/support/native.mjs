// What the native build plans.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from './installed.mjs';
import { timeless } from './timeless.mjs';

/** The plan of a snapshot (text) by the native build, without what a clock said. */
export function native(snapshot, { from, to, depotTrips = false }, options) {
  const program = `${process.env.CARGO_TARGET_DIR ?? 'target'}/debug/examples/plan`;
  const folder = mkdtempSync(path.join(tmpdir(), 'routewright-native-'));
  const file = path.join(folder, 'snapshot.json');
  try {
    writeFileSync(file, snapshot);
    const words = [file, from, to, JSON.stringify(options), ...(depotTrips ? ['depotTrips'] : [])];
    const printed = execFileSync(program, words, { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 28 });
    return timeless(JSON.parse(printed));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The request that all runtimes get, and the text of the plan that all must give. */
export const JASPER = { from: '20151204', to: '20151204' };
export const FEW = { maxIterations: 20 };
export const jasper = () => JSON.stringify(native(readFileSync(path.join(ROOT, 'examples/jasper.json'), 'utf8'), JASPER, FEW));
