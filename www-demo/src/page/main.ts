// The page: opens a snapshot, and keeps map, timeline and panels with the plan as it changes.

import '../view/base.css';
import '../view/tables.css';
import './page.css';
import './panels.css';
import { issueText } from '../model/describe.mjs';
import { isoDate } from '../model/format.mjs';
import { h } from '../view/dom.mjs';
import { AddPanel } from './add-panel.js';
import { App, type Notices } from './app.js';
import { Board } from './board.js';
import { Canvas } from './canvas.js';
import { ComparePanel } from './compare-panel.js';
import { DayPanel } from './day-panel.js';
import { Drag } from './drag.js';
import { Files } from './files.js';
import { bindHistory } from './history.js';
import { mapSurface } from './map-surface.js';
import { MovePanel } from './move-panel.js';
import { Mover } from './mover.js';
import { OrdersPanel } from './orders-panel.js';
import { element, throttled } from './page-elements.js';
import { datesOf, Viewer } from './plan-model.js';
import { figuresOf, RoutesPanel } from './routes-panel.js';
import { SearchPanel } from './search-panel.js';
import type { Session } from './session.js';
import { Tabs } from './tabs.js';
import { TargetMark } from './target-mark.js';
import { stepOf, timelineSurface } from './timeline-surface.js';

/** While a search goes on, panels are drawn so seldom that the page stays responsive. */
const PANELS_MS = 500;
/** And better plans so often, large ones less often: no more than a third of the time goes into drawing them. */
const PLANS_MS = 150;
const DRAWING_SHARE = 3;

const notices: Notices = {
  say(text, kind = '') {
    const status = element('status');
    status.textContent = text;
    status.className = kind;
  },
  problems(heading, issues) {
    const box = element('problems');
    box.hidden = issues.length === 0;
    box.replaceChildren(
      h('div', { class: 'row spread' }, h('h2', null, heading),
        h('button', { type: 'button', class: 'button small', onclick: () => notices.problems('', []) }, 'Close')),
      h('div', { class: 'issues', tabindex: 0, role: 'region', 'aria-label': 'Issues' }, h('ul', null, issues.map((issue) => h('li', null,
        h('span', { class: 'code' }, issue.errorCode),
        issue.path === '' ? null : h('code', null, issue.path),
        h('span', null, issueText(issue)))))));
  },
};

const app = new App(notices);
const viewer = new Viewer();
const board = new Board(app, element('timeline'));
const canvas = new Canvas(app, element('map'), board);
const mover = new Mover(app, () => board.routeIds);
new MovePanel(mover, new TargetMark(board, mover), element('move'));
new Drag(mover, [timelineSurface(board, mover), mapSurface(canvas, mover, element('map'))]);

const tabs = new Tabs(element('tabs'));
const search = new SearchPanel(app);
const routes = new RoutesPanel(app, mover, element('routes'));
const orders = new OrdersPanel(app, mover, element('orders'));
const add = new AddPanel(app, canvas.map);
const day = new DayPanel(app, board, (date) => search.rest(date));
const compare = new ComparePanel(app, viewer, canvas.map);
const files = new Files(app);
const dates = element<HTMLSelectElement>('date');

/** The date that is looked at. */
function chosenDate(session: Session): string {
  const known = datesOf(session);
  const date = known.includes(dates.value) ? dates.value : session.range.from;
  if ([...dates.options].map(({ value }) => value).join() !== known.join()) {
    dates.replaceChildren(...known.map((one) => h('option', { value: one }, isoDate(one))));
  }
  dates.value = date;
  element('dates').hidden = known.length < 2;
  return date;
}

function drawPanels(): void {
  const { shown } = app.store;
  if (shown === null) return;
  const view = viewer.view(shown, chosenDate(shown));
  element('figures').replaceChildren(...figuresOf(viewer.view(shown, shown.range.from, shown.range.to)));
  search.refresh(shown);
  const panel = tabs.current;
  if (panel === 'panel-routes') routes.refresh(shown, view);
  if (panel === 'panel-orders') orders.refresh(shown, view);
  compare.refresh(panel === 'panel-compare');
  day.refresh(shown, view.from);
}

const drawPanelsSoon = throttled(() => PANELS_MS, drawPanels);
let frame = 0;

/** Brings map and timeline to the plan. */
function drawPlan(): void {
  const { shown } = app.store;
  if (shown !== null) canvas.draw(shown, viewer.view(shown, chosenDate(shown)));
}

const drawPlanSoon = throttled(() => Math.max(PLANS_MS, DRAWING_SHARE * canvas.drawnInMs), drawPlan);

/** Brings the page to the plan: at once, or now and then while a search finds better ones. */
function draw(): void {
  if (app.store.shown !== app.store.current) {
    drawPlanSoon();
    drawPanelsSoon();
    return;
  }
  if (frame !== 0) return;
  frame = requestAnimationFrame(() => {
    frame = 0;
    drawPlan();
    setTimeout(drawPanels);
  });
}

let source: object | null = null;

/** A file was opened, or an undo leads back to another one. */
function opened(session: Session): void {
  source = session.source;
  if (app.selection.current !== null) app.selection.toggle(app.selection.current);
  canvas.open(session, viewer.view(session, chosenDate(session)));
  search.open(session);
  add.open(session);
  day.open();
  files.refresh(session);
}

app.store.watch(() => {
  const { current } = app.store;
  if (current !== null && current.source !== source) opened(current);
  draw();
});
app.watchBusy((busy) => document.body.classList.toggle('busy', busy));
tabs.watch(drawPanels);
dates.addEventListener('change', draw);
bindHistory(app, day);
// A plan that goes on would end the move: the day waits.
for (const host of [board.chart, element('map')]) {
  host.addEventListener('pointerdown', ({ target }) => target instanceof Element && stepOf(target) !== null && day.pause(), { capture: true });
}
mover.watch((aimed) => aimed !== null && day.pause());
files.openExample();
// A browser that refuses, in a private window say, still has the page as long as the network lasts.
void navigator.serviceWorker?.register('offline.js').catch(() => undefined);
