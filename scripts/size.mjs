// Prints what the package weighs, raw and as servers send it, and how long it takes to start and to stop. Ends with status 1 where
// something is over its budget (scripts/size-budget.json: bytes by brotli).
//
//   node scripts/size.mjs [--no-start]     without the times

import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { startInChromium, startInNode } from './size/start.mjs';
import { stopInChromium, stopInNode } from './size/stop.mjs';

const DIST = new URL('../pkg/dist/', import.meta.url);
const BUDGET = JSON.parse(readFileSync(new URL('size-budget.json', import.meta.url), 'utf8'));

/** The code of an entry with all that it imports, as it is published: not minified. */
async function code(file) {
  const { outputFiles } = await build({
    entryPoints: [new URL(file, DIST).pathname],
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0].contents;
}

const parts = {
  'routewright/wasm': readFileSync(new URL('routewright.wasm', DIST)),
  routewright: await code('browser.js'),
  'routewright/worker': await code('worker.js'),
  'routewright/worker/thread': await code('thread.js'),
  'routewright/inline': await code('inline.js'),
};

const row = (...cells) => console.log(cells.map((cell, at) => (at === 0 ? cell.padEnd(28) : cell.padStart(11))).join(''));
row('bytes', 'raw', 'gzip', 'brotli', 'budget');
for (const [name, bytes] of Object.entries(parts)) {
  const gzip = gzipSync(bytes, { level: 9 }).length;
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
  const most = BUDGET[name];
  const over = most !== undefined && brotli > most;
  row(name, String(bytes.length), String(gzip), String(brotli), most === undefined ? '–' : String(most), over ? '  too large' : '');
  if (over) process.exitCode = 1;
}

if (!process.argv.includes('--no-start')) {
  console.log('\nfrom nothing to the first answer (import, init, validate), median of 5');
  for (const [name, start] of [['Node', startInNode], ['Chromium', startInChromium]]) {
    const { version, ms, why } = await start();
    console.log(`${name.padEnd(12)}${ms === undefined ? `skipped: ${why}` : `${ms.toFixed(0).padStart(4)} ms  ${version}`}`);
  }

  console.log('\nfrom a stop to the plan so far (1 000 orders in a worker), median and longest of 10');
  for (const [name, stop] of [['Node', stopInNode], ['Chromium', stopInChromium]]) {
    const { version, ms, why } = await stop();
    const [median, longest] = ms === undefined ? [] : [ms[ms.length >> 1], ms.at(-1)].map((time) => time.toFixed(0).padStart(4));
    console.log(`${name.padEnd(12)}${why === undefined ? `${median} ms ${longest} ms  ${version}` : `skipped: ${why}`}`);
  }
}
