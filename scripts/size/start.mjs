// How long the package takes to start: import, `init`, a first `validate`.

import { execFileSync } from 'node:child_process';
import { CHROMIUM, launch } from '../../tests/browser/support/chromium.mjs';
import { serve } from '../serve.mjs';

const RUNS = 5;
const median = (list) => list.sort((one, other) => one - other)[list.length >> 1];

/** Each time in a process of its own; `{ version, ms }`. */
export function startInNode() {
  const entry = new URL('../../pkg/dist/node.js', import.meta.url).href;
  const code =
    `const from = performance.now(); const rw = await import('${entry}'); rw.validate('{}');` +
    'console.log(performance.now() - from);';
  const runs = Array.from({ length: RUNS }, () =>
    Number(execFileSync(process.execPath, ['--input-type=module', '--eval', code], { encoding: 'utf8' })),
  );
  return { version: process.version, ms: median(runs) };
}

/** Each time in a browser of its own, from a server on this machine; `{ version, ms }`, or `{ why }` without Chromium. */
export async function startInChromium() {
  if (CHROMIUM === undefined) return { why: 'it is not installed' };
  const { server, url } = await serve();
  const runs = [];
  let version;
  for (let at = 0; at < RUNS; at += 1) {
    const browser = await launch();
    version = browser.version();
    const page = await browser.newPage();
    await page.goto(`${url}/tests/browser/blank.html`);
    const ms = await page.evaluate(async () => {
      const from = performance.now();
      const { init, validate } = await import('/pkg/dist/browser.js');
      await init();
      validate('{}');
      return performance.now() - from;
    });
    runs.push(ms);
    await browser.close();
  }
  server.close();
  server.closeAllConnections();
  return { version, ms: median(runs) };
}
