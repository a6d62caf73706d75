// How long a solve in a worker goes on once it is aborted: the same code in every runtime.

/**
 * @param {Function} createPlanner  of `routewright/worker`
 * @param {string} snapshot
 * @param {{ from: string, to: string }} dates
 * @param {number[]} after  milliseconds of solving before each stop
 * @returns {Promise<{ ms: number, cpuMs?: number, stoppedBy: string, left: number }[]>}  from `abort()` to the plan so far: by
 *   the clock, and by the processor where the runtime tells it, of all threads
 */
export async function stops(createPlanner, snapshot, dates, after) {
  const planner = await createPlanner(snapshot);
  const spent = globalThis.process?.cpuUsage;
  const found = [];
  for (const wait of after) {
    const control = new AbortController();
    let aborted;
    const stop = () => {
      aborted ??= { at: performance.now(), spent: spent?.() };
      control.abort();
    };
    const solve = planner.buildRoutes(dates, {
      startFrom: 'empty',
      timeBudgetMs: 60_000,
      signal: control.signal,
      // A stop counts from when there is something to stop: before, the snapshot is still on its way.
      onProgress: ({ elapsedMs }) => void (elapsedMs >= wait && stop()),
    });
    const { stats, unassigned } = await solve;
    const more = spent?.(aborted.spent);
    found.push({
      ms: performance.now() - aborted.at,
      ...(more && { cpuMs: (more.user + more.system) / 1000 }),
      stoppedBy: stats.stoppedBy,
      left: unassigned.length,
    });
  }
  planner.terminate();
  return found;
}
