// `Planner`: a JavaScript class over a numbered slot of the engine.

import { refusal } from './error.js';
import { ARRAYS, objectInput, snapshotInput } from './input.js';

/** The class `Planner` over one engine. */
export function plannerClass(engine) {
  // Planners that nobody holds any more. Runs between tasks only: synchronous code frees by itself.
  const dropped = new FinalizationRegistry(release);

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
      dropped.register(this, this.#held, this);
    }

    /** Calls `use(glue, slot)` while the slot is there. */
    #call(use) {
      const held = this.#held;
      if (held === null) throw refusal(400, 'the planner was freed');
      if (held.generation !== engine.generation()) throw refusal(500, 'planner lost by a fault');
      return engine.call((glue) => use(glue, held.slot));
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
      dropped.unregister(this);
      release(held);
    }

    static {
      if (Symbol.dispose) this.prototype[Symbol.dispose] = this.prototype.free;
    }
  };
}
