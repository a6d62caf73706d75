// A solve with several seeds at once: one progress out of many, and the best result of all.

/** Weights of orders left out, by priority (SEMANTICS 5). */
const WEIGHTS = new Map([[-20, 1], [-10, 2], [0, 4], [10, 8], [20, 16]]);
const BETWEEN_REPORTS = 50;

/** The options for the worker with that number: each has a seed of its own. */
export function seeded(options, number) {
  const { seed = 1 } = options;
  return { ...options, seed: Number.isSafeInteger(seed) ? seed + number : seed };
}

/** The place of the best outcome, by those criteria of SEMANTICS 5 that a result shows; the first of equals. */
export function best(outcomes, orders, options) {
  const { minimiseRoutes = false } = options;
  const balancing = options.balancing ?? 'OFF';
  const scores = outcomes.map(({ result, last }) => [
    sum(result.unassigned.map(({ orderId }) => WEIGHTS.get(orders[orderId].priority ?? 0))),
    sum(Object.values(result.routes).flatMap(({ steps }) => steps.map(({ latenessSec = 0 }) => latenessSec))),
    minimiseRoutes ? (last?.routesUsed ?? 0) : 0,
    balancing === 'ON_FORCE' ? -Object.keys(result.routes).length : 0,
    result.cost.total * (balancing === 'OFF' ? 1 : unevenness(Object.values(result.routes), options)),
  ]);
  return scores.reduce((found, score, at) => (isBelow(score, scores[found]) ? at : found), 0);
}

/** By how much a plan counts more than it costs for its work being uneven (docs: "Even work"), by the routes that are shown. */
function unevenness(routes, { balancing, balanceBy, balancingFactor }) {
  const work = routes.map(({ steps }) =>
    balanceBy === 'NUM' ? new Set(steps.flatMap(({ orderId }) => orderId ?? [])).size : steps.at(-1).arrivalSec - steps[0].endSec,
  );
  const mean = sum(work) / work.length;
  const away = sum(work.map((own) => Math.abs(own - mean))) / work.length;
  return 1 + (balancing === 'ON_FORCE' ? (balancingFactor ?? 0.3) : 0.3) * (mean > 0 ? away / mean : 0);
}

const sum = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

function isBelow(one, other) {
  const at = one.findIndex((value, at) => value !== other[at]);
  return at >= 0 && one[at] < other[at];
}

/** Takes the progress of each worker, and reports that of the best one so far, at most 20 times a second. */
export class SharedProgress {
  #latest;
  #plans;
  #shown = {};
  #reported = -Infinity;
  #report;

  constructor(count, report) {
    this.#latest = new Array(count).fill(undefined);
    this.#plans = Array.from({ length: count }, () => ({}));
    this.#report = report;
  }

  take(at, progress) {
    this.#latest[at] = progress;
    if (progress.changed !== undefined) this.#plans[at] = changedPlan(this.#plans[at], progress.changed);
    const now = performance.now();
    if (now - this.#reported < BETWEEN_REPORTS) return;
    this.#reported = now;
    this.#report(this.#together());
  }

  #together() {
    const known = this.#latest.flatMap((progress, at) => (progress === undefined ? [] : [{ ...progress, at }]));
    const { at, ...front } = known.reduce((found, other) =>
      isBelow([other.unassigned, other.cost], [found.unassigned, found.cost]) ? other : found,
    );
    return {
      ...front,
      progress: known.length < this.#latest.length ? 0 : Math.min(...known.map(({ progress }) => progress)),
      elapsedMs: Math.max(...known.map(({ elapsedMs }) => elapsedMs)),
      iterations: known.reduce((sum, { iterations }) => sum + iterations, 0),
      ...(front.changed === undefined ? {} : { changed: this.#show(this.#plans[at]) }),
    };
  }

  /** What the caller must change to have this plan before it. */
  #show(plan) {
    const routes = Object.fromEntries(Object.entries(plan).filter(([id, route]) => this.#shown[id] !== route));
    const deletedRouteIds = Object.keys(this.#shown).filter((id) => !Object.hasOwn(plan, id));
    this.#shown = plan;
    return { routes, deletedRouteIds };
  }
}

function changedPlan(plan, { routes, deletedRouteIds }) {
  const changed = { ...plan, ...routes };
  for (const id of deletedRouteIds) delete changed[id];
  return changed;
}
