// Two plans beside each other: what one costs more, and which orders changed the vehicle.

import { COST_PARTS } from '../model/plan.mjs';
import { count, duration, hundredths, kilometres } from '../model/format.mjs';
import { h } from '../view/dom.mjs';
import { LayerGroup, Polyline } from '../view/leaflet.mjs';
import { degrees } from '../view/map-marks.mjs';
import type { PlanMap } from '../view/map.mjs';
import type { App } from './app.js';
import { element } from './page-elements.js';
import type { PlanView, Viewer } from './plan-model.js';
import { leftOut, orderName, placements, vehicleLabel, type Session } from './session.js';
import { signed } from './words.js';

const MOST_MOVED = 60;

export class ComparePanel {
  #app: App;
  #viewer: Viewer;
  #host = element('comparison');
  #choice = element<HTMLSelectElement>('compare-with');
  #ghosts = element<HTMLInputElement>('ghosts');
  #layer = new LayerGroup();

  constructor(app: App, viewer: Viewer, map: PlanMap) {
    this.#app = app;
    this.#viewer = viewer;
    this.#layer.addTo(map.leaflet);
    for (const field of [this.#choice, this.#ghosts]) field.addEventListener('change', () => this.refresh());
  }

  /** Draws the comparison; `seen` is false while the panel is not: then it only takes its lines off the map. */
  refresh(seen = true): void {
    this.#layer.clearLayers();
    const { current, entries, position } = this.#app.store;
    if (!seen || current === null) return;
    const before = Math.min(entries.length - 1, this.#choice.value === '' ? Math.max(0, position - 1) : Number(this.#choice.value));
    this.#choice.replaceChildren(...entries.map(({ label }, at) =>
      h('option', { value: at, selected: at === before }, `${at + 1}. ${label}${at === position ? ' (now)' : ''}`)));
    const other = entries[before]!.session;
    const { from, to } = current.range;
    const views = [this.#viewer.view(other, from, to), this.#viewer.view(current, from, to)] as const;
    this.#host.replaceChildren(this.#figures(...views), this.#moved(other, current));
    if (this.#ghosts.checked) this.#draw(views[0]);
  }

  #figures(before: PlanView, now: PlanView): HTMLElement {
    const row = (name: string, was: number, is: number, text: (value: number) => string, kind = '') =>
      h('tr', { class: kind }, h('th', { scope: 'row' }, name), ...[was, is].map((value) => h('td', { class: 'number' }, text(value))),
        h('td', { class: `number ${is > was ? 'more' : is < was ? 'less' : 'quiet'}` }, was === is ? '=' : this.#difference(is - was, text)));
    const parts = Object.entries(COST_PARTS).filter(([part]) => before.totals.cost[part as 'total'] !== 0 || now.totals.cost[part as 'total'] !== 0);
    return h('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': 'Comparison of the two plans' }, h('table', null,
      h('thead', null, h('tr', null, ['', 'That plan', 'Now', 'Change'].map((name, at) => h(at === 0 ? 'td' : 'th', at === 0 ? null : { scope: 'col', class: 'number' }, name)))),
      h('tbody', null,
        row('Cost', before.totals.cost.total, now.totals.cost.total, hundredths, 'total'),
        parts.map(([part, name]) => row(name, before.totals.cost[part as 'total'], now.totals.cost[part as 'total'], hundredths, 'part')),
        row('Routes', before.routes.length, now.routes.length, count),
        row('Not planned', before.leftOut.length, now.leftOut.length, count),
        row('Kilometres', before.totals.distanceMt, now.totals.distanceMt, kilometres),
        row('Driving', before.totals.driveSec, now.totals.driveSec, duration),
        row('Waiting', before.totals.idleSec, now.totals.idleSec, duration))));
  }

  #difference(value: number, text: (value: number) => string): string {
    return text === hundredths ? signed(value) : `${value < 0 ? '−' : '+'}${text(Math.abs(value))}`;
  }

  /** Orders that are on another vehicle, or on none, in the two plans. */
  #moved(before: Session, now: Session): HTMLElement {
    const was = placements(before.snapshot.routes);
    const is = placements(now.snapshot.routes);
    const keys = [...new Set([...was.keys(), ...is.keys()])].filter((key) => was.get(key)?.routeId !== is.get(key)?.routeId);
    const orders = new Set(keys.map((key) => key.slice(key.indexOf(' ') + 1)));
    const where = (session: Session, placed: typeof was, id: string) => {
      const at = placed.get(`delivery ${id}`) ?? placed.get(`pickup ${id}`);
      return at === undefined ? 'nowhere' : vehicleLabel(session.snapshot, at.routeId);
    };
    const left = leftOut(now).length - leftOut(before).length;
    return h('div', null,
      h('h3', null, orders.size === 0 ? 'Every order is on the same vehicle' : `${count(orders.size)} orders changed the vehicle`),
      left === 0 ? null : h('p', { class: 'quiet' }, `${left > 0 ? 'More' : 'Fewer'} are not planned: ${count(Math.abs(left))}.`),
      h('ul', { class: 'moved-list' }, [...orders].slice(0, MOST_MOVED).map((id) =>
        h('li', null, h('span', null, orderName(now.snapshot, id)), h('span', { class: 'quiet' }, `${where(before, was, id)} → ${where(now, is, id)}`)))));
  }

  /** The other plan as thin lines below the one there is. */
  #draw(view: PlanView): void {
    for (const route of view.routes) {
      const places = route.steps.flatMap((step) => (step.latLng === null ? [] : [degrees(step.latLng)]));
      this.#layer.addLayer(new Polyline(places, { className: 'map-ghost', weight: 2, dashArray: '2 5', interactive: false }));
    }
  }
}
