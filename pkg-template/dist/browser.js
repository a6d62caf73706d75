// Entry for pages and workers: `init()` fetches the WebAssembly file that lies beside this one.

import { createApi } from './api.js';

const api = createApi({ locate: () => new URL('./routewright.wasm', import.meta.url) });

// Bound here rather than installed at import: bundlers drop the latter.
export const {
  init, validate, buildRoutes, fitIn, computeProposals, applyProposal, explainOrder, marginalCosts, evaluateRoutes,
  assignOrderSteps, unassignOrders, applySequences, swapRoutes,
  approveRoutes, revokeRoutes, applyExecutionEvents, translateMobileEvents, Planner,
} = api;
export { RoutewrightError } from './error.js';
