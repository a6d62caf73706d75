// The examples run as they stand, with the package installed from its tarball.

import assert from 'node:assert/strict';
import { cpSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT, installed, run } from './support/installed.mjs';
import { buildRoutes, computeProposals, example } from './support/routewright.mjs';

const DAY = { from: '20260317', to: '20260317' };
const hundredths = (value) => (value / 100).toFixed(2);

const folder = installed();
cpSync(join(ROOT, 'examples'), join(folder, 'examples'), { recursive: true });
const runExample = (...args) => run(process.execPath, args, folder).trim().split('\n');

test('the example for Node prints the plan of the package', () => {
  const { routes, cost, unassigned } = buildRoutes(example('city-200'), DAY, { maxIterations: 20 });
  const lines = runExample('examples/node/plan.mjs', 'examples/city-200.json', '20');
  assert.equal(lines.length, Object.keys(routes).length + unassigned.length + 1);
  for (const [at, [id, { costBreakdown }]] of Object.entries(routes).entries()) {
    assert.ok(lines[at].startsWith(`${id} `) && lines[at].endsWith(` ${hundredths(costBreakdown.total)}`), lines[at]);
  }
  assert.equal(lines.at(-1), `cost ${hundredths(cost.total)} after 20 iterations`);
});

test('the example with workers is stopped by its signal, and goes on with the planner', () => {
  // Time enough for a first plan where the machine has much else to do, and far from the end of the search.
  const lines = runExample('examples/worker/plan.mjs', '2', '6');
  assert.match(lines.at(-4), /^planned: cost \d+\.\d\d, seed [12], aborted$/);
  assert.equal(lines.slice(-3).filter((line) => /^order-001 on \S+: /.test(line)).length, 3);
});

/** The city planned, as the edge example stores it, and what is asked of it. */
function booking() {
  const snapshot = JSON.parse(example('city-200'));
  const { routes } = buildRoutes(snapshot, DAY, { maxIterations: 300 });
  const order = { id: 'web-1', delivery: { location: { latLng: [45429000, 10982000] }, serviceTimeSec: 300 } };
  const slot = (from, to) => ({ date: DAY.from, deliveryTimeWindows: [{ startSec: from * 3600, endSec: to * 3600 }] });
  const request = { order, timeSlots: [slot(8, 10), slot(10, 12), slot(14, 16)] };
  const stored = { ...snapshot, routes };
  const prices = computeProposals(stored, request).proposals.map(({ routeId, deliveryStartSec, deltaCost }) => ({
    routeId, deliveryStartSec, price: deltaCost,
  }));
  return { stored: JSON.stringify(stored), request, prices };
}

test('the example for the edge answers with the proposals of the package', () => {
  const lines = runExample('examples/edge/ask.mjs');
  assert.match(lines[0], /^first answer: 200 in [\d.]+ ms$/);
  assert.match(lines[1], /^second answer: 200 in [\d.]+ ms$/);
  assert.deepEqual(lines.slice(2).map((line) => JSON.parse(line)), booking().prices);
});

test('the handler of the edge example answers in workerd, and says what is wrong with a request', async (t) => {
  const miniflare = await import('miniflare').catch(() => undefined);
  if (miniflare === undefined) return t.skip('workerd (miniflare) is not installed');
  const dist = join(folder, 'node_modules/routewright/dist');
  const handler = readFileSync(join(folder, 'examples/edge/handler.mjs'), 'utf8')
    // A bundler does this where it is deployed.
    .replace("'routewright'", "'./node_modules/routewright/dist/workerd.js'");
  const entry =
    "import handler from './handler.mjs';\n" +
    'export default { fetch: (request, env) => handler.fetch(request, { SNAPSHOT: async () => env.TEXT }) };\n';
  const { stored, request, prices } = booking();
  const worker = new miniflare.Miniflare({
    modules: [
      { type: 'ESModule', path: join(folder, 'entry.mjs'), contents: entry },
      { type: 'ESModule', path: join(folder, 'handler.mjs'), contents: handler },
      ...readdirSync(dist).filter((name) => name.endsWith('.js'))
        .map((name) => ({ type: 'ESModule', path: join(dist, name), contents: readFileSync(join(dist, name), 'utf8') })),
      { type: 'CompiledWasm', path: join(dist, 'routewright.wasm'), contents: readFileSync(join(dist, 'routewright.wasm')) },
    ],
    modulesRoot: folder,
    compatibilityDate: '2025-01-01',
    bindings: { TEXT: stored },
  });
  t.after(() => worker.dispose());
  const ask = (body) => worker.dispatchFetch('http://localhost/proposals', { method: 'POST', body });
  const answer = await ask(JSON.stringify(request));
  assert.equal(answer.status, 200);
  assert.deepEqual((await answer.json()).proposals, prices);
  const refused = await ask(JSON.stringify({ ...request, timeSlots: [] }));
  assert.equal(refused.status, 400);
  assert.match((await refused.json()).message, /timeSlots/);
  assert.equal((await ask('{')).status, 400);
  assert.equal((await worker.dispatchFetch('http://localhost/')).status, 404);
});
