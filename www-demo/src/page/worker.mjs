// The module worker that plans, so that the page never waits. It works in slices and reads its messages
// between them: that is how "stop" gets through.
//
// In:  { type: "open", bytes } · { type: "plan", request, options } · { type: "stop" }
// Out: { type: "opened", issues } · { type: "progress", progress } · { type: "planned", result }
//      { type: "failed", message, issues }

import { init, Planner, validate } from '#routewright';

const SLICE_MS = 40;

const ready = init(); // the file lies beside this one, as in the package
let bytes = null;
let stopped = false;

const turns = new MessageChannel();
/** Lets messages that have come in be handled; a timer would wait longer than needed. */
const nextTurn = () =>
  new Promise((resolve) => {
    turns.port1.onmessage = resolve;
    turns.port2.postMessage(null);
  });

async function plan(request, options) {
  stopped = false;
  const planner = new Planner(bytes);
  try {
    const run = planner.startBuildRoutes(request, options);
    while (!run.done && !stopped) {
      postMessage({ type: 'progress', progress: run.step({ ms: SLICE_MS }) });
      await nextTurn();
    }
    postMessage({ type: 'planned', result: run.finish() });
  } finally {
    planner.free();
  }
}

async function handle(message) {
  await ready;
  if (message.type === 'open') {
    bytes = message.bytes;
    postMessage({ type: 'opened', issues: validate(bytes) });
  } else if (message.type === 'plan') {
    await plan(message.request, message.options);
  }
}

addEventListener('message', ({ data }) => {
  if (data.type === 'stop') stopped = true;
  else
    handle(data).catch((error) => postMessage({ type: 'failed', message: error.message, issues: error.issues ?? [] }));
});
