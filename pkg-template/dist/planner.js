// `Planner` and `Run`: JavaScript classes over numbered slots of the engine.

import { refusal } from './error.js';
import { ARRAYS, modelInput, objectInput, optionsInput, snapshotInput } from './input.js';
import { localised } from './moments.js';
import { proposalsFrom } from './previews.js';

/** Milliseconds between two calls of `onProgress`. */
const BETWEEN_PROGRESS = 50;

/** The class `Planner` over one engine. */
export function plannerClass(engine) {
  // Planners that nobody holds any more. Runs between tasks only: synchronous code frees by itself. Older workerd has none.
  const dropped = typeof FinalizationRegistry === 'function' ? new FinalizationRegistry(release) : undefined;

  function release({ slot, generation }) {
    if (generation === engine.generation()) engine.call((glue) => glue.release(slot));
  }

  return class Planner {
    #held;

    constructor(snapshot, rules) {
      engine.ensure();
      const { text, travel, arrays } = snapshotInput(snapshot);
      const rulesText = objectInput(rules);
      const slot = engine.call((glue) => glue.load(text, travel, ...ARRAYS.map((_, at) => arrays[at]), rulesText));
      this.#held = { slot, generation: engine.generation() };
      dropped?.register(this, this.#held, this);
    }

    /** Calls `use(glue, slot)` while the slot is there. */
    #call(use) {
      const held = this.#held;
      if (held === null) throw refusal(400, 'the planner was freed');
      if (held.generation !== engine.generation()) throw refusal(500, 'planner lost by a fault');
      return engine.call((glue) => use(glue, held.slot));
    }

    #operate(operation, request, rules, read = JSON.parse) {
      const requestText = objectInput(request);
      const rulesText = objectInput(rules);
      return read(this.#call((glue, slot) => glue.operate(slot, operation, requestText, rulesText)));
    }

    #start(operation, request, options) {
      const requestText = objectInput(request);
      const { text, onProgress } = optionsInput(options);
      this.#call((glue, slot) => glue.runStart(slot, operation, requestText, text));
      return new Run((use) => this.#call(use), onProgress);
    }

    buildRoutes(request, options) {
      return this.#start('buildRoutes', request, options).toTheEnd();
    }

    startBuildRoutes(request, options) {
      return this.#start('buildRoutes', request, options);
    }

    fitIn(request, options) {
      return this.#start('fitIn', request, options).toTheEnd();
    }

    startFitIn(request, options) {
      return this.#start('fitIn', request, options);
    }

    computeProposals(request, options) {
      return this.#operate('computeProposals', request, options, proposalsFrom);
    }

    applyProposal(set, request, rules) {
      return this.#operate('applyProposal', { set, request }, rules);
    }

    explainOrder(request, rules) {
      return this.#operate('explainOrder', request, rules);
    }

    marginalCosts(request, rules) {
      return this.#operate('marginalCosts', request, rules);
    }

    evaluateRoutes(request, options) {
      return this.#operate('evaluateRoutes', request, options);
    }

    applyExecutionEvents(request, rules) {
      return this.#operate('applyExecutionEvents', request, rules);
    }

    translateMobileEvents(request, rules) {
      const given = JSON.parse(objectInput(request));
      const zone = this.#operate('timeZone');
      return this.#operate('translateMobileEvents', localised(given, zone), rules);
    }

    assignOrderSteps(request, rules) {
      return this.#operate('assignOrderSteps', request, rules);
    }

    unassignOrders(request, rules) {
      return this.#operate('unassignOrders', request, rules);
    }

    applySequences(request, rules) {
      return this.#operate('applySequences', request, rules);
    }

    swapRoutes(request, rules) {
      return this.#operate('swapRoutes', request, rules);
    }

    approveRoutes(request, rules) {
      return this.#operate('approveRoutes', request, rules);
    }

    revokeRoutes(request, rules) {
      return this.#operate('revokeRoutes', request, rules);
    }

    putOrders(orders) {
      return this.#operate('putOrders', { orders });
    }

    removeOrders(ids) {
      return this.#operate('removeOrders', { ids });
    }

    putVehicles(vehicles) {
      return this.#operate('putVehicles', { vehicles });
    }

    setTravel(model) {
      const { travel, arrays } = modelInput(model);
      const inOrder = ARRAYS.map((_, at) => arrays[at]);
      return JSON.parse(this.#call((glue, slot) => glue.setTravel(slot, travel, ...inOrder)));
    }

    setNow(now) {
      return this.#operate('setNow', { now });
    }

    snapshot() {
      return this.#call((glue, slot) => {
        const snapshot = JSON.parse(glue.snapshot(slot));
        for (const name of ARRAYS) {
          const array = glue.travelArray(slot, name);
          if (array !== undefined) snapshot.travel[name] = array;
        }
        return snapshot;
      });
    }

    free() {
      const held = this.#held;
      if (held === null) return;
      this.#held = null;
      dropped?.unregister(this);
      release(held);
    }

    static {
      if (Symbol.dispose) this.prototype[Symbol.dispose] = this.prototype.free;
    }
  };
}

class Run {
  #call;
  #onProgress;
  #reported = -Infinity;
  #ended = false;
  #unwanted = false;

  constructor(call, onProgress) {
    this.#call = call;
    this.#onProgress = onProgress;
  }

  get done() {
    return this.#ended || this.#unwanted || this.#call((glue, slot) => glue.runDone(slot));
  }

  step(slice) {
    this.#mustGoOn();
    const text = objectInput(slice);
    const progress = this.#call((glue, slot) => glue.runStep(slot, text));
    this.#report(progress);
    return progress;
  }

  finish() {
    this.#mustGoOn();
    const text = this.#call((glue, slot) => glue.runFinish(slot));
    this.#ended = true;
    return JSON.parse(text);
  }

  cancel() {
    if (this.#ended) return;
    this.#call((glue, slot) => glue.runCancel(slot));
    this.#ended = true;
  }

  /** In slices where somebody listens; else in one go. */
  toTheEnd() {
    const slice = this.#onProgress === undefined ? {} : { ms: BETWEEN_PROGRESS };
    try {
      while (!this.done) this.step(slice);
    } catch (thrown) {
      this.#abandon();
      throw thrown;
    }
    return this.finish();
  }

  #mustGoOn() {
    if (this.#ended) throw refusal(400, 'the run has ended');
  }

  #report(progress) {
    if (this.#onProgress === undefined) return;
    const now = performance.now();
    if (now - this.#reported < BETWEEN_PROGRESS && !this.done) return;
    this.#reported = now;
    if (this.#onProgress(progress) === false) this.#unwanted = true;
  }

  /** After an exception of the callback the planner goes on; after a fault it is lost, and the run with it. */
  #abandon() {
    try {
      this.cancel();
    } catch {
      this.#ended = true;
    }
  }
}
