// The planner in its worker. It always holds the snapshot of the plan it is asked about: after an undo, a lock or a failure
// it is loaded anew, which is cheap; otherwise its own state goes on with the results.

import type { SnapshotInput } from 'routewright';
import { createPlanner, type WorkerPlanner } from 'routewright/worker';
import type { Snapshot } from './snapshot.js';

export class Engine {
  #planner: WorkerPlanner | null = null;
  #holds: Snapshot | null = null;
  #workers = 1;

  /** Loads bytes, and gives the snapshot that they are; rejects with all issues. */
  async open(bytes: SnapshotInput): Promise<Snapshot> {
    const planner = await createPlanner(bytes);
    const snapshot = await planner.snapshot() as Snapshot;
    this.close();
    this.#planner = planner;
    this.#workers = 1;
    this.#holds = snapshot;
    return snapshot;
  }

  /** The planner with this snapshot. What it is asked next must not change it, or `changing` must be used. */
  async asking(snapshot: Snapshot, workers = 1): Promise<WorkerPlanner> {
    if (this.#planner === null || this.#holds !== snapshot || this.#workers !== workers) {
      this.close();
      this.#planner = await createPlanner(snapshot, { workers });
      this.#workers = workers;
      this.#holds = snapshot;
    }
    return this.#planner;
  }

  /**
   * Does what changes the plan. `change` gives the snapshot that the planner then holds with what else is wanted; where it
   * fails, the planner is loaded anew at its next use.
   */
  async changing<Result extends { snapshot: Snapshot }>(
    snapshot: Snapshot, change: (planner: WorkerPlanner) => Promise<Result>, workers = 1,
  ): Promise<Result> {
    const planner = await this.asking(snapshot, workers);
    this.#holds = null;
    const result = await change(planner);
    if (this.#planner === planner) this.#holds = result.snapshot;
    return result;
  }

  /** Ends what is going on; it rejects. */
  close(): void {
    this.#planner?.terminate();
    this.#planner = null;
    this.#holds = null;
  }
}
