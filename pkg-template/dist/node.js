// Entry for Node, Deno and Bun: loads by itself at the first call.

import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createApi } from './api.js';

const sync = () => new WebAssembly.Module(readFileSync(new URL('./routewright.wasm', import.meta.url)));

/** Files, which `fetch` does not read here: a `file:` URL, or a text that is no URL at all. */
function open(source) {
  if (typeof source !== 'string' && !(source instanceof URL)) return undefined;
  const url = URL.canParse(source) ? new URL(source) : null;
  if (url === null) return readFile(source);
  return url.protocol === 'file:' ? readFile(fileURLToPath(url)) : undefined;
}

const api = createApi({ sync, open, locate: sync });

// Bound here rather than installed at import: bundlers drop the latter.
export const {
  init, validate, buildRoutes, fitIn, computeProposals, applyProposal, explainOrder, marginalCosts, evaluateRoutes,
  assignOrderSteps, unassignOrders, applySequences, swapRoutes,
  approveRoutes, revokeRoutes, applyExecutionEvents, translateMobileEvents, Planner,
} = api;
export { RoutewrightError } from './error.js';
