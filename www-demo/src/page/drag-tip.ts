// What a drop would change, beside the pointer that drags.

import { h } from '../view/dom.mjs';
import { outcomeText } from './move-panel.js';
import { othersOn } from './move.js';
import type { Aimed, Answer, Mover } from './mover.js';
import { orderName, vehicleLabel } from './session.js';

const GAP_PX = 16;
/** A finger covers what is below it. */
const FINGER_PX = 40;

function placeText(aimed: Aimed): string {
  const { snapshot } = aimed.session;
  const before = othersOn(snapshot.routes?.[aimed.to], aimed)[aimed.index - 1];
  return `${vehicleLabel(snapshot, aimed.to)}, ${before === undefined ? 'first' : `after ${orderName(snapshot, before.orderId ?? '')}`}`;
}

export class DragTip {
  #box: HTMLElement = h('div', { class: 'drag-tip', 'aria-hidden': 'true', hidden: true });

  constructor(mover: Mover) {
    document.body.append(this.#box);
    mover.watch((aimed, answer) => this.#tell(aimed, answer));
  }

  /** Puts it beside a place on the screen. */
  show(x: number, y: number, finger: boolean): void {
    this.#box.hidden = false;
    const { width, height } = this.#box.getBoundingClientRect();
    const gap = finger ? FINGER_PX : GAP_PX;
    const above = y - height - gap;
    const top = finger && above > 0 ? above : Math.min(y + gap, innerHeight - height - 4);
    const right = x + GAP_PX + width < innerWidth ? x + GAP_PX : x - GAP_PX - width;
    this.#box.style.left = `${Math.max(4, right)}px`;
    this.#box.style.top = `${Math.max(4, top)}px`;
  }

  hide(): void {
    this.#box.hidden = true;
  }

  #tell(aimed: Aimed | null, answer: Answer): void {
    if (aimed === null) return this.hide();
    const place = h('span', null, placeText(aimed));
    if (answer === null) return this.#box.replaceChildren(h('strong', null, '…'), place);
    const { price, rest, bad } = outcomeText(aimed, answer);
    this.#box.replaceChildren(h('strong', null, price), place, h('span', { class: bad ? 'bad' : 'quiet' }, rest.replace(/^ · /, '')));
  }
}
