// Once opened, the demo page needs no server: it goes on, and opens again.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serve } from '../../scripts/serve.mjs';
import { launch } from './support/chromium.mjs';
import { click, figure, plan, ready } from './support/demo.mjs';

test('without a server the page undoes, plans with more workers, and opens anew', async () => {
  const { server, url } = await serve();
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(`${url}/www-demo/dist/`);
    await ready(page, 'city-200.json');
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (navigator.serviceWorker.controller === null) await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
    });
    server.close();
    server.closeAllConnections();
    await plan(page, 5);
    await click(page, '#undo', 'Undone: Planned');
    await page.selectOption('#example', 'jasper');
    await ready(page, 'jasper.json');
    await page.reload();
    await ready(page, 'city-200.json');
    if (await page.evaluate(() => navigator.hardwareConcurrency > 1)) await page.selectOption('#workers', '2');
    await plan(page, 5);
    assert.equal(await figure(page, 'leftOut'), '0');
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
});
