// WebKit's own small browser, driven through WebDriver, on a screen that nobody sees: a stand-in for Safari.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { program } from '../../js/support/installed.mjs';

/** Milliseconds until what does not come is given up. */
const PATIENCE = 20_000;

function browser() {
  const folders = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/libexec'].filter(existsSync);
  const kinds = folders.flatMap((folder) => readdirSync(folder).filter((name) => name.startsWith('webkit')).map((name) => join(folder, name)));
  return kinds.map((folder) => join(folder, 'MiniBrowser')).findLast(existsSync);
}

const [driver, screen, window] = [program('WebKitWebDriver'), program('Xvfb'), browser()];
/** Where it is; undefined where this machine has not all of it. */
export const WEBKIT = driver && screen && window;

/** Something that `attempt` gives, tried until it does. */
async function until(attempt) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    try {
      const found = await attempt();
      if (found) return found;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    if (Date.now() > end) throw new Error('WebKit did not answer');
    await wait(50);
  }
}

/** The number of a screen that Xvfb chose itself. It writes it in pieces, and ends where nobody reads on. */
function shown(xvfb) {
  return new Promise((resolve, reject) => {
    let text = '';
    xvfb.stdio[3].on('data', (piece) => (text += piece).endsWith('\n') && resolve(text.trim()));
    xvfb.once('exit', () => reject(new Error('Xvfb opened no screen')));
  });
}

async function ended(process) {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const exit = once(process, 'exit');
  process.kill();
  await exit;
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A screen, a driver on it, and a session of the browser; `end()` ends all of it. */
async function opened() {
  const xvfb = spawn(screen, ['-displayfd', '3', '-screen', '0', '800x600x24', '-nolisten', 'tcp', '-noreset'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const port = await freePort();
  const env = { ...process.env, DISPLAY: `:${await shown(xvfb)}`, LIBGL_ALWAYS_SOFTWARE: '1' };
  const driving = spawn(driver, [`--port=${port}`], { stdio: 'ignore', env });
  const ask = async (method, path, body) => {
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, signal, body: body && JSON.stringify(body) });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${path}: ${value.message}`);
    return value;
  };
  // One after the other: the browser ends with the driver, and the name of a screen is free once it has gone.
  const end = async () => {
    await ended(driving);
    await ended(xvfb);
  };
  try {
    await until(() => ask('GET', '/status'));
    const options = { binary: window, args: ['--automation'] };
    const capabilities = { alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': options } };
    const { sessionId, capabilities: got } = await ask('POST', '/session', { capabilities });
    const within = (method, path, body) => ask(method, `/session/${sessionId}${path}`, body);
    return { ask: within, version: got.browserVersion, end: () => within('DELETE', '').finally(end) };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Calls `use(page)` with a page that has `goto`, `evaluate`, `waitForFunction` and the `version` of the browser. */
export async function withWebKit(use) {
  const { ask, version, end } = await opened();
  try {
    return await use(page(ask, version));
  } finally {
    await end();
  }
}

function page(ask, version) {
  const evaluate = async (code, ...given) => {
    const script =
      `const done = arguments[arguments.length - 1];\nnew Promise((resolve) => resolve((${code})(...arguments[0])))` +
      '.then((value) => done({ value }), (error) => done({ error: String(error) }));';
    const { value, error } = await ask('POST', '/execute/async', { script, args: [given] });
    if (error !== undefined) throw new Error(error);
    return value;
  };
  return {
    version,
    evaluate,
    goto: (url) => ask('POST', '/url', { url }),
    waitForFunction: (code) => until(() => evaluate(code)),
  };
}
