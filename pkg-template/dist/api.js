// The functions of the package over one engine; the entries differ only in how they load it.

import { createEngine } from './engine.js';
import { rejected } from './error.js';
import { ARRAYS, objectInput, optionsInput, snapshotInput } from './input.js';
import { plannerClass } from './planner.js';

/** @param loader  see `createEngine` */
export function createApi(loader) {
  const engine = createEngine(loader);
  const Planner = plannerClass(engine);

  /** A planner; where the snapshot is not valid, what is wrong with the request and the options is told with that. */
  function load(snapshot, operation, asked) {
    try {
      return new Planner(snapshot);
    } catch (error) {
      const more = error.issues?.length > 0 ? issuesOf(operation, asked) : [];
      throw more.length > 0 ? rejected([...error.issues, ...more]) : error;
    }
  }

  function issuesOf(operation, [request, options]) {
    try {
      const texts = [objectInput(request), optionsInput(options).text];
      return JSON.parse(engine.call((glue) => glue.requestIssues(operation, ...texts)));
    } catch (error) {
      return error.issues ?? [];
    }
  }

  /** An operation as a pure function: a planner that lives for one call. `asked` picks request and options from its arguments. */
  function once(operation, use, asked = (rest) => rest) {
    return (snapshot, ...rest) => {
      const planner = load(snapshot, operation, asked(rest));
      try {
        return use(planner, ...rest);
      } finally {
        planner.free();
      }
    };
  }

  function validate(snapshot, { warnings = false } = {}) {
    engine.ensure();
    let input;
    try {
      input = snapshotInput(snapshot);
    } catch (error) {
      if (error.issues?.length > 0) return error.issues;
      throw error;
    }
    const { text, travel, arrays } = input;
    return JSON.parse(engine.call((glue) => glue.validate(text, travel, ...ARRAYS.map((_, at) => arrays[at]), warnings)));
  }

  return {
    engine,
    init: engine.init,
    Planner,
    validate,
    buildRoutes: once('buildRoutes', (planner, request, options) => planner.buildRoutes(request, options)),
    fitIn: once('fitIn', (planner, request, options) => planner.fitIn(request, options)),
    computeProposals: once('computeProposals', (planner, request, options) => planner.computeProposals(request, options)),
    applyProposal: once('applyProposal', (planner, set, request, rules) => planner.applyProposal(set, request, rules), (rest) => rest.slice(1)),
    explainOrder: once('explainOrder', (planner, request, rules) => planner.explainOrder(request, rules)),
    marginalCosts: once('marginalCosts', (planner, request, rules) => planner.marginalCosts(request, rules)),
    evaluateRoutes: once('evaluateRoutes', (planner, request, options) => planner.evaluateRoutes(request, options)),
    applyExecutionEvents: once('applyExecutionEvents', (planner, request, rules) => planner.applyExecutionEvents(request, rules)),
    translateMobileEvents: once('translateMobileEvents', (planner, request, rules) => planner.translateMobileEvents(request, rules)),
    assignOrderSteps: once('assignOrderSteps', (planner, request, rules) => planner.assignOrderSteps(request, rules)),
    unassignOrders: once('unassignOrders', (planner, request, rules) => planner.unassignOrders(request, rules)),
    applySequences: once('applySequences', (planner, request, rules) => planner.applySequences(request, rules)),
    swapRoutes: once('swapRoutes', (planner, request, rules) => planner.swapRoutes(request, rules)),
    approveRoutes: once('approveRoutes', (planner, request, rules) => planner.approveRoutes(request, rules)),
    revokeRoutes: once('revokeRoutes', (planner, request, rules) => planner.revokeRoutes(request, rules)),
  };
}
