// Plays the day: drivers report, arrival times move, and the plan can still be worked on.

import type { ExecutionEvent, Route, RouteId } from 'routewright';
import type { WorkerPlanner } from 'routewright/worker';
import { clock, counted, hundredths, spent } from '../model/format.mjs';
import { nextVisit, seeded } from '../model/drivers.mjs';
import { h } from '../view/dom.mjs';
import type { App } from './app.js';
import type { Board } from './board.js';
import { Breakdown, inService } from './breakdown.js';
import { element } from './page-elements.js';
import { costOf, dateOfRoute, orderName, vehicleLabel, withResult, withRoutes, type Session } from './session.js';

const STEP_SEC = 300;
const MOST_LINES = 60;
const SEED = 17;

type Report = ExecutionEvent & { data: { sec: number; status?: string | null } | null };

function violating(routes: Route[]): number {
  return routes.flatMap(({ steps }) => steps).filter(({ violations }) => (violations ?? []).length > 0).length;
}

export class DayPanel {
  #app: App;
  #board: Board;
  #play = element<HTMLButtonElement>('play');
  #speed = element<HTMLSelectElement>('speed');
  #replan = element<HTMLButtonElement>('replan');
  #clock = element('day-clock');
  #log = element('day-log');
  #breakdown: Breakdown;
  #random = seeded(SEED);
  #waiting = new Map<RouteId, Report[]>();
  #timer = 0;
  /** The plan of the morning and the session that the day has led to. */
  #morning: Map<RouteId, number> | null = null;
  #reached: Session | null = null;

  /** `rest` plans anew what is left of a day. */
  constructor(app: App, board: Board, rest: (date: string) => Promise<void>) {
    this.#app = app;
    this.#board = board;
    this.#breakdown = new Breakdown(app, (session, line) => this.#broken(session, line));
    this.#play.addEventListener('click', () => (this.#timer === 0 ? this.#start() : this.pause()));
    element('day-step').addEventListener('click', () => {
      this.pause();
      void this.#advance();
    });
    this.#replan.addEventListener('click', () => void this.#planRest(rest));
    app.watchBusy(() => this.#allow());
  }

  pause(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#play.textContent = 'Play';
  }

  /** The present moment of a plan, in the timeline and on the clock. */
  refresh(session: Session, date: string): void {
    const { now } = session.snapshot;
    const sec = now?.date === date ? now.sec : null;
    this.#board.setNow(sec);
    this.#breakdown.refresh(session, date);
    this.#allow();
    this.#clock.textContent = now === undefined || now === null ? 'Before the day begins' : `${clock(now.sec)}`;
  }

  open(): void {
    this.pause();
    this.#reached = null;
    this.#log.replaceChildren();
  }

  #allow(): void {
    this.#replan.disabled = this.#app.busy || (this.#app.store.current?.snapshot.now ?? null) === null;
  }

