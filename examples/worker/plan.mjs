// Plans off the main thread: promises, progress, an end by AbortSignal, and several seeds at the same time. The same code
// runs in a page: there the workers are module workers.
//
//   node examples/worker/plan.mjs [WORKERS] [SECONDS]

import { readFile } from 'node:fs/promises';
import { createPlanner } from 'routewright/worker';

const workers = Number(process.argv[2] ?? 2);
const seconds = Number(process.argv[3] ?? 3);
const dates = { from: '20260317', to: '20260317' };

const snapshot = await readFile(new URL('../city-200.json', import.meta.url));
const planner = await createPlanner(snapshot, { workers });
try {
  const { cost, stats } = await planner.buildRoutes(dates, {
    timeBudgetMs: 60_000,
    signal: AbortSignal.timeout(seconds * 1_000), // stops within 100 ms; the best plan so far is the result
    onProgress: ({ cost, unassigned, iterations }) =>
      process.stdout.write(`\r${(cost / 100).toFixed(2)}, ${unassigned} left out, ${iterations} iterations `),
  });
  console.log(`\nplanned: cost ${(cost.total / 100).toFixed(2)}, seed ${stats.seed}, ${stats.stoppedBy}`);

  // The planner goes on from there: what would it cost to take an order elsewhere?
  const { places } = await planner.explainOrder({ orderId: 'order-001', ...dates });
  for (const place of places.slice(0, 3)) {
    console.log(`order-001 on ${place.routeId}: ${'deltaCost' in place ? (place.deltaCost / 100).toFixed(2) : place.message}`);
  }
} finally {
  planner.terminate();
}
