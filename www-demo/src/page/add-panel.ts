// "Add an order": what each slot would cost, which vehicle would come when, and the booking of one of them.

import type { Order, Proposal, ProposalsSet, TimeSlot } from 'routewright';
import { CircleMarker, type LeafletMouseEvent } from '../view/leaflet.mjs';
import { clock, compactDate, hundredths, isoDate, windowText } from '../model/format.mjs';
import { h } from '../view/dom.mjs';
import type { App } from './app.js';
import type { PlanMap } from '../view/map.mjs';
import { element } from './page-elements.js';
import { vehicleLabel, type Session } from './session.js';
import { codeText, signed } from './words.js';

const HOUR = 3600;
/** Of the slots that a booking page would offer; a set has at most seven. */
const WINDOWS = [[8, 10], [10, 12], [12, 14], [14, 16], [16, 18], [8, 18]] as const;

const windowOf = ([from, to]: readonly [number, number]) => ({ startSec: from * HOUR, endSec: to * HOUR });

export class AddPanel {
  #app: App;
  #map: PlanMap;
  #form = element<HTMLFormElement>('add');
  #results = element('proposals');
  #pick = element<HTMLButtonElement>('pick');
  #mark: InstanceType<typeof CircleMarker> | null = null;
  #asked: { set: ProposalsSet; slots: TimeSlot[]; session: Session } | null = null;

