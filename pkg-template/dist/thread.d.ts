/** A worker that imports this module serves `createPlanner(snapshot, { worker })`; it exports nothing. */
export {};
