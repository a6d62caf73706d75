// The demo page as its users meet it.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { withPage } from './chromium.mjs';

export const example = (name) => readFile(new URL(`../../../examples/${name}.json`, import.meta.url));

/** Opens the page with the example chosen; afterwards nothing may have been said, refused or asked of others. */
export function withDemo(name, use, options) {
  return withPage(async (page, url) => {
    const problems = [];
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.stack));
    page.on('request', (request) => {
      const own = [url, 'data:', 'blob:'].some((start) => request.url().startsWith(start));
      if (!own) problems.push(request.url());
    });
    await page.addInitScript(() =>
      addEventListener('securitypolicyviolation', (event) =>
        console.error(`refused: ${event.violatedDirective} ${event.blockedURI}`),
      ),
    );
    await page.goto(`${url}/www-demo/dist/`);
    await ready(page, 'city-200.json');
    if (name !== 'city-200') await page.selectOption('#example', name);
    await ready(page, `${name}.json`);
    await use(page);
    assert.deepEqual(problems, []);
  }, options);
}

/** Waits until a snapshot of this name is open. */
export async function ready(page, name) {
  await page.waitForFunction((text) => document.getElementById('status').textContent.startsWith(`${text}:`), name);
  await settled(page);
}

/** Waits until nothing is being worked on, and what was done is drawn. */
export async function settled(page) {
  await page.waitForFunction(() => !document.body.classList.contains('busy'));
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(resolve), 50))));
}

/** Plans with limits that do not depend on a clock. */
export async function plan(page, iterations, seed = 1) {
  await page.click('#tab-search');
  await page.fill('#seconds', '');
  await page.fill('#iterations', String(iterations));
  await page.fill('#seed', String(seed));
  await page.click('#go');
  await page.waitForFunction(() => document.getElementById('status').textContent.startsWith('Planned'));
  await settled(page);
}

/** Clicks, and waits for what is said then. */
export async function click(page, selector, said) {
  await page.click(selector);
  await saidThat(page, said);
}

export async function saidThat(page, said) {
  await page.waitForFunction((text) => document.getElementById('status').textContent.includes(text), said);
  await settled(page);
}

export const figure = (page, name) => page.textContent(`[data-figure="${name}"]`);

/** A figure in hundredths, as the page writes it, as an integer. */
export const cents = (text) => Math.round(Number(text.replaceAll(',', '').replace('−', '-')) * 100);

/** The snapshot that "Save" gives. */
export async function saved(page) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#export')]);
  return JSON.parse(await readFile(await download.path(), 'utf8'));
}

/** Drops a file on the page, as from the desktop. */
export async function drop(page, name, text) {
  const data = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], fileName, { type: 'application/json' }));
      return transfer;
    },
    [name, text],
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
}
