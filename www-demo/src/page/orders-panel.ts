// All orders: where each is, or why it is nowhere, and where it could go.

import type { OrderExplanation, OrderId } from 'routewright';
import { clock, count, counted } from '../model/format.mjs';
import { h, swatch } from '../view/dom.mjs';
import type { App } from './app.js';
import type { Mover } from './mover.js';
import { element, keepingFocus } from './page-elements.js';
import type { PlanView } from './plan-model.js';
import { orderName, placements, presentCost, stepKey, stepsOf, vehicleLabel, type Session } from './session.js';
import { codeText, signed } from './words.js';

/** More rows are shown on demand. */
const PAGE = 100;

type Status = 'all' | 'planned' | 'left';

export class OrdersPanel {
  #app: App;
  #mover: Mover;
  #list: HTMLElement;
  #search = element<HTMLInputElement>('orders-search');
  #status = element<HTMLSelectElement>('orders-status');
  #shown = PAGE;
  #open: OrderId | null = null;
  #seen: { session: Session; view: PlanView } | null = null;

  constructor(app: App, mover: Mover, list: HTMLElement) {
    this.#app = app;
    this.#mover = mover;
    this.#list = list;
    for (const field of [this.#search, this.#status]) {
      field.addEventListener('input', () => {
        this.#shown = PAGE;
        this.#draw();
      });
    }
  }

  refresh(session: Session, view: PlanView): void {
    this.#seen = { session, view };
    this.#draw();
  }

  #draw(): void {
    if (this.#seen === null) return;
    const { session, view } = this.#seen;
    const { snapshot } = session;
    const left = new Map(view.leftOut.map((entry) => [entry.orderId, entry]));
    const wanted = this.#search.value.trim().toLowerCase();
    const status = this.#status.value as Status;
    const ids = Object.keys(snapshot.orders).filter((id) =>
      (status === 'all' || left.has(id) === (status === 'left')) &&
      (wanted === '' || orderName(snapshot, id).toLowerCase().includes(wanted) || id.toLowerCase().includes(wanted)));
    // What needs a decision comes first.
    ids.sort((first, second) => Number(left.has(second)) - Number(left.has(first)));
    const placed = placements(snapshot.routes);
    const colours = new Map(view.routes.map((route) => [route.id, route.colour]));
    const rows = ids.slice(0, this.#shown).map((id) => this.#row(session, id, left.get(id), placed, colours));
    keepingFocus(this.#list, () => this.#list.replaceChildren(
      h('p', { class: 'quiet' }, `${counted(ids.length, 'order')} of ${count(Object.keys(snapshot.orders).length)}`),
      h('ul', { class: 'orders-list' }, rows),
      ids.length > this.#shown ? h('button', { type: 'button', class: 'button', onclick: () => this.#more() }, 'Show more') : ''));
  }

  #more(): void {
    this.#shown += PAGE;
    this.#draw();
  }

  #row(
    session: Session, id: OrderId, left: PlanView['leftOut'][number] | undefined,
    placed: ReturnType<typeof placements>, colours: Map<string, string>,
  ): HTMLElement {
    const { snapshot } = session;
    const kind = stepsOf(snapshot, id).at(-1) ?? 'delivery';
    const at = placed.get(stepKey(id, kind));
    const name = orderName(snapshot, id);
    const status = at === undefined ? this.#whyNot(left) :
      h('button', { type: 'button', class: 'link', onclick: () => this.#app.selection.current !== at.routeId && this.#app.selection.toggle(at.routeId) },
        swatch(colours.get(at.routeId) ?? '#64748b'), `${vehicleLabel(snapshot, at.routeId)}, ${clock(at.startSec)}`);
    const act = at === undefined ? 'Place' : 'Move';
    const host = h('div', { class: 'places' });
    return h('li', { 'data-order': id },
      h('div', { class: 'row spread' },
        h('span', { class: 'order-name' }, name),
        h('span', { class: 'row' },
          h('button', {
            type: 'button', class: 'button small', 'data-focus': `prices ${id}`, 'aria-label': `Prices: ${name}`, title: 'What it would cost on each vehicle',
            onclick: () => this.#explain(id, host),
          }, 'Prices'),
          h('button', { type: 'button', class: 'button small', 'data-focus': `move ${id}`, 'aria-label': `${act}: ${name}`, onclick: () => this.#mover.begin(id, kind) }, act))),
      h('div', { class: 'order-status' }, status),
      host);
  }

  #whyNot(left: PlanView['leftOut'][number] | undefined): HTMLElement {
    const reasons = left?.reasons ?? [];
    if (reasons.length === 0) return h('span', { class: 'quiet' }, 'Not planned.');
    return h('ul', { class: 'reasons' }, reasons.slice(0, 3).map((reason) =>
      h('li', null, h('abbr', { class: 'code', title: codeText(reason.code) }, reason.code), ` ${reason.message}`)));
  }

  async #explain(id: OrderId, host: HTMLElement): Promise<void> {
    const session = this.#app.store.current;
    if (session === null || this.#app.busy) return;
    if (this.#open === id && host.childElementCount > 0) {
      host.replaceChildren();
      return;
    }
    this.#open = id;
    await this.#app.work(async () => {
      const planner = await this.#app.engine.asking(session.snapshot);
      const { places } = await planner.explainOrder({ orderId: id, ...session.range });
      // The work of asking redraws nothing, so the host is still there.
      host.replaceChildren(this.#places(session, id, places));
    });
  }

  #places(session: Session, id: OrderId, places: OrderExplanation['places']): HTMLElement {
    const present = presentCost(session.snapshot, id, places);
    const placed = placements(session.snapshot.routes);
    const own = stepsOf(session.snapshot, id).map((kind) => placed.get(stepKey(id, kind))?.routeId).find((routeId) => routeId !== undefined);
    return h('ul', { class: 'places-list' }, places.slice(0, 8).map((place) => {
      const name = vehicleLabel(session.snapshot, place.routeId);
      if (!('sequence' in place)) return h('li', null, h('span', null, name), h('span', { class: 'quiet' }, codeText(place.code)));
      const start = place.deliveryStartSec ?? place.pickupStartSec ?? -1;
      return h('li', null, h('span', null, `${name}, ${clock(start)}`), h('span', { class: 'number' }, signed(place.deltaCost - present)),
        place.routeId === own ? h('span', { class: 'tag' }, 'now here') : h('button', { type: 'button', class: 'button small', 'aria-label': `Put here: ${name}`, onclick: () => this.#put(id, place.routeId) }, 'Put here'));
    }));
  }

  /** On the best place of that route: off its own first, then fitted in with all else in its order. */
  #put(id: OrderId, routeId: string): Promise<void> {
    const { current } = this.#app.store;
    if (current === null) return Promise.resolve();
    const label = `Put ${orderName(current.snapshot, id)} on ${vehicleLabel(current.snapshot, routeId)}`;
    return this.#app.operate(label, async (planner) => {
      const off = await planner.unassignOrders({ orderIds: [id] });
      const on = await planner.fitIn(
        { ...current.range, orderIds: [id], routeIds: [routeId], keepSequence: true }, { maxIterations: 0 });
      const routes = { ...off.routes, ...on.routes };
      const deletedRouteIds = [...off.deletedRouteIds, ...on.deletedRouteIds].filter((gone) => !Object.hasOwn(routes, gone));
      return { ...on, routes, deletedRouteIds };
    });
  }
}
