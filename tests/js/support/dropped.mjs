// Makes and drops planners, and prints the size of the module's memory after the first 100 and after 1 000. Run by
// planner.test.mjs with --expose-gc.

import { initSync } from '../../../pkg/dist/glue.js';
import { Planner, example } from './routewright.mjs';

const text = example('jasper');

/** In rounds: the collector's callbacks run between tasks only. */
async function drop(count) {
  for (let made = 0; made < count; made += 10) {
    for (let one = 0; one < 10; one += 1) new Planner(text);
    globalThis.gc();
    await new Promise((resolve) => setTimeout(resolve));
  }
  return initSync().memory.buffer.byteLength;
}

console.log(JSON.stringify([await drop(100), await drop(1000)]));
