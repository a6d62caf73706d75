// The demo page: opens a snapshot, plans it in a worker, shows the plan.

import { dateOf, dateRange } from '../model/dates.mjs';
import { issueText } from '../model/describe.mjs';
import { compactDate, count, counted, hundredths, isoDate } from '../model/format.mjs';
import { planView } from '../model/plan.mjs';
import { parseSnapshot } from '../model/snapshot.mjs';
import { h } from '../view/dom.mjs';
import { showPlan } from '../view/plan-view.mjs';
import { Solver, SolverError } from './solver.mjs';
import './page.css';

const element = (id) => document.getElementById(id);
const [form, example, file, go, stop] = ['form', 'example', 'file', 'go', 'stop'].map(element);
const [status, meter, problems, plan, title] = ['status', 'meter', 'problems', 'plan', 'snapshot-title'].map(element);

const solver = new Solver();
let snapshot = null; // the one that is open and valid
let removePlan = () => {};

function say(text, kind = '') {
  status.textContent = text;
  status.className = kind;
}

function showProblems(heading, issues) {
  problems.hidden = issues.length === 0;
  problems.replaceChildren(
    h('h2', null, heading),
    h(
      'ul',
      { class: 'issues' },
      issues.map((issue) =>
        h(
          'li',
          null,
          h('span', { class: 'code' }, issue.errorCode),
          issue.path === '' ? null : h('code', null, issue.path),
          h('span', null, issueText(issue)),
        ),
      ),
    ),
  );
}

function clear() {
  removePlan();
  removePlan = () => {};
  showProblems('', []);
  meter.hidden = true;
}

function busy(running) {
  go.disabled = running || snapshot === null;
  stop.disabled = !running;
  // Twenty numbers a second are to be looked at, not read out; beginnings and ends are.
  status.setAttribute('aria-live', running ? 'off' : 'polite');
}

/** Whether a call was overtaken by another snapshot; then it has nothing left to say. */
let turn = 0;

/** Opens what `read` gives: bytes that are still on their way, so a later choice can overtake an earlier one. */
async function open(name, read) {
  const mine = (turn += 1);
  snapshot = null;
  clear();
  busy(false);
  title.textContent = name;
  say(`Reading ${name} …`);
  try {
    const bytes = await read();
    if (mine !== turn) return;
    const issues = await solver.open(bytes);
    if (mine !== turn) return;
    if (issues.length === 0) return accept(bytes);
    say(`${name} is not a valid snapshot.`, 'bad');
    showProblems(`${counted(issues.length, 'issue')} in ${name}`, issues);
  } catch (error) {
    if (mine === turn) fail(error);
  }
}

function accept(bytes) {
  snapshot = parseSnapshot(bytes);
  const range = dateRange(snapshot, dateOf(new Date()));
  form.elements.from.value = isoDate(range.from);
  form.elements.to.value = isoDate(range.to);
  busy(false);
  const orders = counted(Object.keys(snapshot.orders).length, 'order');
  say(`${orders}, ${counted(Object.keys(snapshot.vehicles).length, 'vehicle')}. Ready.`);
}

function fail(error) {
  busy(false);
  meter.hidden = true;
  say(error.message, 'bad');
  if (error instanceof SolverError) showProblems('The request was refused', error.issues);
  else throw error;
}

async function fetchExample(name) {
  const response = await fetch(`examples/${name}`);
  if (!response.ok) throw new SolverError(`${name} could not be fetched (${response.status}).`, []);
  return new Uint8Array(await response.arrayBuffer());
}

function openExample() {
  if (example.value === '') return;
  const name = `${example.value}.json`;
  open(name, () => fetchExample(name));
}

function openFile(chosen) {
  example.value = '';
  open(chosen.name, async () => new Uint8Array(await chosen.arrayBuffer()));
}

function showProgress({ progress, cost, unassigned, routesUsed, iterations, elapsedMs }) {
  meter.value = progress;
  say(
    `${progress} % · cost ${hundredths(cost)} · ${counted(routesUsed, 'route')} · ${count(unassigned)} left out · ${counted(iterations, 'iteration')} · ${(elapsedMs / 1000).toFixed(1)} s`,
  );
}

/** The fields of the form as request and options; empty limits are none. */
function readForm() {
  const { from, to, seconds, iterations, seed } = form.elements;
  const options = { seed: Number(seed.value) };
  if (seconds.value !== '') options.timeBudgetMs = Math.round(Number(seconds.value) * 1000);
  if (iterations.value !== '') options.maxIterations = Number(iterations.value);
  return { request: { from: compactDate(from.value), to: compactDate(to.value) }, options };
}

async function build() {
  const mine = turn;
  const { request, options } = readForm();
  clear();
  busy(true);
  meter.value = 0;
  meter.hidden = false;
  say('Starting …');
  try {
    const result = await solver.plan(request, options, showProgress);
    busy(false);
    meter.hidden = true;
    const view = planView(snapshot, result, request);
    removePlan = showPlan(plan, view);
    say(
      `Planned: cost ${hundredths(view.totals.cost.total)}, ${counted(view.routes.length, 'route')}, ${count(view.leftOut.length)} left out.`,
      'good',
    );
  } catch (error) {
    if (mine === turn) fail(error);
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  build();
});
stop.addEventListener('click', () => {
  stop.disabled = true;
  solver.stop();
});
example.addEventListener('change', openExample);
file.addEventListener('change', () => file.files.length > 0 && openFile(file.files[0]));

for (const kind of ['dragenter', 'dragover']) {
  addEventListener(kind, (event) => {
    event.preventDefault();
    document.body.classList.add('dropping');
  });
}
addEventListener('dragleave', (event) => event.relatedTarget === null && document.body.classList.remove('dropping'));
addEventListener('drop', (event) => {
  event.preventDefault();
  document.body.classList.remove('dropping');
  const [dropped] = event.dataTransfer.files;
  if (dropped !== undefined) openFile(dropped);
});

openExample();
