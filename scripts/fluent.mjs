// Whether the demo page stays fluent while it plans 1 000 orders: the tasks of its main thread from "Plan routes" until the
// plan is drawn, as Chromium traces them. Told by the processor time they took, which a machine busy with other things
// does not lengthen, and by the clock. A measurement, not a test: `make fluent`.

import { withPage } from '../tests/browser/support/chromium.mjs';

const SECONDS = Number(process.argv[2] ?? 10);
const LONG_MS = 50;
/** So many of the longest are taken apart. */
const LISTED = 5;

const settled = (page) =>
  page.waitForFunction(() => !document.body.classList.contains('busy') && !document.getElementById('go').disabled);

/** What took long within a task: names of Chromium's steps and functions with their milliseconds. */
function partsOf(traceEvents, { pid, tid, ts, dur }) {
  const within = (event) => event.pid === pid && event.tid === tid && event.ph === 'X' && !/RunTask$/.test(event.name) && event.ts >= ts && event.ts + event.dur <= ts + dur;
  const parts = new Map();
  for (const { name, tdur = 0, args } of traceEvents.filter(within)) {
    const what = name === 'FunctionCall' ? `${name} ${args?.data?.functionName ?? ''}` : name;
    parts.set(what, (parts.get(what) ?? 0) + tdur / 1000);
  }
  return [...parts].filter(([, ms]) => ms > 2).sort((first, second) => second[1] - first[1]).map(([name, ms]) => `${name} ${ms.toFixed(0)}`).join(', ');
}

/** The tasks of the main thread of the page. */
function tasksOf(trace) {
  const { traceEvents } = JSON.parse(trace);
  const runs = traceEvents.filter(({ name, ph, tdur }) => name === 'RunTask' && ph === 'X' && tdur !== undefined);
  const main = new Set(traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(({ pid, tid }) => `${pid} ${tid}`));
  const own = runs.filter(({ pid, tid }) => main.has(`${pid} ${tid}`));
  // The page's renderer is the one that has worked most.
  const total = new Map();
  for (const { pid, tdur } of own) total.set(pid, (total.get(pid) ?? 0) + tdur);
  const [busiest] = [...total].sort((first, second) => second[1] - first[1])[0];
  return own.filter(({ pid }) => pid === busiest)
    .map((task) => ({ wall: task.dur / 1000, cpu: task.tdur / 1000, parts: () => partsOf(traceEvents, task) }));
}

const text = (ms) => ms.toFixed(0);

await withPage(async (page, url) => {
  await page.goto(`${url}/www-demo/dist/`);
  await settled(page);
  await page.selectOption('#example', 'city-1000');
  await page.waitForFunction(() => document.getElementById('status').textContent.startsWith('city-1000.json:'));
  await settled(page);
  await page.waitForTimeout(500);
  await page.fill('#seconds', String(SECONDS));
  const browser = page.context().browser();
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', 'devtools.timeline', 'toplevel'] });
  await page.click('#go');
  await page.waitForFunction(() => document.getElementById('status').textContent.startsWith('Planned'));
  await settled(page);
  await page.waitForTimeout(1_000);
  const tasks = tasksOf((await browser.stopTracing()).toString());
  console.log(await page.textContent('#status'));
  for (const [kind, name] of [['cpu', 'processor time'], ['wall', 'the clock']]) {
    const longest = [...tasks].sort((first, second) => second[kind] - first[kind]);
    const long = longest.filter((task) => task[kind] > LONG_MS);
    const busy = tasks.reduce((sum, task) => sum + task[kind], 0) / 1000;
    console.log(`by ${name}: ${tasks.length} tasks, ${busy.toFixed(2)} s in all, longest ${text(longest[0][kind])} ms, over ${LONG_MS} ms: ${long.length}`);
    for (const task of longest.slice(0, LISTED)) console.log(`  ${text(task[kind])} ms: ${task.parts()}`);
  }
}, { viewport: { width: 1440, height: 900 } });
