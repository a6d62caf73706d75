// The timeline of the day as it stands: a row a vehicle, used or not, each of which can change by itself.

import '../view/timeline.css';
import './board.css';
import type { RouteId } from 'routewright';
import { h, s } from '../view/dom.mjs';
import { listen } from '../view/timeline-keys.mjs';
import { axis, legend, patterns, row, scaleOf } from '../view/timeline-row.mjs';
import { createTooltip } from '../view/tooltip.mjs';
import { lockButton } from './lock.js';
import type { App } from './app.js';
import type { RouteView } from './plan-model.js';
import { isLocked, type Session } from './session.js';

type Row = { element: HTMLElement; bars: SVGElement[]; segments: { step: number; kind: string }[]; route: RouteView; locked: boolean };
type Scale = ReturnType<typeof scaleOf>;

const WORKING_DAY = { startSec: 8 * 3600, endSec: 17 * 3600 };

/** A row that is drawn later; it keeps the place. */
const blank = (route: RouteView): HTMLElement => h('div', { class: 'tl-row', 'data-route': route.id });

export class Board {
  readonly chart: HTMLElement = h('div', {
    class: 'timeline', role: 'group',
    'aria-label': 'Timeline of the vehicles. Arrow keys move, Enter picks a route, M moves a stop.',
  });
  #app: App;
  #rows = new Map<RouteId, Row>();
  #order: RouteId[] = [];
  #scale: Scale = scaleOf([WORKING_DAY]);
  #session: Session | null = null;
  #now: number | null = null;

  constructor(app: App, host: HTMLElement) {
    this.#app = app;
    host.append(patterns(), legend(), h('div', { class: 'tl-scroll', tabindex: 0, role: 'region', 'aria-label': 'Timeline' }, this.chart));
    listen(this.chart, () => this.rows.filter(({ bars }) => bars.length > 0), app.selection, createTooltip(host));
    app.selection.watch((id) => this.#emphasise(id));
  }

  get scale(): Scale {
    return this.#scale;
  }

  get rows(): Row[] {
    return this.#order.flatMap((id) => this.#rows.get(id) ?? []);
  }

  /** The routes that have a row, from above. */
  get routeIds(): readonly RouteId[] {
    return this.#order;
  }

  row(id: RouteId): Row | undefined {
    return this.#rows.get(id);
  }

  /** Which rows there are, and the hours that they span. The rows are drawn by `setRow`. */
  frame(routes: RouteView[], session: Session): void {
    this.#session = session;
    const used = routes.filter(({ startSec, endSec }) => startSec >= 0 && endSec >= 0);
    const spans = [...used, ...routes.flatMap(({ window }) => (window === null ? [] : [window]))];
    // While a search goes on the hours only grow: a plan that ends later for a moment does not redraw everything twice.
    if (this.#app.busy && this.#order.length > 0) spans.push({ startSec: this.#scale.from, endSec: this.#scale.to });
    const scale = scaleOf(spans.length > 0 ? spans : [WORKING_DAY]);
    if (scale.from !== this.#scale.from || scale.to !== this.#scale.to || this.#order.length === 0) {
      this.#scale = scale;
      this.#rows.clear();
      this.#order = [];
    }
    const order = routes.map(({ id }) => id);
    if (order.join('\n') === this.#order.join('\n')) return;
    const kept = new Map([...this.#rows].filter(([id]) => order.includes(id)));
    this.#rows = kept;
    this.#order = order;
    this.chart.replaceChildren(axis(this.#scale), ...routes.map((route) => kept.get(route.id)?.element ?? blank(route)));
  }

  /** Draws one row, if it differs from what is there. */
  setRow(route: RouteView): void {
    const there = this.#rows.get(route.id);
    const locked = this.#session !== null && isLocked(this.#session.snapshot, route.id);
    if (there !== undefined && there.route === route && there.locked === locked) return;
    const stillEmpty = there !== undefined && route.steps.length === 0 && there.route.steps.length === 0;
    if (stillEmpty && there.locked === locked) return;
    const old: Element | null = there?.element ?? this.chart.querySelector(`[data-route="${CSS.escape(route.id)}"]`);
    if (old === null) return;
    const focused = old.contains(document.activeElement) ? document.activeElement?.getAttribute('data-step') : undefined;
    const made = { ...row(route, this.#scale, false, [lockButton(this.#app, route, locked)]), locked } as Row;
    made.element.classList.toggle('tl-empty', route.steps.length === 0);
    made.element.classList.toggle('tl-locked', locked);
    this.#mark(made);
    old.replaceWith(made.element);
    this.#rows.set(route.id, made);
    this.#emphasiseRow(made, this.#app.selection.current);
    this.#drawNow(made);
    if (this.chart.querySelector('.tl-segment[tabindex="0"]') === null) made.bars[0]?.setAttribute('tabindex', '0');
    if (focused != null) (made.element.querySelector(`[data-step="${focused}"].tl-segment`) as SVGElement | null)?.focus();
  }

  /** Draws the present moment as a line; null = none. */
  setNow(sec: number | null): void {
    this.#now = sec;
    for (const made of this.#rows.values()) this.#drawNow(made);
  }

  /** The second at a place on the screen, in a row. */
  secondAt(made: Row, clientX: number): number {
    const box = made.element.querySelector('.tl-bar')!.getBoundingClientRect();
    const { from, to } = this.#scale;
    return Math.round(from + ((clientX - box.left) / box.width) * (to - from));
  }

  /** Bars of order steps carry which one they are, for dragging. */
  #mark({ bars, segments, route }: Row): void {
    bars.forEach((bar, at) => {
      const segment = segments[at]!;
      const step = route.steps[segment.step];
      if (segment.kind !== 'service' || step?.orderId == null) return;
      bar.setAttribute('data-order', step.orderId);
      bar.setAttribute('data-type', step.type);
      bar.classList.add('tl-movable');
    });
  }

  #drawNow({ element }: Row): void {
    const picture = element.querySelector('.tl-bar')!;
    const line: Element = picture.querySelector('.tl-now') ?? s('line', { class: 'tl-now', y1: -3, y2: '100%' });
    if (this.#now === null) return line.remove();
    const at = this.#scale.share(this.#now);
    line.setAttribute('x1', at);
    line.setAttribute('x2', at);
    picture.append(line);
  }

  #emphasise(id: RouteId | null): void {
    for (const made of this.#rows.values()) this.#emphasiseRow(made, id);
    if (id !== null) this.#rows.get(id)?.element.scrollIntoView({ block: 'nearest' });
  }

  #emphasiseRow({ element, route }: Row, id: RouteId | null): void {
    element.classList.toggle('chosen', route.id === id);
    element.classList.toggle('faded', id !== null && route.id !== id);
  }
}
