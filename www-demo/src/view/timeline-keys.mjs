// Pointer and keyboard in the timeline.

import { segmentLines } from '../model/describe.mjs';

/** The bar nearest in time to that of `from`, in another row. */
function nearest(rows, from, target) {
  const middle = (segment) => (segment.fromSec + segment.toSec) / 2;
  const now = middle(from);
  const distances = rows[target].segments.map((segment) => Math.abs(middle(segment) - now));
  return distances.indexOf(Math.min(...distances));
}

/** Walks the focus: `[row, place]` after a key, or `null`. */
function afterKey(key, rows, [line, place]) {
  const last = rows[line].bars.length - 1;
  const moves = {
    ArrowRight: () => [line, Math.min(last, place + 1)],
    ArrowLeft: () => [line, Math.max(0, place - 1)],
    Home: () => [line, 0],
    End: () => [line, last],
    ArrowDown: () => (line + 1 < rows.length ? [line + 1, nearest(rows, rows[line].segments[place], line + 1)] : null),
    ArrowUp: () => (line > 0 ? [line - 1, nearest(rows, rows[line].segments[place], line - 1)] : null),
  };
  return moves[key]?.() ?? null;
}

/** Where an element stands: `[row, place]`; `null` where it is no bar. */
function placeIn(rows, element) {
  for (const [line, row] of rows.entries()) {
    const place = row.bars.indexOf(element);
    if (place !== -1) return [line, place];
  }
  return null;
}

/**
 * Makes the rows of `chart` answer to pointer and keyboard: one stop of the tab order, arrows walk along a row and between
 * rows, Enter picks a route. `current()` gives the rows as they are now.
 */
export function listen(chart, current, selection, tooltip) {
  const isBar = (element) => element.classList.contains('tl-segment');
  const show = (bar) => {
    const rows = current();
    const at = placeIn(rows, bar);
    if (at === null) return;
    const [line, place] = at;
    tooltip.show(segmentLines(rows[line].route, rows[line].segments[place]), bar);
    for (const mark of rows[line].element.querySelectorAll('.tl-window'))
      mark.classList.toggle('tl-window-on', mark.dataset.step === bar.dataset.step);
  };
  const hide = () => {
    tooltip.hide();
    for (const mark of chart.querySelectorAll('.tl-window-on')) mark.classList.remove('tl-window-on');
  };
  current()[0]?.bars[0]?.setAttribute('tabindex', '0');
  chart.addEventListener('pointerover', (event) => (isBar(event.target) ? show(event.target) : hide()));
  chart.addEventListener('pointerleave', hide);
  chart.addEventListener('focusin', (event) => isBar(event.target) && show(event.target));
  chart.addEventListener('focusout', hide);
  chart.addEventListener('click', (event) => {
    const id = event.target.closest('[data-route]')?.dataset.route;
    if (id !== undefined && event.target.closest('button') === null) selection.toggle(id);
  });
  chart.addEventListener('keydown', (event) => {
    const rows = current();
    const at = placeIn(rows, event.target);
    if (at === null || event.defaultPrevented) return;
    if (event.key === 'Enter' || event.key === ' ') selection.toggle(rows[at[0]].route.id);
    const next = afterKey(event.key, rows, at);
    if (next === null && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    if (next === null) return;
    const bar = rows[next[0]].bars[next[1]];
    event.target.setAttribute('tabindex', '-1');
    bar.setAttribute('tabindex', '0');
    bar.focus();
  });
}
