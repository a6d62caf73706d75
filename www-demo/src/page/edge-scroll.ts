// Scrolls what is dragged over, as long as the pointer stays near an edge of it.

const EDGE_PX = 32;
const STEP_PX = 10;

/** −1, 0 or 1: which way a place near an edge of a stretch scrolls. */
const way = (at: number, low: number, high: number): number => (at < low + EDGE_PX ? -1 : at > high - EDGE_PX ? 1 : 0);

export class EdgeScroll {
  #scrolled: () => void;
  #frame = 0;
  #x = 0;
  #y = 0;

  /** `scrolled` is called after each step: something else is below the pointer then. */
  constructor(scrolled: () => void) {
    this.#scrolled = scrolled;
  }

  at(x: number, y: number): void {
    this.#x = x;
    this.#y = y;
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#step());
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #step(): void {
    this.#frame = 0;
    if (this.#scroll()) {
      this.#scrolled();
      this.#frame = requestAnimationFrame(() => this.#step());
    }
  }

  /** One step; false where nothing scrolls. */
  #scroll(): boolean {
    const over = document.elementFromPoint(this.#x, this.#y);
    // A map stays where it is: what is aimed at must not slip away.
    if (over?.closest('.map') != null) return false;
    const box = over?.closest('.tl-scroll');
    const page = document.scrollingElement;
    const before = [box?.scrollLeft, box?.scrollTop, page?.scrollTop];
    if (box != null) {
      const { left, right, top, bottom } = box.getBoundingClientRect();
      box.scrollBy(STEP_PX * way(this.#x, left, right), STEP_PX * way(this.#y, Math.max(0, top), bottom));
    }
    page?.scrollBy(0, STEP_PX * way(this.#y, 0, this.#bottom()));
    const after = [box?.scrollLeft, box?.scrollTop, page?.scrollTop];
    return after.some((value, at) => value !== before[at]);
  }

  /** The lower edge of what is seen of the page: on a phone the panel of the move covers some of it. */
  #bottom(): number {
    const { top } = document.getElementById('move')?.getBoundingClientRect() ?? { top: 0 };
    return top > innerHeight / 2 ? top : innerHeight;
  }
}
