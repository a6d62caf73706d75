// docs/reference has every field that the model reads or writes, and none that it does not; and no link leads nowhere.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const REFERENCE = join(ROOT, 'docs/reference');
const pages = readdirSync(REFERENCE).map((name) => ({ name, text: readFileSync(join(REFERENCE, name), 'utf8') }));

/** Names in the model that the documents call otherwise. */
const DOCUMENTED = {
  Issue: 'ValidationIssue',
  RouteTracking: 'TrackingDataRegistry',
  DriverTracking: 'DriverTrackingData',
  CurrentDriverTracking: 'CurrentDriverTrackingData',
  HistoricalDriverTracking: 'HistoricalDriverTrackingData',
  StepTracking: 'TrackingData',
  Estimate: 'EstimateTravel',
  Matrix: 'MatrixTravel',
  Sparse: 'SparseTravel',
};
/** Written by another hand than the fields of its struct. */
const APART = { SolveOptions: ['rules'], ComputeProposalsRequest: ['document'] };

const camelCase = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());

/** Names of fields as JSON has them, out of the body of a struct. */
function fieldsOf(body, own) {
  const found = [];
  let renamed = null;
  let flattened = false;
  for (const line of body.split('\n').map((text) => text.trim())) {
    if (line.startsWith('#[serde(')) {
      renamed = /\brename = "([^"]*)"/.exec(line)?.[1] ?? renamed;
      flattened ||= /\bflatten\b/.test(line);
    }
    const [, name] = /^(?:pub )?([a-z]\w*): /.exec(line) ?? [];
    if (name === undefined) continue;
    if (!flattened && !own.includes(name)) found.push(renamed ?? camelCase(name));
    renamed = null;
    flattened = false;
  }
  return found;
}

/** The objects of the model by their documented names: `[name, fields]`. */
function model() {
  const folder = join(ROOT, 'src/model');
  const sources = readdirSync(folder).filter((name) => name !== 'tree.rs' && name !== 'read.rs').map((name) => readFileSync(join(folder, name), 'utf8'));
  sources.push(readFileSync(join(ROOT, 'src/error.rs'), 'utf8').replace(/^pub struct Error \{/m, 'struct Error {'));
  const structs = sources.flatMap((text) => [...text.matchAll(/^pub struct (\w+)(?:<[^>]*>)? \{\n(.*?)^\}/gms)]);
  const travel = /^pub enum Travel \{\n(.*?)^\}/ms.exec(sources.join('\n'))[1];
  const kinds = [...travel.matchAll(/^ {4}(\w+) \{\n(.*?)^ {4}\}/gms)].map(([all, name, body]) => [all, name, `type: _,\n${body}`]);
  return [...structs, ...kinds]
    .map(([, name, body]) => [DOCUMENTED[name] ?? name, fieldsOf(body, APART[name] ?? [])])
    .filter(([, fields]) => fields.length > 0);
}

/** The objects of the pages: heading and the fields of the table below it. */
function documented() {
  const found = new Map();
  for (const { name, text } of pages) {
    for (const section of text.split(/^## /m).slice(1)) {
      const title = section.slice(0, section.indexOf('\n'));
      const rows = section.split('\n').filter((line) => line.startsWith('| `'));
      if (!section.includes('| field | type | default | meaning |')) continue;
      assert.ok(!found.has(title), `${title} stands twice, again in ${name}`);
      for (const row of rows) assert.equal(row.replaceAll('\\|', '').split('|').length, 6, `four cells: ${row}`);
      found.set(title, rows.map((row) => /^\| `\[?(\w+)\]?` \|/.exec(row)?.[1] ?? row));
    }
  }
  return found;
}

test('every field of the model stands in the reference, and no other', () => {
  const written = documented();
  const objects = model();
  assert.ok(objects.length > 50, 'the model was not understood');
  for (const [name, fields] of objects) {
    assert.ok(written.has(name), `${name} is not in docs/reference`);
    assert.deepEqual([...written.get(name)].sort(), [...new Set(fields)].sort(), name);
    written.delete(name);
  }
  assert.deepEqual([...written.keys()], []);
});

test('every link of docs and examples leads somewhere', () => {
  const anchor = (title) => title.toLowerCase().replace(/[^\w\- ]/g, '').replaceAll(' ', '-');
  const folders = ['', 'docs', 'docs/reference', 'docs/guides', 'examples'];
  for (const folder of folders) {
    for (const name of readdirSync(join(ROOT, folder)).filter((file) => file.endsWith('.md'))) {
      const text = readFileSync(join(ROOT, folder, name), 'utf8');
      for (const [, target] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^[a-z]+:/.test(target)) continue;
        const [path, part] = target.split('#');
        const file = path === '' ? join(ROOT, folder, name) : join(ROOT, folder, path);
        assert.ok(existsSync(file), `${folder}/${name}: ${target}`);
        if (part === undefined || !file.endsWith('.md')) continue;
        const titles = [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, title]) => anchor(title));
        assert.ok(titles.includes(part), `${folder}/${name}: ${target}`);
      }
    }
  }
});
