// What there is to solve: a family of published instances, the examples as they stand, the rich cities with a matrix, or
// large cities on the estimate.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { UsageError } from './arguments.mjs';
import { CONVENTIONS, vehiclesFirst } from './conventions.mjs';
import { ENDINGS, parseBestKnown, readInstance } from './instances.mjs';
import { judge } from './judge.mjs';
import { judgeByPackage, largeSnapshot, readExample, richSnapshot } from './rich.mjs';
import { nodesOf, toSnapshot } from './snapshot.mjs';

const EXAMPLES = ['jasper', 'city-200', 'city-1000'];
const RICH = ['city-200', 'city-1000'];
const LARGE = ['city-5000', 'city-10000'];
/** Families whose matrices would be too large: distances come from the build with the feature `planar`. */
const PLANAR = ['cvrp_xxl'];

export const isPlanar = (family) => PLANAR.includes(family);
/** Whether a matrix is given. */
export const hasMatrix = (family) => !isPlanar(family) && family !== 'large' && family !== 'examples';

/** The names of a family's cases, those of `only` where it names any. */
export function caseNames({ family, dir, only }) {
  const own = { examples: EXAMPLES, rich: RICH, large: LARGE }[family];
  const names = own ?? instanceFiles(family, dir).map((file) => file.slice(0, -extname(file).length));
  const unknown = (only ?? []).filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new UsageError(`${family} has no ${unknown.join(', ')}; it has ${names.join(', ')}`);
  return only ?? names;
}

function instanceFiles(family, dir) {
  const folder = join(dir, 'instances');
  if (!existsSync(folder)) throw new UsageError(`there is no folder ${folder}: name the one that holds instances/ with DIR=`);
  const families = readdirSync(folder).sort();
  if (!families.includes(family)) {
    throw new UsageError(`there is no family ${family}: there are examples, rich, large, operations, ${families.join(', ')}`);
  }
  const files = readdirSync(join(folder, family)).filter((file) => ENDINGS.includes(extname(file))).sort();
  if (files.length === 0) throw new UsageError(`${join(folder, family)} has no file that ends in ${ENDINGS.join(' or ')}`);
  return files;
}

/**
 * One case: its snapshot, the matrix beside it, the request, and the judge of plans.
 * `judge(routes, package)` gives { vehicles, cost, leftOut, violations } or throws `Broken`.
 */
export function loadCase({ family, dir, name }) {
  if (family === 'examples') return { name, ...readExample(name), travel: null, best: null, unit: 100, judge: judgeByPackage };
  if (family === 'large') return { name, ...largeSnapshot(name), travel: null, best: null, unit: 100, judge: judgeByPackage };
  if (family === 'rich') return { name, ...richSnapshot(name), best: null, unit: 100, judge: judgeByPackage };
  const file = instanceFiles(family, dir).find((one) => one.startsWith(`${name}.`));
  const instance = readInstance(join(dir, 'instances', family, file));
  const convention = CONVENTIONS[instance.kind];
  const known = bestKnown(dir).get(`${family}/${name}/${convention}`) ?? null;
  return {
    name, convention, best: known, unit: unitOf(convention), vehiclesFirst: vehiclesFirst(convention),
    ...toSnapshot(instance, convention, { planar: isPlanar(family) }),
    judge: (_, routes) => ({ ...judge(instance, convention, nodesOf(instance, routes)), violations: 0 }),
  };
}

/** Empty where the folder has no table: then there are no gaps. */
function bestKnown(dir) {
  const file = join(dir, 'bks.csv');
  return parseBestKnown(existsSync(file) ? readFileSync(file, 'utf8') : '');
}

/** How many hundredths of a plan's cost are one unit of the best known cost. */
function unitOf(convention) {
  return { dimacs_distance: 10, euc2d_rounded: 1, hier_double: 1_000 }[convention];
}
