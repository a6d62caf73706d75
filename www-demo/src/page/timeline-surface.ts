// The timeline as a surface for dragging: its bars are taken, a moment of a row is aimed at. And the key that begins a move.

import type { Board } from './board.js';
import type { Surface, TakenStep } from './drag.js';
import type { Mover } from './mover.js';
import type { StepKind } from './session.js';

export function stepOf(target: Element): TakenStep | null {
  const mark = target.closest('[data-order][data-type]');
  const orderId = mark?.getAttribute('data-order');
  return orderId == null ? null : { orderId, kind: mark?.getAttribute('data-type') as StepKind };
}

export function timelineSurface(board: Board, mover: Mover): Surface {
  board.chart.addEventListener('keydown', (event) => {
    const step = event.target instanceof Element ? stepOf(event.target) : null;
    if (event.key !== 'm' || step === null || mover.moving || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    mover.begin(step.orderId, step.kind);
  });
  return {
    host: board.chart,
    stepAt: stepOf,
    aimAt(target, x) {
      const id = target.closest('.tl-row[data-route]')?.getAttribute('data-route');
      const row = id == null ? undefined : board.row(id);
      if (id != null && row !== undefined) mover.aim(id, mover.indexAt(id, board.secondAt(row, x)));
    },
  };
}
