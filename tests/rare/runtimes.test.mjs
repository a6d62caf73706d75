// The package, installed from its tarball, in every version of Node.js that it supports, under the oldest and the newest
// TypeScript, and in WebKit: one plan.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CHECK, IMPORT, READ, REQUIRE, compiles, planner } from '../js/support/entries.mjs';
import { fetched, installed, run, wanted } from '../js/support/installed.mjs';
import { FEW, JASPER, jasper } from '../js/support/native.mjs';
import { inRuntime } from '../js/support/runtimes.mjs';
import { planOf, whileServed, writePage } from '../browser/support/pages.mjs';
import { WEBKIT, withWebKit } from './support/webkit.mjs';

const folder = installed();
const expected = jasper();
const plans = planner(folder, expected);
/** The line that a test is named after: 20.0 of 20.0.0, 20 of 20.20.2. */
const line = (version) => (version.endsWith('.0.0') ? version.slice(0, -2) : version.split('.')[0]);

/** The same plan from a worker thread. */
const WORKER =
  `import { createPlanner } from 'routewright/worker';\n${READ}const planner = await createPlanner(text);\n` +
  `const plan = await planner.buildRoutes(${JSON.stringify(JASPER)}, ${JSON.stringify(FEW)});\n` +
  'planner.terminate();\nconst rw = { buildRoutes: () => plan };\n';

for (const pinned of wanted('node')) {
  const modules = fetched(pinned);
  const node = modules && join(modules, readdirSync(modules).find((name) => name.startsWith('node-')), 'bin/node');
  const name = `Node ${line(pinned.split('@')[1])}`;
  const version = node && run(node, ['--version']).trim();
  inRuntime(`${name}, import`, version, () => {
    plans([node], 'esm.mjs', IMPORT);
    plans([node], 'inline.mjs', IMPORT.replace('routewright', 'routewright/inline'));
    plans([node], 'worker.mjs', WORKER);
  });
  inRuntime(`${name}, require`, version, () => plans([node], 'cjs.cjs', REQUIRE + CHECK));
}

for (const pinned of wanted('typescript')) {
  const modules = fetched(pinned);
  const version = pinned.split('@')[1];
  inRuntime(`TypeScript ${line(version)}`, modules && version, () => {
    for (const resolution of ['node16', 'bundler']) compiles(folder, join(modules, 'typescript/bin/tsc'), resolution);
  });
}

for (const where of ['page', 'worker']) {
  inRuntime(`WebKit, ${where}`, WEBKIT && '', () => {
    writePage(folder, { bundled: false });
    return whileServed(folder, (url) =>
      withWebKit(async (page) => {
        assert.equal(await planOf(page, url, where), expected);
        return page.version;
      }),
    );
  });
}
