// The worker's side of `routewright/worker`: one planner, one call at a time. A solve goes on in slices, between which
// messages are read: that is how a stop gets through.
//
// In:  { id, method, args } · { type: 'stop', id, keep }; the method `load` takes the snapshot and the rules
// Out: { id, progress } · { id, result, last } · { id, proposals }, the text of a set · { id, error }

import { RoutewrightError, refusal } from './error.js';
import { textOf } from './previews.js';

/** Short enough that a stop is there within 100 ms, with the result that is still to be made. */
const SLICE = { ms: 10 };
const BETWEEN_REPORTS = 50;

/**
 * @param {{ init: () => Promise<void>, Planner: unknown }} api
 * @param {(message: object) => void} post
 * @param {(handle: (message: object) => void) => void} listen
 * @param {() => Promise<void>} turn  lets messages that have come in be handled
 */
export function serve({ init, Planner }, post, listen, turn) {
  let planner = null;
  let current = null;

  async function load(snapshot, rules) {
    await init();
    planner?.free();
    planner = null;
    planner = new Planner(snapshot, rules);
  }

  async function solve(start, call) {
    const run = planner[start](...call.args);
    let last;
    let changed;
    let reported = -Infinity;
    while (!run.done && call.stopped === null) {
      last = run.step(SLICE);
      changed = together(changed, last.changed);
      if (performance.now() - reported >= BETWEEN_REPORTS) {
        post({ id: call.id, progress: changed === undefined ? last : { ...last, changed } });
        changed = undefined;
        reported = performance.now();
      }
      await turn();
    }
    if (call.stopped?.keep === false) {
      run.cancel();
      throw refusal(400, 'the call was stopped');
    }
    return { result: run.finish(), last };
  }

  async function perform(call) {
    const { method, args } = call;
    if (method === 'load') return { result: await load(...args) };
    if (planner === null) throw refusal(400, 'the worker has no planner');
    const start = `start${method[0].toUpperCase()}${method.slice(1)}`;
    if (start in planner) return solve(start, call);
    const result = planner[method](...args);
    const proposals = textOf(result);
    return proposals === undefined ? { result } : { proposals };
  }

  listen(async (message) => {
    if (message.type === 'stop') {
      if (current?.id === message.id) current.stopped = message;
      return;
    }
    const { id } = message;
    current = { ...message, stopped: null };
    try {
      post({ id, ...(await perform(current)) });
    } catch (error) {
      post({ id, error: told(error) });
    }
  });
}

/** Two changes of a plan as one. */
function together(first, second) {
  if (first === undefined || second === undefined) return first ?? second;
  const routes = { ...first.routes, ...second.routes };
  for (const id of second.deletedRouteIds) delete routes[id];
  const earlier = first.deletedRouteIds.filter((id) => !Object.hasOwn(routes, id));
  return { routes, deletedRouteIds: [...new Set([...earlier, ...second.deletedRouteIds])] };
}

/** The fields of an error, which would lose its class on the way. */
function told(error) {
  if (!(error instanceof RoutewrightError)) return { errorCode: 500, message: `internal fault in the worker: ${error}` };
  const { errorCode, message, path, issues, stillApplicable } = error;
  return { errorCode, message, path, issues, stillApplicable };
}
