// `createPlanner`: the methods of `Planner` as promises, done in one worker or several.

import { Connection } from './connection.js';
import { refusal, rejected } from './error.js';
import { SharedProgress, best, seeded } from './multistart.js';
import { plannerClass } from './planner.js';

const METHODS = Object.getOwnPropertyNames(plannerClass().prototype);
/** Those that can be driven in slices, hence stopped. */
const SOLVES = METHODS.filter((name) => METHODS.includes(startOf(name)));
const STARTS = SOLVES.map(startOf);
const WORKERS = 64;

function startOf(name) {
  return `start${name[0].toUpperCase()}${name.slice(1)}`;
}

/** @param {(worker: unknown) => import('./connection.js').Port} open  a port to the worker given, or to a new one */
export function createClient(open) {
  return async function createPlanner(snapshot, options = {}) {
    const { worker, workers, rules } = checked(options);
    const crew = Array.from({ length: workers }, () => new Connection(open(worker)));
    const planner = new WorkerPlanner(crew, rules);
    try {
      await crew[0].call('load', [snapshot, rules]).answer;
    } catch (error) {
      planner.terminate();
      throw error;
    }
    return planner;
  };
}

function checked(options) {
  const { worker, workers = 1, rules, ...unknown } = options;
  const wrong = (path, rule) => rejected([{ path, errorCode: 100, message: `${path} ${rule}` }]);
  for (const name of Object.keys(unknown)) throw wrong(name, 'is not known');
  if (!Number.isInteger(workers) || workers < 1 || workers > WORKERS) {
    throw wrong('workers', `must be an integer from 1 to ${WORKERS}`);
  }
  if (workers > 1 && worker !== undefined && !(worker instanceof URL)) {
    throw wrong('worker', 'must be a URL where there are several workers');
  }
  return { worker, workers, rules };
}

class WorkerPlanner {
  /** Connections; the first worker has the planner as it stands, the others are loaded for a solve. */
  #crew;
  #rules;
  #waiting = [];
  #busy = false;
  #ended = null;

  constructor(crew, rules) {
    this.#crew = crew;
    this.#rules = rules;
  }

  terminate() {
    if (this.#ended !== null) return;
    this.#ended = refusal(400, 'the planner was terminated');
    for (const connection of this.#crew) connection.end(this.#ended);
    for (const { leave } of this.#waiting.splice(0)) leave(this.#ended);
  }

  /** Puts a call behind those before it. */
  #enqueue(method, [request, options, ...rest]) {
    const { signal, onProgress, ...others } = options ?? {};
    const args = rest.length > 0 || options !== undefined ? [request, others] : [request];
    return new Promise((resolve, reject) => {
      if (this.#ended !== null) throw this.#ended;
      if (signal?.aborted) throw aborted(signal);
      const left = () => {
        this.#waiting = this.#waiting.filter((other) => other !== call);
        call.leave(aborted(signal));
      };
      const call = {
        begin: () => this.#perform({ method, args, signal, onProgress }).then(resolve, reject),
        leave: (error) => {
          signal?.removeEventListener('abort', left);
          if (error !== undefined) reject(error);
        },
      };
      signal?.addEventListener('abort', left);
      this.#waiting.push(call);
      this.#next();
    });
  }

  async #next() {
    if (this.#busy || this.#waiting.length === 0) return;
    const call = this.#waiting.shift();
    this.#busy = true;
    call.leave();
    await call.begin();
    this.#busy = false;
    this.#next();
  }

  async #perform(call) {
    if (SOLVES.includes(call.method)) return this.#solve(call);
    return (await this.#crew[0].call(call.method, call.args).answer).result;
  }

  async #solve({ method, args: [request, options = {}], signal, onProgress }) {
    const orders = await this.#loadOthers();
    if (signal?.aborted) throw aborted(signal);
    const shared = this.#crew.length > 1 && onProgress !== undefined;
    let thrown;
    const report = (progress) => {
      try {
        if (thrown === undefined && onProgress(progress) === false) stop(true);
      } catch (error) {
        thrown = { error };
        stop(false);
      }
    };
    const merged = shared ? new SharedProgress(this.#crew.length, report) : undefined;
    const runs = this.#crew.map((connection, at) => {
      const heard = onProgress === undefined ? undefined : shared ? (progress) => merged.take(at, progress) : report;
      return connection.call(method, [request, this.#crew.length > 1 ? seeded(options, at) : options], heard);
    });
    const stop = (keep) => runs.forEach((run) => run.stop(keep));
    const onAbort = () => stop(true);
    signal?.addEventListener('abort', onAbort);
    const settled = await Promise.allSettled(runs.map(({ answer }) => answer));
    signal?.removeEventListener('abort', onAbort);
    if (thrown !== undefined) throw thrown.error;
    return this.#best(settled, orders, options);
  }

  /** Hands the snapshot as it stands to all workers but the first; gives its orders. */
  async #loadOthers() {
    const [first, ...others] = this.#crew;
    if (others.length === 0) return {};
    const { result } = await first.call('snapshot', []).answer;
    await Promise.all(others.map((connection) => connection.call('load', [result, this.#rules]).answer));
    return result.orders;
  }

  /** The best of the results; its worker is the first from now on. */
  #best(settled, orders, options) {
    const reached = settled.flatMap(({ status, value }, at) => (status === 'fulfilled' ? [{ ...value, at }] : []));
    if (reached.length === 0) throw settled[0].reason;
    const { at, result } = reached[reached.length === 1 ? 0 : best(reached, orders, options)];
    this.#crew.unshift(...this.#crew.splice(at, 1));
    return result;
  }

  static {
    for (const name of METHODS) {
      if (['constructor', 'free', ...STARTS].includes(name)) continue;
      const method = { [name](...args) { return this.#enqueue(name, args); } }[name];
      Object.defineProperty(this.prototype, name, { value: method, writable: true, configurable: true });
    }
    if (Symbol.dispose) this.prototype[Symbol.dispose] = this.prototype.terminate;
  }
}

/** The rejection of a call that was aborted before it had a plan. */
function aborted({ reason }) {
  return refusal(400, 'the call was aborted before it had a result', reason);
}
