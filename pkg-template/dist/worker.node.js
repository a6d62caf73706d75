// Entry `routewright/worker` for Node and Bun.

import { Worker } from 'node:worker_threads';
import { createClient } from './client.js';

function open(given) {
  const worker = given instanceof Worker ? given : new Worker(given ?? new URL('./thread.node.js', import.meta.url));
  let ended = false;
  return {
    post: (message) => worker.postMessage(message),
    end() {
      ended = true;
      worker.terminate();
    },
    hold: (busy) => (busy ? worker.ref() : worker.unref()),
    listen(onMessage, onFailure) {
      worker.on('message', onMessage);
      worker.on('messageerror', () => onFailure('it sent what cannot be read'));
      worker.on('error', (error) => onFailure(String(error)));
      worker.on('exit', () => ended || onFailure('it ended'));
    },
  };
}

export const createPlanner = createClient(open);
export { RoutewrightError } from './error.js';
