// Where a stop that is being moved would go, in the timeline.

import { s } from '../view/dom.mjs';
import type { Board } from './board.js';
import { othersOn } from './move.js';
import type { Aimed, Mover } from './mover.js';

export class TargetMark {
  #board: Board;
  #bar: SVGElement = s('line', { class: 'tl-target', y1: -2, y2: 24, 'aria-hidden': 'true' });
  #taken: Element[] = [];
  #row: Element | null = null;
  /** The moment that is aimed at; rows above and below are entered there. */
  second = 0;

  constructor(board: Board, mover: Mover) {
    this.#board = board;
    mover.watch((aimed) => this.#show(aimed));
  }

  #show(aimed: Aimed | null): void {
    this.#clear();
    if (aimed === null) return;
    const made = this.#board.row(aimed.to);
    if (made === undefined) return;
    const others = othersOn(aimed.session.snapshot.routes?.[aimed.to], aimed);
    const before = others[aimed.index - 1];
    const { scale } = this.#board;
    this.second = before?.endSec ?? others[0]?.startSec ?? made.route.window?.startSec ?? scale.from;
    this.#bar.setAttribute('x1', scale.share(this.second));
    this.#bar.setAttribute('x2', scale.share(this.second));
    made.element.querySelector('.tl-bar')?.append(this.#bar);
    made.element.classList.add('tl-aimed');
    this.#row = made.element;
    this.#taken = [...this.#board.chart.querySelectorAll(`[data-order="${CSS.escape(aimed.orderId)}"]`)];
    for (const bar of this.#taken) bar.classList.add('tl-taken');
  }

  /** Brings the row that is aimed at into sight. */
  reveal(): void {
    this.#row?.scrollIntoView({ block: 'nearest' });
  }

  #clear(): void {
    this.#bar.remove();
    this.#row?.classList.remove('tl-aimed');
    this.#row = null;
    for (const bar of this.#taken) bar.classList.remove('tl-taken');
  }
}
