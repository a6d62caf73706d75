// Plans a city's day in Node: who serves which order, when, and what it costs.
//
//   node examples/node/plan.mjs [SNAPSHOT] [ITERATIONS]

import { readFile } from 'node:fs/promises';
import { RoutewrightError, buildRoutes } from 'routewright';

const file = process.argv[2] ?? new URL('../city-200.json', import.meta.url);
const maxIterations = Number(process.argv[3] ?? 2_000); // reproducible; `timeBudgetMs` bounds by the clock instead

const clock = (sec) => `${String(Math.floor(sec / 3600)).padStart(2, '0')}:${String(Math.floor((sec % 3600) / 60)).padStart(2, '0')}`;

try {
  const snapshot = await readFile(file); // the bytes will do: no need to parse them first
  const dates = { from: '20260317', to: '20260317' };
  const { routes, unassigned, cost, stats } = buildRoutes(snapshot, dates, { maxIterations });
  for (const [id, { steps, costBreakdown }] of Object.entries(routes)) {
    const stops = steps.filter(({ orderId }) => orderId != null).length;
    const span = `${clock(steps[0].endSec)}–${clock(steps.at(-1).arrivalSec)}`;
    console.log(`${id.padEnd(20)} ${span} ${String(stops).padStart(3)} stops ${(costBreakdown.total / 100).toFixed(2).padStart(8)}`);
  }
  for (const { orderId, reasons } of unassigned) console.log(`left out: ${orderId}: ${reasons[0].message}`);
  console.log(`cost ${(cost.total / 100).toFixed(2)} after ${stats.iterations} iterations`);
} catch (error) {
  if (!(error instanceof RoutewrightError)) throw error;
  for (const { path, message } of error.issues) console.error(path, message); // every one, not only the first
  process.exitCode = 1;
}
