// Plans in a page without a bundler and without a worker: the search goes on in slices, between which the page lives.

// With a bundler, or an import map: from 'routewright'.
import { Planner, init } from '../../pkg/dist/browser.js';

const element = (id) => document.getElementById(id);
const frame = () => new Promise(requestAnimationFrame);

/** Plans the example; `iterations` may be given in the address (?iterations=100). */
async function plan() {
  const maxIterations = Number(new URLSearchParams(location.search).get('iterations') ?? 2_000);
  const response = await fetch('../city-200.json');
  const planner = new Planner(new Uint8Array(await response.arrayBuffer()));
  try {
    const run = planner.startBuildRoutes({ from: '20260317', to: '20260317' }, { maxIterations });
    while (!run.done) {
      element('progress').value = run.step({ ms: 8 }).progress;
      await frame();
    }
    show(run.finish());
  } finally {
    planner.free(); // gives its memory back at once
  }
}

function show({ routes, unassigned, cost }) {
  element('summary').textContent = `Cost ${(cost.total / 100).toFixed(2)}, ${unassigned.length} left out.`;
  element('routes').replaceChildren(...Object.entries(routes).map(([id, { steps }]) => {
    const line = document.createElement('li');
    line.textContent = `${id}: ${steps.filter(({ orderId }) => orderId != null).length} stops`;
    return line;
  }));
}

await init(); // a page must, once; a policy needs 'wasm-unsafe-eval' and nothing else
element('plan').addEventListener('click', async ({ target }) => {
  target.disabled = true;
  await plan();
  target.disabled = false;
});
element('plan').disabled = false;
