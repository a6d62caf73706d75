import type { Planner, Rules, SnapshotInput } from './index.js';

export { RoutewrightError } from './index.js';

export interface CreatePlannerOptions {
  /**
   * A worker of one's own that imports `routewright/worker/thread`, or the address of one (a module). In Node a `Worker` of
   * `node:worker_threads`. Default: the package's own.
   */
  worker?: { postMessage(message: unknown): void; terminate(): unknown } | URL;
  /** How many workers solve at the same time, each with a seed of its own (`seed`, `seed` + 1, …). 1 … 64, default 1. */
  workers?: number;
  /** For every operation; the options of a call win. */
  rules?: Rules;
}

export interface Abortable {
  /**
   * Aborting a solve ends it with the best plan so far. Aborting what has not begun rejects with code 400, and nothing has
   * changed; any other operation that has begun is done to its end.
   */
  signal?: AbortSignal;
}

type WithSignal<Args extends readonly unknown[]> = { [At in keyof Args]: At extends '1' ? Args[At] & Abortable : Args[At] };
type Promised<Method> = Method extends (...args: infer Args) => infer Result
  ? (...args: WithSignal<Args>) => Promise<Result>
  : never;

/**
 * The operations of `Planner` off the main thread: its methods, each returning a promise. Calls are done one after the
 * other. With several workers a solve gives the best of their plans, the same for the same seed, `maxIterations` or
 * `maxWork`, and number of workers.
 */
export type WorkerPlanner = {
  [Name in keyof Planner as Exclude<Name, symbol | 'free' | `start${string}`>]: Promised<Planner[Name]>;
} & {
  /** Ends the workers. What they were at, and every later call, rejects with code 400. */
  terminate(): void;
  [Symbol.dispose](): void;
};

/**
 * Loads a snapshot in a worker. A page needs `worker-src 'self'` and `'wasm-unsafe-eval'` in `script-src`, nothing else.
 *
 * @throws {RoutewrightError} (rejects) 100 … 104 with all issues, 500 where the worker cannot be started, 600
 */
export function createPlanner(snapshot: SnapshotInput, options?: CreatePlannerOptions): Promise<WorkerPlanner>;
