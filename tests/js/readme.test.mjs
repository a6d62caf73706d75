// The JavaScript example of README.md runs as it stands.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('the example plans city-200 with nothing left out', async () => {
  const [, example] = /```js\n([\s\S]*?)```/.exec(await readFile(path.join(root, 'README.md'), 'utf8'));
  const folder = await mkdtemp(path.join(tmpdir(), 'routewright-readme-'));
  try {
    await mkdir(path.join(folder, 'node_modules'));
    await symlink(path.join(root, 'pkg'), path.join(folder, 'node_modules/routewright'));
    await symlink(path.join(root, 'examples'), path.join(folder, 'examples'));
    await writeFile(path.join(folder, 'example.mjs'), example);
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['example.mjs'], { cwd: folder });
    assert.equal(stderr, '');
    assert.match(stdout, /^van-01-20260317 \d+ steps$/m);
    assert.match(stdout, /^cost \d+(\.\d\d?)?$/m);
    assert.match(stdout, / 0 left out$/m); // everything in city-200 can be served
  } finally {
    await rm(folder, { recursive: true });
  }
});
