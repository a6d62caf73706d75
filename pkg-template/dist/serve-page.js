// `serve` in a worker of a page.

import { serve } from './serve.js';

const { port1, port2 } = new MessageChannel();

/** A timer would wait longer than needed. */
const turn = () =>
  new Promise((resolve) => {
    port1.onmessage = resolve;
    port2.postMessage(null);
  });

/** @param api  of the entry that the worker is to use */
export function servePage(api) {
  serve(api, (message) => postMessage(message), (handle) => addEventListener('message', ({ data }) => handle(data)), turn);
}