  /** What nobody has begun with goes where it fits best now: delays, and windows that were missed, are planned around. */
  async #planRest(rest: (date: string) => Promise<void>): Promise<void> {
    this.pause();
    const before = this.#app.store.current;
    if (before === null) return;
    await rest(before.range.from);
    const after = this.#app.store.current;
    if (after === null || after === before) return;
    this.#waiting.clear();
    const [was, is] = [before, after].map(({ snapshot }) => Object.values(snapshot.routes ?? {}));
    const stops = `stops with violations ${violating(was)} → ${violating(is)}`;
    const cost = `cost ${hundredths(costOf(was).total)} → ${hundredths(costOf(is).total)}`;
    this.#write([this.#line(after, `The rest is planned anew: ${stops}, ${cost}.`)]);
    this.#summarise(after.snapshot);
  }

  /** The day goes on after a breakdown, which is a step of its own in the history. */
  #broken(session: Session, line: string): void {
    this.#waiting.clear();
    this.#write([this.#line(session, line, 'missed')]);
  }

  #line({ snapshot }: Session, text: string, kind: string | null = null): HTMLElement {
    return h('li', { class: kind }, h('span', { class: 'step-time' }, clock(snapshot.now?.sec ?? -1)), h('span', null, text));
  }

  #start(): void {
    this.#play.textContent = 'Pause';
    this.#app.notices.say('The day is played; Undo leads back to before it began.');
    const tick = async () => {
      const going = await this.#advance();
      if (this.#timer === 0) return;
      if (going) this.#timer = setTimeout(tick, 1000 / Number(this.#speed.value)) as unknown as number;
      else this.pause();
    };
    this.#timer = setTimeout(tick, 0) as unknown as number;
  }

  /** Five minutes on; false where there is nothing to play. */
  async #advance(): Promise<boolean> {
    const { current } = this.#app.store;
    if (current === null || this.#app.occupied) return current !== null;
    const date = current.range.from;
    const today = Object.entries(current.snapshot.routes ?? {}).filter(([id]) => dateOfRoute(id) === date);
    if (today.length === 0) {
      this.#app.notices.say('There is no route on the first date to play: plan first.', 'bad');
      return false;
    }
    let going = true;
    await this.#app.brief(async () => {
      const session = this.#reached === current ? current : this.#begin(current, date);
      const begins = Math.min(...today.map(([, route]) => route.steps[0]?.endSec ?? 0).filter((sec) => sec >= 0));
      const { now } = session.snapshot;
      const sec = (now?.date === date ? now.sec : Math.floor(begins / STEP_SEC) * STEP_SEC) + STEP_SEC;
      const after = await this.#app.engine.changing(session.snapshot, (planner) => this.#until(planner, session, date, sec));
      this.#reached = after.session;
      this.#app.store.replace(after.session);
      going = today.some(([id]) => (after.session.snapshot.routes?.[id]?.steps.at(-1)?.arrivalSec ?? 0) > sec);
    });
    return going;
  }

  /** A step of its own in the history, to which undo leads back. */
  #begin(current: Session, date: string): Session {
    this.#random = seeded(SEED);
    this.#waiting.clear();
    const known = current.snapshot.now?.date === date;
    if (!known) this.#log.replaceChildren();
    if (!known || this.#morning === null) {
      this.#morning = new Map(Object.entries(current.snapshot.routes ?? {}).map(([id, route]) => [id, route.steps.at(-1)?.arrivalSec ?? -1]));
    }
    const session = { ...current };
    this.#app.store.push(session, known ? 'The day goes on' : 'The day');
    return session;
  }

  /** Sends what is reported until a moment, a few rounds: what comes next at a stop follows from the times before. */
  async #until(planner: WorkerPlanner, session: Session, date: string, sec: number): Promise<{ snapshot: Session['snapshot']; session: Session }> {
    let after = session;
    for (;;) {
      const due = this.#due(after.snapshot, date, sec);
      if (due.length === 0) break;
      const { data, routes } = await planner.applyExecutionEvents({ events: due, strict: false });
      this.#tell(after, due.filter((_, at) => data.processed[at]?.startsWith('OK')), routes);
      after = withRoutes(after, { routes, deletedRouteIds: [] });
    }
    const timed = await planner.setNow({ date, sec });
    after = withResult(after, timed);
    const snapshot = { ...after.snapshot, now: { date, sec } };
    return { snapshot, session: { ...after, snapshot } };
  }

  /** The reports of all vehicles until a moment, in order of time. */
  #due(snapshot: Session['snapshot'], date: string, sec: number): Report[] {
    const routes = snapshot.routes ?? {};
    const due: Report[] = [];
    for (const id of Object.keys(routes).filter((one) => dateOfRoute(one) === date && inService(snapshot, one)).sort()) {
      let waiting = this.#waiting.get(id) ?? [];
      if (waiting.length === 0) waiting = nextVisit(id, routes[id]!, this.#random) as Report[];
      const ready = waiting.filter(({ data }) => (data?.sec ?? 0) <= sec);
      this.#waiting.set(id, waiting.slice(ready.length));
      due.push(...ready);
    }
    return due.sort((first, second) => (first.data?.sec ?? 0) - (second.data?.sec ?? 0));
  }

  #tell({ snapshot }: Session, events: Report[], routes: Record<RouteId, Route>): void {
    const lines = events.filter(({ type }) => type === 'statusUpdate').map((event) => {
      const routeId = `${event.vehicleId}-${event.date}`;
      const name = 'orderId' in event ? orderName(snapshot, event.orderId) : '';
      const missed = event.data?.status === 'reschedule';
      return h('li', { class: missed ? 'missed' : null },
        h('span', { class: 'step-time' }, clock(event.data?.sec ?? -1)),
        h('span', null, `${vehicleLabel(snapshot, routeId)}: ${name} ${missed ? 'found nobody there' : 'done'}`),
        h('span', { class: 'quiet number' }, this.#delay(routeId, routes[routeId])));
    });
    this.#write(lines.reverse());
    this.#summarise(snapshot);
  }

  #summarise({ routes }: Session['snapshot']): void {
    const late = [...(this.#morning ?? [])].filter(([id, end]) => (routes?.[id]?.steps.at(-1)?.arrivalSec ?? end) > end + 60).length;
    element('day-summary').textContent = `${counted(late, 'route')} will end later than planned.`;
  }

  /** Lines of what happened, the latest first. */
  #write(lines: HTMLElement[]): void {
    this.#log.prepend(...lines);
    while (this.#log.childElementCount > MOST_LINES) this.#log.lastElementChild?.remove();
  }

  /** How much later a route will end than it was planned in the morning. */
  #delay(id: RouteId, route: Route | undefined): string {
    const planned = this.#morning?.get(id) ?? -1;
    const end = route?.steps.at(-1)?.arrivalSec ?? -1;
    if (planned < 0 || end < 0) return '';
    const minutes = Math.round((end - planned) / 60);
    return minutes === 0 ? 'on time' : `${minutes > 0 ? '+' : '−'}${spent(Math.abs(minutes) * 60)}`;
  }
}
