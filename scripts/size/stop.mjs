// How soon a solve in a worker gives the plan so far once it is aborted.

import { readFileSync } from 'node:fs';
import { CHROMIUM, launch } from '../../tests/browser/support/chromium.mjs';
import { stops } from '../../tests/browser/support/stops.mjs';
import { serve } from '../serve.mjs';

const TEXT = readFileSync(new URL('../../examples/city-1000.json', import.meta.url), 'utf8');
const DATES = { from: '20260317', to: '20260317' };
/** Milliseconds of solving before each stop. */
const AFTER = [0, 50, 100, 200, 300, 400, 500, 700, 900, 1_200];

/** Milliseconds of each stop, shortest first. */
const times = (found) => found.map(({ ms }) => ms).sort((one, other) => one - other);

export async function stopInNode() {
  const { createPlanner } = await import('../../pkg/dist/worker.node.js');
  return { version: process.version, ms: times(await stops(createPlanner, TEXT, DATES, AFTER)) };
}

/** From a server on this machine; `{ why }` without Chromium. */
export async function stopInChromium() {
  if (CHROMIUM === undefined) return { why: 'it is not installed' };
  const { server, url } = await serve();
  const browser = await launch();
  const page = await browser.newPage();
  await page.goto(`${url}/tests/browser/blank.html`);
  const found = await page.evaluate(
    async ([text, dates, after]) => {
      const { createPlanner } = await import('/pkg/dist/worker.js');
      const { stops } = await import('/tests/browser/support/stops.mjs');
      return stops(createPlanner, text, dates, after);
    },
    [TEXT, DATES, AFTER],
  );
  const version = browser.version();
  await browser.close();
  server.close();
  server.closeAllConnections();
  return { version, ms: times(found) };
}
