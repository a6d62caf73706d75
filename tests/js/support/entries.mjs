// Programs that plan the example through an entry of the installed package, and hold the plan against the native one.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './installed.mjs';
import { FEW, JASPER } from './native.mjs';
import { example } from './routewright.mjs';
import { timeless } from './timeless.mjs';

export const READ = "import { readFileSync } from 'node:fs';\nconst text = readFileSync('jasper.json', 'utf8');\n";
export const IMPORT = `import * as rw from 'routewright';\n${READ}`;
export const REQUIRE =
  "const rw = require('routewright');\nconst text = require('node:fs').readFileSync('jasper.json', 'utf8');\n";
/** Beside `REQUIRE`: it is the file for `require` that was loaded, and what it refuses is an error of its own. */
export const CHECK =
  "if (!require.resolve('routewright').endsWith('node.cjs')) throw new Error('not the file for require');\n" +
  "try { rw.validate(5); rw.buildRoutes('{}', {}); } catch (error) { if (!(error instanceof rw.RoutewrightError)) throw error; }\n";

/**
 * Makes `plans(runtime, file, code)` for a folder in which the package is installed: runs a file of code that has put the
 * package into `rw` and the example into `text`; the plan it prints must be the expected one.
 */
export function planner(folder, expected) {
  writeFileSync(join(folder, 'jasper.json'), example('jasper'));
  return ([program, ...words], file, code) => {
    const prints = `console.log(JSON.stringify(rw.buildRoutes(text, ${JSON.stringify(JASPER)}, ${JSON.stringify(FEW)})));\n`;
    writeFileSync(join(folder, file), `${code}\n${prints}`);
    const printed = run(program, [...words, join(folder, file)], folder);
    assert.equal(JSON.stringify(timeless(JSON.parse(printed))), expected);
  };
}

/** How TypeScript finds the types: as Node does, or as bundlers do, which know no `require`. */
const RESOLUTIONS = { node16: ['--module', 'node16'], bundler: ['--module', 'esnext', '--moduleResolution', 'bundler'] };

/** Compiles programs that use the types of every entry, as a module and for `require`; nothing may be wrong with them. */
export function compiles(folder, compiler, resolution = 'node16') {
  const use = (load) =>
    `${load}\nconst issues: rw.ValidationIssue[] = rw.validate('{}');\n` +
    'const stop: rw.SolveOptions = { maxIterations: 1 };\nrw.buildRoutes("{}", { from: "20260105", to: "20260105" }, stop);\n' +
    '// @ts-expect-error an unknown operation\nrw.frobnicate(issues);\n';
  const written = [];
  const write = (file, code) => {
    writeFileSync(join(folder, file), code);
    written.push(file);
  };
  if (resolution === 'node16') write('typed.cts', use("import rw = require('routewright');"));
  for (const [file, entry] of [['typed', ''], ['typed-inline', '/inline'], ['typed-slim', '/slim']]) {
    write(`${file}.mts`, use(`import * as rw from 'routewright${entry}';`));
  }
  const always = ['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2022,dom'];
  const { stdout, status } = spawnSync(process.execPath, [compiler, ...always, ...RESOLUTIONS[resolution], ...written], { cwd: folder, encoding: 'utf8' });
  assert.equal(stdout, '', resolution);
  assert.equal(status, 0);
}
