// Moving a stop: aimed by pointer, by keyboard or by the two lists of the panel, with its price and what it would violate
// shown before it is dropped.

import type { OrderId, OrderExplanation, RouteId } from 'routewright';
import { clock } from '../model/format.mjs';
import { h } from '../view/dom.mjs';
import type { App } from './app.js';
import type { Board } from './board.js';
import { operationsOf, othersOn, type Move, type Outcome } from './move.js';
import {
  dateOfRoute, isLocked, orderName, placements, presentCost, stepKey, vehicleLabel, withResult, type Session, type StepKind,
} from './session.js';
import { TargetMark } from './target-mark.js';
import { codeText, signed } from './words.js';

interface Aimed extends Move {
  session: Session;
  /** Where it was taken; null: it was on no route. */
  origin: { routeId: RouteId; index: number } | null;
}

export class Mover {
  #app: App;
  #board: Board;
  #panel: HTMLElement;
  #mark: TargetMark;
  #aimed: Aimed | null = null;
  #places: OrderExplanation['places'] = [];
  #title: HTMLElement = h('h2', { id: 'move-title' });
  #outcome: HTMLElement = h('p', { class: 'move-outcome', role: 'status' });
  #routes: HTMLSelectElement = h('select', { id: 'move-route', onchange: () => this.#turnTo(this.#routes.value, Infinity) });
  #positions: HTMLSelectElement = h('select', {
    id: 'move-position', onchange: () => this.#turnTo(this.#aimed?.to ?? '', Number(this.#positions.value)),
  });
  #returnTo: HTMLElement | null = null;

  constructor(app: App, board: Board, panel: HTMLElement) {
    this.#app = app;
    this.#board = board;
    this.#panel = panel;
    this.#mark = new TargetMark(board);
    const button = (text: string, kind: string, act: () => void) => h('button', { type: 'button', class: `button ${kind}`, onclick: act }, text);
    panel.append(
      this.#title,
      h('div', { class: 'move-fields' },
        h('label', { for: 'move-route' }, 'To'), this.#routes,
        h('label', { for: 'move-position' }, 'Place'), this.#positions),
      this.#outcome,
      h('div', { class: 'row' },
        button('Drop here', 'first', () => this.drop()),
        button('Best place', '', () => this.best()),
        button('Cancel', '', () => this.cancel())),
      h('p', { class: 'quiet keys' }, 'Arrow keys aim, B the best place, Enter drops, Esc cancels.'));
    addEventListener('keydown', (event) => this.#key(event), { capture: true });
    app.store.watch(() => this.#aimed !== null && this.#aimed.session !== app.store.current && this.cancel());
  }

  get moving(): boolean {
    return this.#aimed !== null;
  }

  /** Takes a step; false where it must stay. */
  begin(orderId: OrderId, kind: StepKind): boolean {
    const session = this.#app.store.current;
    if (session === null || this.#app.busy) return false;
    const { snapshot } = session;
    const at = placements(snapshot.routes).get(stepKey(orderId, kind))?.routeId;
    const route = at === undefined ? undefined : snapshot.routes?.[at];
    const steps = (route?.steps ?? []).filter((step) => step.orderId != null);
    const index = steps.findIndex((step) => step.orderId === orderId && step.type === kind);
    const refusal = at !== undefined && isLocked(snapshot, at) ? `${vehicleLabel(snapshot, at)} is locked.`
      : steps[index]?.effective != null ? 'What has been done cannot be moved.' : null;
    if (refusal !== null) {
      this.#app.notices.say(refusal, 'bad');
      return false;
    }
    const origin = at === undefined ? null : { routeId: at, index };
    const to = at ?? this.#board.routeIds[0];
    if (to === undefined) return false;
    this.#returnTo = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    this.#aimed = { session, orderId, kind, to, index: Math.max(0, index), origin };
    this.#places = [];
    this.#title.textContent = `Moving ${orderName(snapshot, orderId)}`;
    this.#panel.hidden = false;
    document.body.classList.add('moving');
    this.#show();
    void this.#explain(session, orderId);
    return true;
  }

  /** Aims at a place; `index` is held within the route. */
  aim(to: RouteId, index: number): void {
    if (this.#aimed === null) return;
    const others = othersOn(this.#aimed.session.snapshot.routes?.[to], this.#aimed);
    const next = { ...this.#aimed, to, index: Math.max(0, Math.min(others.length, index)) };
    if (next.to === this.#aimed.to && next.index === this.#aimed.index) return;
    this.#aimed = next;
    this.#show();
  }

  /** Aims without a pointer: then the place need not be in sight. */
  #turnTo(to: RouteId, index: number): void {
    this.aim(to, index);
    this.#mark.reveal();
  }

  /** How many order steps of a route begin before a second, the one moved not counted. */
  indexAt(to: RouteId, sec: number): number {
    if (this.#aimed === null) return 0;
    const others = othersOn(this.#aimed.session.snapshot.routes?.[to], this.#aimed);
    return others.filter((step) => ((step.startSec ?? 0) + (step.endSec ?? 0)) / 2 < sec).length;
  }

  /** Aims where the step adds least without violating anything. */
  best(): void {
    const [place] = this.#places;
    if (this.#aimed === null || place === undefined || !('sequence' in place)) {
      this.#app.notices.say('No route could take it without violations.', 'bad');
      return;
    }
    const { orderId, kind } = this.#aimed;
    const at = place.sequence.findIndex((step) => step.orderId === orderId && step.type === kind);
    const before = place.sequence.slice(0, at).filter((step) => step.orderId !== orderId);
    this.#turnTo(place.routeId, before.length);
  }

  cancel(): void {
    if (this.#aimed === null) return;
    this.#aimed = null;
    this.#mark.clear();
    this.#panel.hidden = true;
    document.body.classList.remove('moving');
    if (this.#returnTo?.isConnected) this.#returnTo.focus();
  }

  drop(): void {
    const aimed = this.#aimed;
    if (aimed === null) return;
    const stays = aimed.origin?.routeId === aimed.to && aimed.origin.index === aimed.index;
    this.cancel();
    if (!stays) void this.#perform(aimed);
  }

  #perform({ session, ...move }: Aimed): Promise<void> {
    const { snapshot } = session;
    return this.#app.work(async () => {
      const done = await this.#app.engine.changing(snapshot, async (planner) => {
        let after = session;
        for (const { name, request } of operationsOf(snapshot, move)) {
          const result = name === 'assignOrderSteps' ? await planner.assignOrderSteps(request) : await planner.unassignOrders(request);
          after = withResult(after, result);
        }
        return { snapshot: after.snapshot, session: after };
      });
      const label = `Moved ${orderName(snapshot, move.orderId)} to ${vehicleLabel(snapshot, move.to)}`;
      this.#app.store.push(done.session, label);
      this.#app.notices.say(`${label}.`, 'good');
    });
  }

  async #explain(session: Session, orderId: OrderId): Promise<void> {
    const date = dateOfRoute(this.#aimed?.to ?? '');
    const asked = this.#app.engine.asking(session.snapshot).then((planner) => planner.explainOrder({ orderId, from: date, to: date }));
    // An undo meanwhile ends the planner: then nobody waits for its answer.
    const places = await asked.then((explanation) => explanation.places, () => []);
    if (this.#aimed?.orderId !== orderId || this.#aimed.session !== session) return;
    this.#places = places;
    this.#fill(this.#aimed);
  }

  #show(): void {
    const aimed = this.#aimed;
    if (aimed === null) return;
    this.#fill(aimed);
    this.#mark.show(aimed);
    this.#outcome.textContent = '…';
    this.#outcome.className = 'move-outcome';
    void this.#app.whatIf.ask(aimed.session.snapshot, aimed).then((outcome) => {
      if (outcome !== null && this.#aimed === aimed) this.#tell(aimed, outcome);
    });
  }

  #tell({ session }: Aimed, outcome: Outcome | string): void {
    if (typeof outcome === 'string') {
      this.#outcome.textContent = `Not possible: ${outcome}`;
      this.#outcome.classList.add('bad');
      return;
    }
    const { deltaCost, startSec, violations } = outcome;
    const where = (id: string | null, routeId: RouteId) => (id === null ? vehicleLabel(session.snapshot, routeId) : orderName(session.snapshot, id));
    const told = violations.map(({ orderId, routeId, code }) => `${where(orderId, routeId)} ${codeText(code)} (${code})`);
    this.#outcome.replaceChildren(
      h('strong', null, signed(deltaCost)), ` · begins ${clock(startSec)}`,
      told.length === 0 ? ' · nothing violated' : ` · violates: ${told.slice(0, 4).join('; ')}${told.length > 4 ? ' …' : ''}`);
    this.#outcome.classList.toggle('bad', told.length > 0);
  }

  /** The lists: routes with what the best place on them adds, and the places on the route aimed at. */
  #fill(aimed: Aimed): void {
    const { snapshot } = aimed.session;
    const present = presentCost(snapshot, aimed.orderId, this.#places);
    const notes = new Map(this.#places.map((place) => [place.routeId, 'sequence' in place ? signed(place.deltaCost - present) : codeText(place.code)]));
    this.#routes.replaceChildren(...this.#board.routeIds.map((id) => {
      const note = notes.get(id);
      return h('option', { value: id, selected: id === aimed.to }, `${vehicleLabel(snapshot, id)}${note === undefined ? '' : ` · ${note}`}`);
    }));
    const others = othersOn(snapshot.routes?.[aimed.to], aimed);
    const names = ['first', ...others.map((step) => `after ${orderName(snapshot, step.orderId ?? '')}, ${clock(step.startSec)}`)];
    this.#positions.replaceChildren(...names.map((name, at) => h('option', { value: at, selected: at === aimed.index }, name)));
  }

  #key(event: KeyboardEvent): void {
    if (this.#aimed === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const inPanel = event.target instanceof Element && event.target.closest('#move') !== null;
    if (inPanel && event.key !== 'Escape') return;
    const { to, index } = this.#aimed;
    const ids = this.#board.routeIds;
    const along = (by: number) => ids[Math.max(0, Math.min(ids.length - 1, ids.indexOf(to) + by))] ?? to;
    const turn = (by: number) => this.#turnTo(along(by), this.indexAt(along(by), this.#mark.second));
    const keys: Record<string, () => void> = {
      ArrowUp: () => turn(-1),
      ArrowDown: () => turn(1),
      ArrowLeft: () => this.#turnTo(to, index - 1),
      ArrowRight: () => this.#turnTo(to, index + 1),
      b: () => this.best(),
      Enter: () => this.drop(),
      Escape: () => this.cancel(),
    };
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }
}
