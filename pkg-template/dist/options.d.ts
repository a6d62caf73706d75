// What options hold that is no plain value, and slices.

import type { Progress, SolveSettings } from './data.js';

export interface SolveOptions extends SolveSettings {
  /**
   * Called at most 20 times a second; false ends the search, the best plan so far is the result. What it throws ends the
   * search too and comes out of the call; the planner is as it was.
   */
  onProgress?: (progress: Progress) => void | boolean;
}

/** How far `Run.step` goes; what is reached first counts. Empty = to the end. */
export interface Slice {
  ms?: number;
  iterations?: number;
  /** Work units: insertions and moves evaluated. */
  work?: number;
}