  constructor(app: App, map: PlanMap) {
    this.#app = app;
    this.#map = map;
    const slots = element('slots');
    slots.append(...WINDOWS.map((window, at) => h('label', { class: 'check' },
      h('input', { type: 'checkbox', name: 'slot', value: at, checked: true }), windowText(windowOf(window)))));
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#ask();
    });
    this.#pick.addEventListener('click', () => this.#picking(this.#pick.getAttribute('aria-pressed') !== 'true'));
    map.leaflet.on('click', (event: LeafletMouseEvent) => this.#picked(event));
    for (const name of ['lat', 'lng']) this.#field(name).addEventListener('input', () => this.#drawMark());
    app.store.watch(() => this.#asked !== null && app.store.current !== this.#asked.session && this.#clear());
  }

  open(session: Session): void {
    const centre = session.snapshot.territory.center ?? Object.values(session.snapshot.depots)[0]?.location?.latLng ?? [0, 0];
    this.#field('lat').value = (centre[0] / 1e6).toFixed(5);
    this.#field('lng').value = (centre[1] / 1e6).toFixed(5);
    this.#field('date').value = isoDate(session.range.from);
    const keys = new Set(Object.values(session.snapshot.orders).flatMap((order) => Object.keys(order.loads ?? {})));
    element('load-key').replaceChildren(h('option', { value: '' }, 'no load'), ...[...keys].sort().map((key) => h('option', { value: key }, key)));
    this.#mark?.remove();
    this.#mark = null;
    this.#clear();
  }

  #field(name: string): HTMLInputElement {
    return this.#form.elements.namedItem(name) as HTMLInputElement;
  }

  #clear(): void {
    this.#asked = null;
    this.#results.replaceChildren();
  }

  #picking(on: boolean): void {
    this.#pick.setAttribute('aria-pressed', String(on));
    document.body.classList.toggle('picking', on);
  }

  #picked({ latlng }: LeafletMouseEvent): void {
    if (this.#pick.getAttribute('aria-pressed') !== 'true') return;
    this.#field('lat').value = latlng.lat.toFixed(5);
    this.#field('lng').value = latlng.lng.toFixed(5);
    this.#picking(false);
    this.#drawMark();
  }

  #drawMark(): void {
    const place: [number, number] = [Number(this.#field('lat').value), Number(this.#field('lng').value)];
    this.#mark?.remove();
    if (!place.every(Number.isFinite)) return;
    this.#mark = new CircleMarker(place, { radius: 9, weight: 3, className: 'map-new', interactive: false }).addTo(this.#map.leaflet);
  }

  #order(session: Session): Order {
    const { elements } = this.#form;
    const value = (name: string) => (elements.namedItem(name) as HTMLInputElement | HTMLSelectElement).value;
    const micro = (name: string) => Math.floor(Number(value(name)) * 1e6);
    const key = value('load-key');
    const taken = Object.keys(session.snapshot.orders);
    let number = taken.length + 1;
    while (taken.includes(`new-${number}`)) number += 1;
    return {
      id: `new-${number}`,
      name: value('name').trim() || `New order ${number}`,
      loads: key === '' ? {} : { [key]: Math.round(Number(value('load')) * 100) },
      delivery: { location: { latLng: [micro('lat'), micro('lng')], status: 'OK' }, serviceTimeSec: Math.round(Number(value('service')) * 60) },
    };
  }

  #ask(): Promise<void> {
    return this.#app.work(async () => {
      const { current: session } = this.#app.store;
      if (session === null) return;
      this.#drawMark();
      const date = compactDate(this.#field('date').value);
      const chosen = [...this.#form.querySelectorAll<HTMLInputElement>('[name=slot]:checked')].map(({ value }) => WINDOWS[Number(value)]!);
      const slots = chosen.map((window) => ({ date, deliveryTimeWindows: [windowOf(window)] }));
      const planner = await this.#app.engine.asking(session.snapshot);
      const begun = performance.now();
      const set = await planner.computeProposals({ order: this.#order(session), timeSlots: slots });
      const took = performance.now() - begun;
      this.#asked = { set, slots, session };
      this.#app.notices.problems('', []);
      this.#app.notices.say(`${set.proposals.length} slots answered in ${took.toFixed(0)} ms.`, 'good');
      this.#show(session, set, slots);
      this.#results.scrollIntoView({ block: 'nearest' });
    });
  }

  #show(session: Session, set: ProposalsSet, slots: TimeSlot[]): void {
    const costs = set.proposals.flatMap(({ deltaCost }) => (deltaCost === null ? [] : [deltaCost]));
    const cheapest = Math.min(...costs);
    this.#results.replaceChildren(h('ul', { class: 'proposals-list' }, set.proposals.map((proposal, at) =>
      this.#line(session, proposal, slots[at]!, at, proposal.deltaCost === cheapest))));
  }

  #line(session: Session, proposal: Proposal, slot: TimeSlot, at: number, cheapest: boolean): HTMLElement {
    const when = windowText(slot.deliveryTimeWindows![0]!);
    const { routeId, deltaCost, deliveryStartSec } = proposal;
    if (proposal.status !== 'FOUND' || routeId === null || deltaCost === null) {
      const why = proposal.reasons?.[0];
      const near = proposal.nearest?.deliveryStartSec;
      return h('li', { class: 'none' }, h('strong', null, when),
        h('span', { class: 'quiet' }, `No place${why === undefined ? '' : `: ${codeText(why.code)}`}${near == null ? '' : `; possible at ${clock(near)}`}`));
    }
    const others = proposal.alternatives.map((other) =>
      `${vehicleLabel(session.snapshot, other.routeId ?? '')} ${clock(other.deliveryStartSec ?? -1)} ${signed(other.deltaCost ?? 0)}`);
    return h('li', { class: cheapest ? 'cheapest' : null },
      h('strong', null, when),
      h('span', null, `${vehicleLabel(session.snapshot, routeId)} at ${clock(deliveryStartSec ?? -1)}`,
        others.length === 0 ? null : h('small', { class: 'quiet' }, `else ${others.slice(0, 2).join(', ')}`)),
      h('span', { class: 'number price', title: `The route then costs ${hundredths(proposal.routeCost ?? 0)}` }, signed(deltaCost)),
      h('button', { type: 'button', class: `button small${cheapest ? ' first' : ''}`, 'aria-label': `Book ${when}`, onclick: () => this.#book(at) }, 'Book'));
  }

  #book(index: number): Promise<void> {
    const asked = this.#asked;
    if (asked === null) return Promise.resolve();
    const { set, session } = asked;
    return this.#app.work(async () => {
      const booked = await this.#app.engine.changing(session.snapshot, async (planner) => {
        const { orders, routes, routeId } = await planner.applyProposal(set, { proposalsIndexes: [index] });
        const snapshot = {
          ...session.snapshot,
          orders: { ...session.snapshot.orders, ...orders },
          routes: { ...session.snapshot.routes, ...routes },
        };
        return { snapshot, session: { ...session, snapshot }, routeId };
      });
      const label = `Booked ${set.order.name ?? 'the order'} on ${vehicleLabel(booked.snapshot, booked.routeId)}`;
      this.#mark?.remove();
      this.#app.store.push(booked.session, label);
      this.#app.notices.say(`${label}.`, 'good');
    });
  }
}
