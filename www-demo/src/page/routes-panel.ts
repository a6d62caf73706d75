// The routes of the day, and the steps of the one that is picked out, each of which can be moved or taken off.

import { clock, count, counted, hundredths, kilometres, knownHundredths, spent, windowText } from '../model/format.mjs';
import { COST_PARTS } from '../model/plan.mjs';
import { costTable } from '../view/tables.mjs';
import { h, swatch } from '../view/dom.mjs';
import type { App } from './app.js';
import { lockButton } from './lock.js';
import type { Mover } from './mover.js';
import { keepingFocus } from './page-elements.js';
import type { PlanView, RouteView } from './plan-model.js';
import { isLocked, orderName, type Session, type StepKind } from './session.js';
import { codeText } from './words.js';

/** What steps that serve no order are called. */
const OWN_STEPS: Record<string, string> = {
  departure: 'Departure', preparation: 'Preparation', brk: 'Break', depot: 'Reload', closeOut: 'Close-out', arrival: 'Arrival',
};

const violationBadges = (codes: string[]) => codes.map((code) => h('abbr', { class: 'badge', title: codeText(code) }, code));

export class RoutesPanel {
  #app: App;
  #mover: Mover;
  #host: HTMLElement;
  #seen: { session: Session; view: PlanView } | null = null;

  constructor(app: App, mover: Mover, host: HTMLElement) {
    this.#app = app;
    this.#mover = mover;
    this.#host = host;
    app.selection.watch(() => this.#draw());
  }

  refresh(session: Session, view: PlanView): void {
    this.#seen = { session, view };
    this.#draw();
  }

  #draw(): void {
    if (this.#seen === null) return;
    const { session, view } = this.#seen;
    const chosen = view.routes.find((route) => route.id === this.#app.selection.current);
    keepingFocus(this.#host, () => this.#host.replaceChildren(...(chosen === undefined ? this.#overview(session, view) : this.#route(session, chosen))));
  }

  #overview(session: Session, view: PlanView): HTMLElement[] {
    if (view.routes.length === 0) return [h('p', { class: 'empty' }, 'Nothing is planned on this date yet. “Plan routes”, under Plan, makes the routes.')];
    const list = h('ul', { class: 'routes-list' }, view.routes.map((route) => this.#line(session, route)));
    const shown = Object.keys(COST_PARTS).some((part) => view.totals.cost[part as 'total'] !== 0);
    return [list, ...(shown ? [h('h3', null, 'What it costs'), costTable(view.totals.cost)] : [])];
  }

  #line(session: Session, route: RouteView): HTMLElement {
    const facts = `${counted(route.orders, 'order')} · ${clock(route.startSec)}–${clock(route.endSec)} · ${kilometres(route.distanceMt)} km`;
    return h('li', null,
      h('button', { type: 'button', class: 'route-line', 'data-focus': `route ${route.id}`, onclick: () => this.#app.selection.toggle(route.id) },
        h('span', { class: 'route-name' }, swatch(route.colour), route.vehicle, violationBadges(route.violations)),
        h('span', { class: 'number' }, knownHundredths(route.cost)),
        h('span', { class: 'quiet' }, facts)),
      lockButton(this.#app, route, isLocked(session.snapshot, route.id)));
  }

  #route(session: Session, route: RouteView): HTMLElement[] {
    const loads = route.loads.filter((load) => load.capacity !== null)
      .map((load) => `${load.key} ${hundredths(load.peak)} of ${hundredths(load.capacity ?? 0)}`);
    const facts = [
      route.driver, `driving ${spent(route.driveSec)}`, `waiting ${spent(route.idleSec)}`,
      `${kilometres(route.distanceMt)} km`, `cost ${knownHundredths(route.cost)}`, ...loads,
    ].filter((fact) => fact !== null);
    return [
      h('div', { class: 'row spread' },
        h('h3', null, swatch(route.colour), route.vehicle, violationBadges(route.violations),
          lockButton(this.#app, route, isLocked(session.snapshot, route.id))),
        h('button', { type: 'button', class: 'button small', 'data-focus': 'all', onclick: () => this.#app.selection.toggle(route.id) }, 'All routes')),
      h('p', { class: 'quiet' }, facts.join(' · ')),
      h('ol', { class: 'steps' }, route.steps.map((step) => this.#step(session, route, step))),
    ];
  }

  #step(session: Session, route: RouteView, step: RouteView['steps'][number]): HTMLElement {
    const executed = this.#done(session, route, step);
    const windows = step.windows.map(windowText).join(', ');
    const own = OWN_STEPS[step.type];
    const what = [own, step.type === 'brk' ? null : (step.name ?? (own === undefined ? step.type : null))].filter((part) => part != null).join(': ');
    const kind = step.type === 'pickup' ? ' (pickup)' : '';
    const notes = [windows === '' ? null : `window ${windows}`, step.idleTimeSec > 0 ? `waits ${spent(step.idleTimeSec)}` : null]
      .filter((note) => note !== null).join(' · ');
    return h('li', { class: executed ? 'done' : null },
      h('span', { class: 'step-time' }, clock(step.type === 'departure' ? step.endSec : step.startSec)),
      h('span', { class: 'step-what' }, `${what}${kind}`, executed ? h('span', { class: 'tag' }, 'done') : null,
        violationBadges(step.violations), notes === '' ? null : h('small', { class: 'quiet' }, notes)),
      step.orderId === null || executed ? null : this.#buttons(session, step.orderId, step.type as StepKind));
  }

  #done(session: Session, route: RouteView, step: RouteView['steps'][number]): boolean {
    if (step.orderId === null) return false;
    const steps = session.snapshot.routes?.[route.id]?.steps ?? [];
    return steps.some((one) => one.orderId === step.orderId && one.type === step.type && one.effective != null);
  }

  #buttons(session: Session, orderId: string, kind: StepKind): HTMLElement {
    const name = orderName(session.snapshot, orderId);
    return h('span', { class: 'row' },
      h('button', { type: 'button', class: 'button small', 'data-focus': `move ${kind} ${orderId}`, 'aria-label': `Move: ${name}`, onclick: () => this.#mover.begin(orderId, kind) }, 'Move'),
      h('button', {
        type: 'button', class: 'button small', 'data-focus': `off ${kind} ${orderId}`, 'aria-label': `Take off: ${name}`,
        onclick: () => this.#app.operate(`Took ${name} off`, (planner) => planner.unassignOrders({ orderIds: [orderId] })),
      }, 'Take off'));
  }
}

/** The figures of the whole plan. */
export function figuresOf(view: PlanView): HTMLElement[] {
  const { totals } = view;
  const figure = (id: string, name: string, value: string, warned = false) =>
    h('div', { class: `figure${warned ? ' warned' : ''}` }, h('dt', null, name), h('dd', { 'data-figure': id }, value));
  return [
    figure('cost', 'Cost', hundredths(totals.cost.total)),
    figure('routes', 'Routes', count(view.routes.length)),
    figure('orders', 'Planned', count(totals.orders)),
    // Before a search there is nothing to worry about.
    figure('leftOut', 'Not planned', count(view.leftOut.length), view.leftOut.some(({ reasons }) => reasons.length > 0)),
    figure('km', 'Distance', `${kilometres(totals.distanceMt)} km`),
    figure('driving', 'Driving', spent(totals.driveSec)),
    figure('idle', 'Waiting', spent(totals.idleSec)),
  ];
}
