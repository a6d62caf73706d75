// The functions of the package over one engine; the entries differ only in how they load it.

import { createEngine } from './engine.js';
import { ARRAYS, snapshotInput } from './input.js';
import { plannerClass } from './planner.js';

/** @param loader  see `createEngine` */
export function createApi(loader) {
  const engine = createEngine(loader);
  const Planner = plannerClass(engine);

  /** An operation as a pure function: a planner that lives for one call. */
  function once(use) {
    return (snapshot, ...rest) => {
      const planner = new Planner(snapshot);
      try {
        return use(planner, ...rest);
      } finally {
        planner.free();
      }
    };
  }

  function validate(snapshot) {
    engine.ensure();
    let input;
    try {
      input = snapshotInput(snapshot);
    } catch (error) {
      if (error.issues?.length > 0) return error.issues;
      throw error;
    }
    const { text, travel, arrays } = input;
    return JSON.parse(engine.call((glue) => glue.validate(text, travel, ...ARRAYS.map((_, at) => arrays[at]))));
  }

  return {
    engine,
    init: engine.init,
    Planner,
    validate,
    buildRoutes: once((planner, request, options) => planner.buildRoutes(request, options)),
    fitIn: once((planner, request, options) => planner.fitIn(request, options)),
    computeProposals: once((planner, request, options) => planner.computeProposals(request, options)),
    applyProposal: once((planner, set, request, rules) => planner.applyProposal(set, request, rules)),
    explainOrder: once((planner, request, rules) => planner.explainOrder(request, rules)),
    marginalCosts: once((planner, request, rules) => planner.marginalCosts(request, rules)),
    evaluateRoutes: once((planner, request, options) => planner.evaluateRoutes(request, options)),
    applyExecutionEvents: once((planner, request, rules) => planner.applyExecutionEvents(request, rules)),
    assignOrderSteps: once((planner, request, rules) => planner.assignOrderSteps(request, rules)),
    unassignOrders: once((planner, request, rules) => planner.unassignOrders(request, rules)),
    applySequences: once((planner, request, rules) => planner.applySequences(request, rules)),
    swapRoutes: once((planner, request, rules) => planner.swapRoutes(request, rules)),
    approveRoutes: once((planner, request, rules) => planner.approveRoutes(request, rules)),
    revokeRoutes: once((planner, request, rules) => planner.revokeRoutes(request, rules)),
  };
}
