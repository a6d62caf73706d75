// Two plans beside each other: what one costs more, and which orders changed the vehicle.

import { COST_PARTS } from '../model/plan.mjs';
import { count, counted, duration, hundredths, kilometres } from '../model/format.mjs';
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
  /** The entry of the history that was picked; null: the one before the present. */
  #picked: number | null = null;

  constructor(app: App, viewer: Viewer, map: PlanMap) {
    this.#app = app;
    this.#viewer = viewer;
    this.#layer.addTo(map.leaflet);
    this.#choice.addEventListener('change', () => {
      this.#picked = Number(this.#choice.value);
      this.refresh();
    });
    this.#ghosts.addEventListener('change', () => this.refresh());
  }

  /** Draws the comparison; `seen` is false while the panel is not: then it only takes its lines off the map. */
  refresh(seen = true): void {
    this.#layer.clearLayers();
    const { current, entries, position } = this.#app.store;
    if (!seen || current === null) return;
    // Plans of another territory cannot be compared.
    const known = entries.flatMap(({ label, session }, at) => (session.source === current.source ? [{ label, at }] : []));
    const others = known.filter(({ at }) => at !== position);
    const before = others.find(({ at }) => at === this.#picked)?.at ?? others.filter(({ at }) => at < position).at(-1)?.at ?? others[0]?.at ?? position;
    this.#choice.replaceChildren(...known.map(({ label, at }) =>
      h('option', { value: at, selected: at === before }, `${at + 1}. ${label}${at === position ? ' (now)' : ''}`)));
    if (others.length === 0) {
      this.#host.replaceChildren(h('p', { class: 'empty' }, 'There is one plan so far. Plan, move a stop or play the day; then the two stand here beside each other.'));
      return;
    }
    const other = entries[before]!.session;
    const { from, to } = current.range;
    const views = [this.#viewer.view(other, from, to), this.#viewer.view(current, from, to)] as const;
    this.#host.replaceChildren(this.#figures(...views), this.#moved(other, current));
    if (this.#ghosts.checked) this.#draw(...views);
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
        row('Distance, km', before.totals.distanceMt, now.totals.distanceMt, kilometres),
        row('Driving, h:min', before.totals.driveSec, now.totals.driveSec, duration),
        row('Waiting, h:min', before.totals.idleSec, now.totals.idleSec, duration))));
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
      h('h3', null, orders.size === 0 ? 'Every order is on the same vehicle' : `${counted(orders.size, 'order')} changed the vehicle`),
      left === 0 ? null : h('p', { class: 'quiet' }, `${left > 0 ? 'More' : 'Fewer'} are not planned: ${count(Math.abs(left))}.`),
      h('ul', { class: 'moved-list' }, [...orders].slice(0, MOST_MOVED).map((id) =>
        h('li', null, h('span', null, orderName(now.snapshot, id)), h('span', { class: 'quiet' }, `${where(before, was, id)} → ${where(now, is, id)}`)))));
  }

  /** The routes of the other plan that are not the same now, as thin lines. */
  #draw(other: PlanView, now: PlanView): void {
    const way = (route: PlanView['routes'][number]) => route.steps.flatMap((step) => (step.latLng === null ? [] : [degrees(step.latLng)]));
    const present = new Map(now.routes.map((route) => [route.id, String(way(route))]));
    for (const route of other.routes) {
      const places = way(route);
      if (present.get(route.id) === String(places)) continue;
      this.#layer.addLayer(new Polyline(places, { className: 'map-ghost', weight: 2, dashArray: '2 5', interactive: false }));
    }
  }
}
