// The code of docs/guides runs as it stands, with the package installed from its tarball, and prints what the page says.

import assert from 'node:assert/strict';
import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT, installed, run } from './support/installed.mjs';

const GUIDES = join(ROOT, 'docs/guides');
const folder = installed();
cpSync(join(ROOT, 'examples'), join(folder, 'examples'), { recursive: true });

/** Routers stand in for by what they answer: 90 seconds and 1.5 km between any two places, one pair without a road. */
const ROUTERS = `
const table = (count, value) => Array.from({ length: count }, (_, from) =>
  Array.from({ length: count }, (_, to) => (from === to ? 0 : from === 1 && to === 2 ? null : value)));
globalThis.fetch = async (url, { body } = {}) => {
  if (String(url).includes('/table/v1/driving/')) {
    const count = new URL(url).pathname.split('/').at(-1).split(';').length;
    return Response.json({ code: 'Ok', durations: table(count, 90.4), distances: table(count, 1500.2) });
  }
  const { sources } = JSON.parse(body);
  const [time, distance] = [table(sources.length, 90), table(sources.length, 1.5)];
  return Response.json({ sources_to_targets: time.map((row, from) => row.map((one, to) => ({ time: one, distance: distance[from][to] }))) });
};
`;

/** The modules of a page: a block that exports begins what later blocks import as ./example.mjs. */
function modules(text) {
  const blocks = [...text.matchAll(/```js\n(.*?)```/gs)].map(([, code]) => code);
  const exporting = blocks.findIndex((code) => /^export /m.test(code));
  if (exporting === -1) return { main: blocks.join('\n') };
  return { example: blocks[exporting], main: blocks.filter((_, at) => at !== exporting).join('\n') };
}

for (const name of readdirSync(GUIDES).filter((file) => file !== 'README.md')) {
  test(`the guide ${name} runs and prints what it says`, () => {
    const text = readFileSync(join(GUIDES, name), 'utf8');
    const [, expected] = /```text\n(.*?)```/s.exec(text);
    const { example, main } = modules(text);
    writeFileSync(join(folder, 'routers.mjs'), ROUTERS);
    writeFileSync(join(folder, 'main.mjs'), main);
    if (example !== undefined) writeFileSync(join(folder, 'example.mjs'), example);
    assert.equal(run(process.execPath, ['--import', './routers.mjs', 'main.mjs'], folder), expected);
  });
}

test('every guide is listed', () => {
  const list = readFileSync(join(GUIDES, 'README.md'), 'utf8');
  for (const name of readdirSync(GUIDES)) assert.ok(name === 'README.md' || list.includes(`](${name})`), name);
});
