// What the native build plans.

import { execFileSync } from 'node:child_process';
import { ROOT } from './installed.mjs';
import { timeless } from './timeless.mjs';

/** The plan of an example by the native build, without what a clock said. */
export function native(name, { from, to }, options) {
  const program = `${process.env.CARGO_TARGET_DIR ?? 'target'}/debug/examples/plan`;
  const printed = execFileSync(program, [`examples/${name}.json`, from, to, JSON.stringify(options)], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return timeless(JSON.parse(printed));
}

/** The request that all runtimes get, and the text of the plan that all must give. */
export const JASPER = { from: '20151204', to: '20151204' };
export const FEW = { maxIterations: 20 };
export const jasper = () => JSON.stringify(native('jasper', JASPER, FEW));
