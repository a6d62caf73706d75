// Moving a stop: what is being moved, where it is aimed at, and the drop. Pointer, keyboard and the lists of the panel all
// aim by it; what draws the aim watches it.

import type { OrderExplanation, OrderId, RouteId } from 'routewright';
import type { App } from './app.js';
import { operationsOf, othersOn, type Move, type Outcome } from './move.js';
import {
  dateOfRoute, isLocked, orderName, placements, stepKey, vehicleLabel, withResult, type Session, type StepKind,
} from './session.js';

export interface Aimed extends Move {
  session: Session;
  /** Where it was taken; null: it was on no route. */
  origin: { routeId: RouteId; index: number } | null;
}

/** What the move would change; a text: why it is refused; null: not known yet. */
export type Answer = Outcome | string | null;

type Listener = (aimed: Aimed | null, answer: Answer) => void;

export class Mover {
  #app: App;
  #routeIds: () => readonly RouteId[];
  #aimed: Aimed | null = null;
  #answer: Answer = null;
  #places: OrderExplanation['places'] = [];
  #listeners: Listener[] = [];
  #returnTo: HTMLElement | null = null;

  /** `routeIds` gives the routes that can be aimed at, in the order in which they are shown. */
  constructor(app: App, routeIds: () => readonly RouteId[]) {
    this.#app = app;
    this.#routeIds = routeIds;
    app.store.watch(() => this.#aimed !== null && this.#aimed.session !== app.store.current && this.cancel());
  }

  /** Calls `listener` at every aim, and when its outcome is known. */
  watch(listener: Listener): void {
    this.#listeners.push(listener);
  }

  get moving(): boolean {
    return this.#aimed !== null;
  }

  get aimed(): Aimed | null {
    return this.#aimed;
  }

  get routeIds(): readonly RouteId[] {
    return this.#routeIds();
  }

  /** The best place on each route, or why it has none; empty until they are known. */
  get places(): OrderExplanation['places'] {
    return this.#places;
  }

  /** Takes a step; false where it must stay. */
  begin(orderId: OrderId, kind: StepKind): boolean {
    const session = this.#app.store.current;
    if (session === null || (this.#app.occupied && !this.#app.busy)) return false;
    if (this.#app.busy) {
      this.#app.notices.say('Nothing can be moved while a search goes on: stop it first.', 'bad');
      return false;
    }
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
    const to = at ?? this.routeIds[0];
    if (to === undefined) return false;
    const { activeElement } = document;
    this.#returnTo = activeElement instanceof HTMLElement || activeElement instanceof SVGElement ? activeElement as HTMLElement : null;
    this.#places = [];
    document.body.classList.add('moving');
    this.#turn({ session, orderId, kind, to, index: Math.max(0, index), origin });
    void this.#explain(session, orderId);
    return true;
  }

  /** Aims at a place; `index` is held within the route. */
  aim(to: RouteId, index: number): void {
    if (this.#aimed === null) return;
    const others = othersOn(this.#aimed.session.snapshot.routes?.[to], this.#aimed);
    const held = Math.max(0, Math.min(others.length, index));
    if (to !== this.#aimed.to || held !== this.#aimed.index) this.#turn({ ...this.#aimed, to, index: held });
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
    this.aim(place.routeId, before.length);
  }

  cancel(): void {
    if (this.#aimed === null) return;
    this.#aimed = null;
    document.body.classList.remove('moving');
    this.#tell(null);
    if (this.#returnTo?.isConnected) this.#returnTo.focus({ preventScroll: true });
  }

  drop(): void {
    const aimed = this.#aimed;
    if (aimed === null) return;
    const stays = aimed.origin?.routeId === aimed.to && aimed.origin.index === aimed.index;
    this.cancel();
    if (!stays) void this.#perform(aimed);
  }

  #turn(aimed: Aimed): void {
    this.#aimed = aimed;
    this.#tell(null);
    void this.#app.whatIf.ask(aimed.session.snapshot, aimed).then((outcome) => {
      if (outcome !== null && this.#aimed === aimed) this.#tell(outcome);
    });
  }

  #tell(answer: Answer): void {
    this.#answer = answer;
    for (const listener of this.#listeners) listener(this.#aimed, answer);
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
    const aimed = this.#aimed;
    if (aimed?.orderId !== orderId || aimed.session !== session) return;
    this.#places = places;
    this.#tell(this.#answer);
  }
}
