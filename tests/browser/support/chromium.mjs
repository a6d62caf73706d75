// The machine's own Chromium, without what would reach for the network.

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { serve } from '../../../scripts/serve.mjs';

/** Where it is; undefined where this machine has none. */
export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A new browser. */
export function launch() {
  return chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
}

/**
 * Calls `use(page, url)` with an empty page of a new browser and the address of a server of the repository. `options` are
 * those of the browser's context: viewport, colour scheme and the like.
 */
export async function withPage(use, options = {}) {
  const { server, url } = await serve(0, ['/target/wasm/faulty-package/']);
  const browser = await launch();
  try {
    await use(await browser.newPage(options), url);
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}
