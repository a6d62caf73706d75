// The package in a page: it loads by `init()`, under a strict content policy, and touches nothing else.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withPage } from './support/chromium.mjs';

test('init loads the package once, under a policy that allows WebAssembly and nothing else', () =>
  withPage(async (page, url) => {
    const problems = [];
    const requests = [];
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('request', (request) => requests.push(new URL(request.url()).pathname));
    await page.goto(`${url}/tests/browser/blank.html`);
    await page.evaluate(async () => {
      const { init } = await import('/pkg/dist/browser.js');
      await Promise.all([init(), init()]);
      await init();
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(requests.filter((path) => path.endsWith('.wasm')), ['/pkg/dist/routewright.wasm']);
    assert.ok(requests.every((path) => path.startsWith('/pkg/dist/') || path.startsWith('/tests/browser/')), `${requests}`);
  }));

test('a source that is no WebAssembly file is refused with a sentence, and init can be tried again', () =>
  withPage(async (page, url) => {
    await page.goto(`${url}/tests/browser/blank.html`);
    const said = await page.evaluate(async () => {
      const { init } = await import('/pkg/dist/browser.js');
      const said = [];
      for (const source of ['/pkg/none.wasm', '/tests/browser/blank.html', new Uint8Array([1, 2, 3])]) {
        await init(source).catch((error) => said.push([error.name, error.errorCode, error.message]));
      }
      await init();
      return said;
    });
    assert.equal(said.length, 3);
    for (const [name, code] of said) assert.deepEqual([name, code], ['RoutewrightError', 400]);
    assert.match(said[0][2], /\/pkg\/none\.wasm was answered with 404; serve /);
    assert.match(said[1][2], /blank\.html \(text\/html; charset=utf-8\) is not this package's WebAssembly file/);
    assert.match(said[2][2], /^the bytes given is not|^the bytes given/);
  }));

test('routewright/inline needs no file and no address but its own code', () =>
  withPage(async (page, url) => {
    const problems = [];
    const requests = [];
    page.on('console', (message) => problems.push(message.text()));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(`${url}/tests/browser/blank.html`);
    const issues = await page.evaluate(async () => {
      const { init, validate } = await import('/pkg/dist/inline.js');
      await init();
      return validate('{}').length;
    });
    assert.ok(issues > 0);
    assert.deepEqual(problems, []);
    assert.ok(requests.every((request) => request.endsWith('.js') || request.endsWith('blank.html')), `${requests}`);
  }));
