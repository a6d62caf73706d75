// Draws a plan that changes: on the map and in the timeline, a few routes a frame, so that the page never stalls.

import { PlanMap } from '../view/map.mjs';
import type { App } from './app.js';
import type { Board } from './board.js';
import { rowsOn, type LeftOutView, type PlanView, type RouteView } from './plan-model.js';
import type { Session } from './session.js';

/** Of a frame so many go into drawing; putting it on the screen takes as long again, however little has changed. */
const FRAME_MS = 4;

const locationsOf = (session: Session) => [
  ...Object.values(session.snapshot.regions ?? {}).flatMap((region) => region.poly ?? []),
  ...Object.values(session.snapshot.depots).map((depot) => depot.location?.latLng ?? null),
  ...Object.values(session.snapshot.orders).flatMap((order) =>
    [order.pickup, order.delivery].map((step) => step?.location?.latLng ?? null)),
];

export class Canvas {
  readonly map: PlanMap;
  #board: Board;
  #wanted = new Map<string, RouteView | null>();
  #marks = new Map<string, LeftOutView | null>();
  #rows = new Map<string, RouteView>();
  #leftOut: LeftOutView[] = [];
  #frame = 0;
  #begun = 0;
  /** How long the last plan took until all of it was drawn. */
  drawnInMs = 0;
  #places: ReturnType<typeof locationsOf> = [];
  /** Until the reader moves the map, it keeps showing all places, whatever size it has. */
  #fitted = true;

  constructor(app: App, host: HTMLElement, board: Board) {
    this.map = new PlanMap(host, app.selection);
    this.map.leaflet.setView([0, 0], 2);
    this.#board = board;
    this.#link();
    for (const kind of ['pointerdown', 'wheel', 'keydown']) host.addEventListener(kind, () => (this.#fitted = false), { passive: true });
    new ResizeObserver(() => {
      this.map.leaflet.invalidateSize({ pan: false });
      if (this.#fitted) this.map.fit(this.#places);
    }).observe(host);
  }

  /** Rings on the map what is pointed at, or has the focus, in the timeline. */
  #link(): void {
    const { chart } = this.#board;
    const ring = (target: EventTarget | null) => {
      const bar = target instanceof Element ? target.closest('.tl-segment') : null;
      const id = bar?.closest('[data-route]')?.getAttribute('data-route') ?? '';
      const step = bar === null ? undefined : this.#rows.get(id)?.steps[Number(bar.getAttribute('data-step'))];
      this.map.ring(step?.latLng ?? null);
    };
    for (const kind of ['pointerover', 'focusin'] as const) chart.addEventListener(kind, ({ target }) => ring(target));
    for (const kind of ['pointerleave', 'focusout'] as const) chart.addEventListener(kind, () => ring(null));
  }

  /** The rows of the timeline, of all vehicles that could work, as routes with their places. */
  get rows(): RouteView[] {
    return [...this.#rows.values()];
  }

  /** The orders that are on no route. */
  get leftOut(): readonly LeftOutView[] {
    return this.#leftOut;
  }

  row(id: string): RouteView | undefined {
    return this.#rows.get(id);
  }

  /** A new territory: its depots and regions, and the part of the world that it covers. */
  open(session: Session, view: PlanView): void {
    for (const id of this.map.routeIds) this.map.setRoute(id, null);
    this.map.setGround(view);
    this.#places = locationsOf(session);
    this.#fitted = true;
    this.map.fit(this.#places);
    this.#rows.clear();
  }

  /** Brings map and timeline to this plan within the next frames. */
  draw(session: Session, view: PlanView): void {
    const rows = rowsOn(session, view.from, view.routes);
    this.#board.frame(rows, session);
    this.#rows = new Map(rows.map((row) => [row.id, row]));
    const routes = new Map(view.routes.map((route) => [route.id, route]));
    for (const id of new Set([...this.map.routeIds, ...routes.keys(), ...this.#rows.keys()])) {
      this.#wanted.set(id, routes.get(id) ?? null);
    }
    this.#leftOut = view.leftOut;
    for (const id of this.map.leftOutIds) this.#marks.set(id, null);
    for (const entry of view.leftOut) this.#marks.set(entry.orderId, entry);
    if (this.#frame !== 0) return;
    this.#begun = performance.now();
    this.#frame = requestAnimationFrame(() => this.#paint());
  }

  #paint(): void {
    this.#frame = 0;
    const end = performance.now() + FRAME_MS;
    while (performance.now() < end && this.#paintOne());
    if (this.#wanted.size + this.#marks.size > 0) this.#frame = requestAnimationFrame(() => this.#paint());
    else this.drawnInMs = performance.now() - this.#begun;
  }

  /** Draws one route, or the marks of one order; false where all is drawn. */
  #paintOne(): boolean {
    for (const [id, route] of this.#wanted) {
      this.#wanted.delete(id);
      this.map.setRoute(id, route);
      const row = this.#rows.get(id);
      if (row !== undefined) this.#board.setRow(row);
      return true;
    }
    for (const [id, entry] of this.#marks) {
      this.#marks.delete(id);
      this.map.setLeftOut(id, entry);
      return true;
    }
    return false;
  }
}
