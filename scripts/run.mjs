// Plans a snapshot with the package and shows the plan: `make run`, or
// `node scripts/run.mjs [snapshot] [options]`. Status 0: a plan; 1: the snapshot cannot be read or is
// not valid; 2: wrong command line.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dateOf, dateRange } from '../www-demo/src/model/dates.mjs';
import { searchText } from '../www-demo/src/model/describe.mjs';
import { counted, rangeText } from '../www-demo/src/model/format.mjs';
import { planView } from '../www-demo/src/model/plan.mjs';
import { parseSnapshot } from '../www-demo/src/model/snapshot.mjs';
import { readArguments, UsageError, USAGE } from './run/arguments.mjs';
import { planPage } from './run/plan-page.mjs';
import { progressLine } from './run/progress.mjs';
import { costText, issuesText, leftOutText, routesTable } from './run/report.mjs';

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
  await Promise.all([writeFile(routes, `${JSON.stringify(result, null, 2)}\n`), writeFile(page, await planPage(view))]);
  return [routes, page];
}

/** Makes the folder before the search: who waited for a plan should not lose it for a path. */
async function makeFolder(folder) {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    const causes = { ENOTDIR: 'a part of it is a file', EEXIST: 'it is a file', EACCES: 'it may not be made' };
    throw new Failure(`cannot write to ${folder}: ${causes[error.code] ?? error.message}`);
  }
}

/** The dates to plan: as given, else what the snapshot speaks of; and where they come from, for the reader. */
function datesOf({ from, to }, snapshot) {
  const found = dateRange(snapshot, dateOf(new Date()));
  if (from === undefined && to === undefined) return [{ from: found.from, to: found.to }, ` (${found.source})`];
  const earlier = (first, second) => (first < second ? first : second);
  const later = (first, second) => (first > second ? first : second);
  return [{ from: from ?? earlier(found.from, to), to: to ?? later(found.to, from) }, ''];
}

async function main() {
  const given = readArguments(process.argv.slice(2));
  if (given.help) return console.log(USAGE);
  const [routewright, bytes] = await Promise.all([load(), readSnapshot(given.snapshot)]);
  const issues = routewright.validate(bytes);
  if (issues.length > 0) throw refused(given.snapshot, issues);
  const snapshot = parseSnapshot(bytes);
  const [range, source] = datesOf(given, snapshot);
  await makeFolder(given.out);
  const size = `${counted(Object.keys(snapshot.orders).length, 'order')}, ${counted(Object.keys(snapshot.vehicles).length, 'vehicle')}`;
  console.log(`Planning ${given.snapshot}: ${size}, ${rangeText(range)}${source}`);
  const result = buildRoutes(routewright, bytes, range, given.options, given.snapshot);
  const view = planView(snapshot, result, range);
  console.log(`\n${routesTable(view)}\n\n${leftOutText(view)}\n\n${costText(view)}\n\n${searchText(view.search)}`);
  if (view.warnings.length > 0) console.log(`Read with care (code, path, message)\n${issuesText(view.warnings)}`);
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
