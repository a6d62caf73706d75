// Plans a snapshot with the package and shows the plan: `make run`, or
// `node scripts/run.mjs [snapshot] [options]`. Status 0: a plan; 1: the snapshot cannot be read or is
// not valid; 2: wrong command line.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dateOf, dateRange } from '../www-demo/src/model/dates.mjs';
import { counted, isoDate } from '../www-demo/src/model/format.mjs';
import { planView } from '../www-demo/src/model/plan.mjs';
import { parseSnapshot } from '../www-demo/src/model/snapshot.mjs';
import { readArguments, UsageError, USAGE } from './run/arguments.mjs';
import { planPage } from './run/plan-page.mjs';
import { progressLine } from './run/progress.mjs';
import { costText, issuesText, leftOutText, routesTable, searchText } from './run/report.mjs';

/** What a user can put right; its message is all that is shown. */
class Failure extends Error {}

async function load() {
  try {
    return await import('#routewright');
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new Failure('the package is not built yet: run `make build` first');
  }
}

async function readSnapshot(file) {
  try {
    return await readFile(file);
  } catch (error) {
    const causes = { ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'it may not be read' };
    throw new Failure(`cannot read ${file}: ${causes[error.code] ?? error.message}`);
  }
}

function buildRoutes({ RoutewrightError, buildRoutes: plan }, bytes, request, options, file) {
  const progress = progressLine(process.stderr);
  try {
    return plan(bytes, request, { ...options, onProgress: progress.show });
  } catch (error) {
    if (!(error instanceof RoutewrightError) || error.errorCode === 500) throw error;
    throw refused(
      file,
      error.issues.length > 0
        ? error.issues
        : [{ path: error.path ?? '', errorCode: error.errorCode, message: error.message }],
    );
  } finally {
    progress.end();
  }
}

const refused = (file, issues) =>
  new Failure(
    `${file} cannot be planned: ${counted(issues.length, 'issue')} (code, path, message)\n${issuesText(issues)}`,
  );

async function writeFiles(folder, result, view) {
  const routes = path.join(folder, 'routes.json');
  const page = path.join(folder, 'plan.html');
  await mkdir(folder, { recursive: true });
  await Promise.all([writeFile(routes, `${JSON.stringify(result, null, 2)}\n`), writeFile(page, await planPage(view))]);
  return [routes, page];
}

async function main() {
  const given = readArguments(process.argv.slice(2));
  if (given.help) return console.log(USAGE);
  const [routewright, bytes] = await Promise.all([load(), readSnapshot(given.snapshot)]);
  const issues = routewright.validate(bytes);
  if (issues.length > 0) throw refused(given.snapshot, issues);
  const snapshot = parseSnapshot(bytes);
  const found = dateRange(snapshot, dateOf(new Date()));
  const range = { from: given.from ?? given.to ?? found.from, to: given.to ?? given.from ?? found.to };
  const source = given.from === undefined && given.to === undefined ? ` (${found.source})` : '';
  console.log(
    `Planning ${given.snapshot}: ${counted(Object.keys(snapshot.orders).length, 'order')}, ${counted(Object.keys(snapshot.vehicles).length, 'vehicle')}, ${isoDate(range.from)} to ${isoDate(range.to)}${source}`,
  );
  const result = buildRoutes(routewright, bytes, range, given.options, given.snapshot);
  const view = planView(snapshot, result, range);
  console.log(`\n${routesTable(view)}\n\n${leftOutText(view)}\n\n${costText(view)}\n\n${searchText(view)}`);
  for (const { path: place, message } of view.warnings) console.log(`Note: ${place}: ${message}`);
  const files = await writeFiles(given.out, result, view);
  console.log(`Wrote ${files.join(' and ')}`);
}

try {
  await main();
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`error: ${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
  } else if (error instanceof Failure) {
    console.error(`error: ${error.message}`);
    process.exitCode = 1;
  } else {
    throw error;
  }
}
