// Dragging stops: with mouse or pen at once, with a finger after holding it still for a moment, so that a finger that is
// moved at once scrolls the page or moves the map. What a stop is taken from and dropped on are surfaces: the timeline, the map.

import { DragTip } from './drag-tip.js';
import { EdgeScroll } from './edge-scroll.js';
import type { Mover } from './mover.js';
import type { StepKind } from './session.js';

/** Less is a click. */
const SLACK_PX = 5;
/** A finger is never quite still. */
const FINGER_SLACK_PX = 10;
const HOLD_MS = 350;

export interface TakenStep {
  orderId: string;
  kind: StepKind;
}

/** A picture of the plan on which stops can be taken and dropped. */
export interface Surface {
  host: HTMLElement;
  /** The step at a place on the screen, `target` being what is there. */
  stepAt(target: Element, x: number, y: number, finger: boolean): TakenStep | null;
  /** Aims at what is at a place on the screen. */
  aimAt(target: Element, x: number, y: number): void;
  /** A step has been taken, or let go. */
  held?(on: boolean): void;
}

interface Grip extends TakenStep {
  surface: Surface;
  x: number;
  y: number;
  pointerId: number;
  finger: boolean;
  timer: number;
}

export class Drag {
  #mover: Mover;
  #surfaces: Surface[];
  #tip: DragTip;
  #scroll = new EdgeScroll(() => this.#aim());
  #grip: Grip | null = null;
  #dragging = false;
  #at: [number, number] = [0, 0];
  #suppressClick = false;

  constructor(mover: Mover, surfaces: Surface[]) {
    this.#mover = mover;
    this.#surfaces = surfaces;
    this.#tip = new DragTip(mover);
    for (const surface of surfaces) this.#listen(surface);
    addEventListener('pointermove', (event) => this.#moved(event));
    addEventListener('pointerup', (event) => this.#ended(event, true));
    addEventListener('pointercancel', (event) => this.#ended(event, false));
    // A move may end for other reasons: Esc, or a plan that changed.
    mover.watch((aimed) => aimed === null && this.#let());
  }

  #listen(surface: Surface): void {
    const { host } = surface;
    host.addEventListener('pointerdown', (event) => this.#taken(surface, event), { capture: true });
    // A finger that holds a stop neither scrolls nor opens a menu.
    host.addEventListener('touchmove', (event) => this.#dragging && event.preventDefault(), { passive: false });
    host.addEventListener('contextmenu', (event) => this.#grip?.finger && event.preventDefault());
    host.addEventListener('click', (event) => {
      const tapped = this.#mover.moving && !this.#suppressClick;
      if (!tapped && !this.#suppressClick) return;
      this.#suppressClick = false;
      event.stopImmediatePropagation();
      if (tapped && event.target instanceof Element) surface.aimAt(event.target, event.clientX, event.clientY);
    }, { capture: true });
  }

  #taken(surface: Surface, event: PointerEvent): void {
    this.#suppressClick = false;
    if (this.#grip !== null) return this.#ended(event, false);
    if (event.button !== 0 || this.#mover.moving || !(event.target instanceof Element)) return;
    const finger = event.pointerType === 'touch';
    const step = surface.stepAt(event.target, event.clientX, event.clientY, finger);
    if (step === null) return;
    const { clientX: x, clientY: y, pointerId } = event;
    this.#at = [x, y];
    this.#grip = { ...step, surface, x, y, pointerId, finger, timer: finger ? setTimeout(() => this.#begin(), HOLD_MS) as unknown as number : 0 };
    if (finger) return;
    event.preventDefault();
    if (event.target instanceof SVGElement && event.target.hasAttribute('tabindex')) event.target.focus();
  }

  #begin(): void {
    const grip = this.#grip;
    if (grip === null) return;
    this.#dragging = this.#mover.begin(grip.orderId, grip.kind);
    if (!this.#dragging) return void (this.#grip = null);
    grip.surface.held?.(true);
    document.body.classList.add('dragging');
    this.#tip.show(...this.#at, grip.finger);
  }

  #moved(event: PointerEvent): void {
    const grip = this.#grip;
    if (grip === null || event.pointerId !== grip.pointerId) return;
    this.#at = [event.clientX, event.clientY];
    if (!this.#dragging) {
      const far = Math.hypot(event.clientX - grip.x, event.clientY - grip.y);
      if (grip.finger && far > FINGER_SLACK_PX) this.#let();
      if (grip.finger || far < SLACK_PX) return;
      this.#begin();
      if (!this.#dragging) return;
    }
    this.#aim();
    this.#tip.show(...this.#at, grip.finger);
    this.#scroll.at(...this.#at);
  }

  #aim(): void {
    const target = document.elementFromPoint(...this.#at);
    if (target === null) return;
    this.#surfaces.find(({ host }) => host.contains(target))?.aimAt(target, ...this.#at);
  }

  #ended(event: PointerEvent, drops: boolean): void {
    if (this.#grip === null || (drops && event.pointerId !== this.#grip.pointerId)) return;
    const dragged = this.#dragging;
    this.#suppressClick = dragged;
    this.#let();
    if (!dragged) return;
    if (drops) this.#mover.drop();
    else this.#mover.cancel();
  }

  #let(): void {
    if (this.#grip === null) return;
    clearTimeout(this.#grip.timer);
    if (this.#dragging) this.#grip.surface.held?.(false);
    this.#grip = null;
    this.#dragging = false;
    document.body.classList.remove('dragging');
    this.#scroll.stop();
    this.#tip.hide();
  }
}
