// Entry `routewright/worker` for pages: module workers, never from a `blob:`.

import { createClient } from './client.js';

function open(given) {
  const worker = given instanceof Worker ? given : made(given);
  return {
    post: (message) => worker.postMessage(message),
    end: () => worker.terminate(),
    hold: () => {}, // a page ends its workers
    listen(onMessage, onFailure) {
      worker.addEventListener('message', ({ data }) => onMessage(data));
      worker.addEventListener('messageerror', () => onFailure('it sent what cannot be read'));
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        onFailure(event.message || 'it could not be started');
      });
    },
  };
}

function made(url) {
  if (url !== undefined) return new Worker(url, { type: 'module' });
  // Literal, for bundlers find it only so.
  return new Worker(new URL('./thread.js', import.meta.url), { type: 'module' });
}

export const createPlanner = createClient(open);
export { RoutewrightError } from './error.js';
