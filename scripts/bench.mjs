// One row per example: what the package finds in the same time (milliseconds, default 10 000; seed 1).
//
//   node scripts/bench.mjs [MS]

import { readFileSync } from 'node:fs';
import { buildRoutes } from '../pkg/dist/node.js';

const EXAMPLES = [
  { name: 'jasper', from: '20151204', to: '20151204' },
  { name: 'city-200', from: '20260317', to: '20260317' },
  { name: 'city-1000', from: '20260317', to: '20260317' },
];
const timeBudgetMs = Number(process.argv[2] ?? 10_000);
const COLUMNS = ['example', 'cost', 'km', 'routes', 'left out', 'iterations', 'per second', 'seconds'];

const row = (cells) => console.log(cells.map((cell, at) => (at === 0 ? cell.padEnd(10) : cell.padStart(12))).join(''));

row(COLUMNS);
for (const { name, ...request } of EXAMPLES) {
  const text = readFileSync(new URL(`../examples/${name}.json`, import.meta.url));
  const { cost, routes, unassigned, stats } = buildRoutes(text, request, { timeBudgetMs, seed: 1 });
  const steps = Object.values(routes).flatMap((route) => route.steps);
  const metres = steps.reduce((sum, step) => sum + step.distanceToNextMt, 0);
  const seconds = stats.elapsedMs / 1000;
  row([
    name,
    (cost.total / 100).toFixed(2),
    (metres / 1000).toFixed(1),
    `${Object.keys(routes).length}`,
    `${unassigned.length}`,
    `${stats.iterations}`,
    seconds > 0 ? (stats.iterations / seconds).toFixed(0) : '-',
    seconds.toFixed(1),
  ]);
}
