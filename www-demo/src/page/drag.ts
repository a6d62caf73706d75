// Dragging stops in the timeline with mouse or pen, and the key that begins a move. A finger scrolls; it moves stops by the
// panel: a stop's "Move", then a tap on a row.

import type { Board } from './board.js';
import type { Mover } from './mover.js';
import type { StepKind } from './session.js';

/** Less is a click. */
const SLACK_PX = 5;
/** So near to an edge of the timeline it scrolls. */
const EDGE_PX = 28;
const SCROLL_PX = 14;

interface Grip {
  orderId: string;
  kind: StepKind;
  x: number;
  y: number;
  pointerId: number;
  dragging: boolean;
}

function stepOf(target: EventTarget | null): { orderId: string; kind: StepKind } | null {
  const bar = target instanceof Element ? target.closest('.tl-movable') : null;
  const orderId = bar?.getAttribute('data-order');
  return orderId == null ? null : { orderId, kind: bar?.getAttribute('data-type') as StepKind };
}

export function makeDraggable(board: Board, mover: Mover): void {
  const { chart } = board;
  let grip: Grip | null = null;
  let suppressClick = false;

  const scroller = chart.closest<HTMLElement>('.board');
  const scrollAt = (y: number) => {
    if (scroller === null) return;
    const { top, bottom } = scroller.getBoundingClientRect();
    if (y < top + EDGE_PX) scroller.scrollTop -= SCROLL_PX;
    else if (y > bottom - EDGE_PX) scroller.scrollTop += SCROLL_PX;
  };
  const aimAt = (x: number, y: number) => {
    const id = document.elementFromPoint(x, y)?.closest('.tl-row[data-route]')?.getAttribute('data-route');
    const made = id == null ? undefined : board.row(id);
    if (id != null && made !== undefined) mover.aim(id, mover.indexAt(id, board.secondAt(made, x)));
  };

  chart.addEventListener('pointerdown', (event) => {
    const step = stepOf(event.target);
    if (step === null || event.button !== 0 || event.pointerType === 'touch' || mover.moving) return;
    event.preventDefault();
    (event.target as SVGElement).focus();
    grip = { ...step, x: event.clientX, y: event.clientY, pointerId: event.pointerId, dragging: false };
  });
  addEventListener('pointermove', (event) => {
    if (grip === null || event.pointerId !== grip.pointerId) return;
    if (!grip.dragging) {
      if (Math.hypot(event.clientX - grip.x, event.clientY - grip.y) < SLACK_PX) return;
      grip.dragging = mover.begin(grip.orderId, grip.kind);
      if (!grip.dragging) {
        grip = null;
        return;
      }
    }
    scrollAt(event.clientY);
    aimAt(event.clientX, event.clientY);
  });
  addEventListener('pointerup', (event) => {
    if (grip === null || event.pointerId !== grip.pointerId) return;
    suppressClick = grip.dragging;
    if (grip.dragging) mover.drop();
    grip = null;
  });
  addEventListener('pointercancel', () => {
    if (grip?.dragging) mover.cancel();
    grip = null;
  });
  chart.addEventListener('click', (event) => {
    const tapped = mover.moving && !suppressClick;
    if (!tapped && !suppressClick) return;
    suppressClick = false;
    event.stopImmediatePropagation();
    if (tapped) aimAt(event.clientX, event.clientY);
  }, { capture: true });
  chart.addEventListener('keydown', (event) => {
    const step = stepOf(event.target);
    if (event.key !== 'm' || step === null || mover.moving || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    mover.begin(step.orderId, step.kind);
  });
}
