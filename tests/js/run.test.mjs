// `node scripts/run.mjs`: what it prints is what it writes, and wrong input ends with status 1 and every issue.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readArguments } from '../../scripts/run/arguments.mjs';
import { progressLine } from '../../scripts/run/progress.mjs';
import { plain } from '../../scripts/run/report.mjs';
import { hundredths } from '../../www-demo/src/model/format.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = await mkdtemp(path.join(tmpdir(), 'routewright-run-'));
after(() => rm(folder, { recursive: true }));

/** Runs the command; gives its status and output. */
async function run(...args) {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['scripts/run.mjs', ...args], { cwd: root });
    return { status: 0, stdout, stderr };
  } catch ({ code, stdout, stderr }) {
    return { status: code, stdout, stderr };
  }
}

const numberOf = (text) => Number(text.replaceAll(',', ''));
const cells = (line) =>
  line
    .split('│')
    .slice(1, -1)
    .map((cell) => cell.trim());

test('the table holds the numbers of routes.json', async () => {
  const { status, stdout, stderr } = await run('examples/jasper.json', '--iterations', '50', '--out', folder);
  assert.equal(status, 0, stderr);
  const result = JSON.parse(await readFile(path.join(folder, 'routes.json'), 'utf8'));
  const routes = Object.values(result.routes);
  assert.ok(routes.length > 0);
  const rows = stdout
    .split('\n')
    .filter((line) => line.startsWith('│'))
    .map(cells);
  const [head, ...body] = rows;
  const column = (name) => body.map((row) => row[head.indexOf(name)]);
  const costs = routes.map((route) => hundredths(route.costBreakdown.total));
  assert.deepEqual(column('Cost').slice(0, -1).sort(), costs.sort());
  assert.equal(column('Cost').at(-1), hundredths(result.cost.total));
  const served = routes.map(
    (route) => new Set(route.steps.filter((step) => step.orderId).map((step) => step.orderId)).size,
  );
  assert.deepEqual(column('Orders').slice(0, -1).map(numberOf).sort(), served.sort());
  assert.match(
    stdout,
    result.unassigned.length === 0
      ? /Left out: nothing\./
      : new RegExp(`Left out: ${result.unassigned.length} orders?`),
  );
  for (const { reasons } of result.unassigned) assert.ok(stdout.includes(reasons[0].message));
});

test('the parts of the cost add up to the total', async () => {
  const { stdout } = await run('examples/jasper.json', '--iterations', '0', '--out', folder);
  const lines = stdout
    .slice(stdout.indexOf('\nCost\n'))
    .split('\n')
    .map((line) => /^ {2}(\S.*?) +([\d,]+\.\d\d)/.exec(line))
    .filter(Boolean);
  const [total, ...parts] = lines.map(([, , value]) => Math.round(numberOf(value) * 100)).reverse();
  assert.equal(
    parts.reduce((sum, part) => sum + part, 0),
    total,
  );
});

test('an invalid snapshot: status 1, every issue with its code and path, nothing written', async () => {
  const snapshot = JSON.parse(await readFile(path.join(root, 'examples/jasper.json'), 'utf8'));
  const [first, second] = Object.keys(snapshot.orders);
  snapshot.orders[first].priority = 7; // one of −20, −10, 0, 10, 20
  snapshot.orders[second].forceVehicleId = 'nobody';
  const file = path.join(folder, 'broken.json');
  await writeFile(file, JSON.stringify(snapshot));
  const out = path.join(folder, 'none');
  const { status, stdout, stderr } = await run(file, '--out', out);
  assert.equal(status, 1);
  assert.equal(stdout, '');
  assert.match(stderr, /cannot be planned: 2 issues/);
  assert.match(stderr, new RegExp(`101 +orders\\[${first}\\]\\.priority`));
  assert.match(stderr, new RegExp(`103 +orders\\[${second}\\]\\.forceVehicleId`));
  await assert.rejects(readFile(path.join(out, 'routes.json')), { code: 'ENOENT' });
});

test('text that is no JSON, a missing file, a folder: status 1 and a sentence', async () => {
  const file = path.join(folder, 'text.json');
  await writeFile(file, '{ not json');
  const [text, missing, directory] = await Promise.all([run(file), run('nowhere.json'), run(folder)]);
  assert.equal(text.status, 1);
  assert.match(text.stderr, /1 issue /);
  assert.deepEqual([missing.status, missing.stderr], [1, 'error: cannot read nowhere.json: there is no such file\n']);
  assert.deepEqual([directory.status, directory.stderr], [1, `error: cannot read ${folder}: it is a folder\n`]);
});

test('a wrong command line: status 2 and the usage', async () => {
  for (const args of [['--budget', 'soon'], ['--from', '2015-12-04'], ['--frobnicate'], ['a.json', 'b.json']]) {
    const { status, stderr } = await run(...args);
    assert.equal(status, 2, args.join(' '));
    assert.match(stderr, /^error: .+\n\nusage: /);
  }
});

test('a day that is none, and dates that end before they begin: status 2', async () => {
  for (const [dates, message] of [
    [['--from', '20260230'], '--from must be a date yyyyMMdd, not "20260230"'],
    [['--to', '20261301'], '--to must be a date yyyyMMdd, not "20261301"'],
    [['--from', '20260106', '--to', '20260105'], '--from 20260106 must not come after --to 20260105'],
  ]) {
    const { status, stderr } = await run('examples/jasper.json', ...dates);
    assert.equal(status, 2);
    assert.equal(stderr.split('\n')[0], `error: ${message}`);
  }
  // 29 February of a leap year is one.
  const { from } = readArguments(['--from', '20280229']);
  assert.equal(from, '20280229');
});

test('a folder that cannot be made is said before anything is planned', async () => {
  const file = path.join(folder, 'file');
  await writeFile(file, '');
  const { status, stdout, stderr } = await run('examples/jasper.json', '--out', path.join(file, 'out'));
  assert.equal(status, 1);
  assert.equal(stdout, '');
  assert.equal(stderr, `error: cannot write to ${path.join(file, 'out')}: a part of it is a file\n`);
});

test('names cannot turn round what stands beside them', () => {
  assert.equal(plain('a\u202Eb\u001B[31m'), 'a b [31m');
});

test('progress: at most one line a second where nobody watches, one line rewritten on a terminal', () => {
  const shown = (isTTY) => {
    const written = [];
    const line = progressLine({ isTTY, columns: 60, write: (text) => written.push(text) });
    for (let elapsedMs = 0; elapsedMs <= 2_500; elapsedMs += 50)
      line.show({ progress: 1, elapsedMs, iterations: 1, cost: 100, unassigned: 0, routesUsed: 1 });
    line.end();
    return written;
  };
  assert.equal(shown(false).length, 3); // at 0, 1 000 and 2 000 ms
  const terminal = shown(true);
  assert.equal(terminal.length, 52); // 51 times and the end of the line
  assert.equal(terminal.at(-1), '\n');
  assert.ok(
    terminal
      .slice(0, -1)
      .every((text) => text.startsWith('\r\u001b[2K') && !text.includes('\n') && text.length <= 59 + 5),
  );
});
