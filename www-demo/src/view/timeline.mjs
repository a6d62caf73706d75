// The Gantt timeline of a plan: one row a route.

import './timeline.css';
import { h } from './dom.mjs';
import { listen } from './timeline-keys.mjs';
import { axis, legend, patterns, row, scaleOf } from './timeline-row.mjs';
import { createTooltip } from './tooltip.mjs';

/** The timeline of a plan, as an element. */
export function timeline(view, selection) {
  const routes = view.routes.filter((route) => route.endSec >= 0 && route.startSec >= 0);
  if (routes.length === 0) return h('p', { class: 'empty' }, 'No route to show.');
  const scale = scaleOf(routes);
  const rows = routes.map((route) => row(route, scale, view.from !== view.to)).filter((line) => line.bars.length > 0);
  const chart = h(
    'div',
    { class: 'timeline', role: 'group', 'aria-label': 'Timeline of the routes. Arrow keys move, Enter picks a route.' },
    axis(scale),
    rows.map((line) => line.element),
  );
  const figure = h('div', null, patterns(), legend(), h('div', { class: 'tl-scroll' }, chart));
  listen(chart, () => rows, selection, createTooltip(figure));
  selection.watch((id) => {
    for (const { element, route } of rows) {
      element.classList.toggle('chosen', route.id === id);
      element.classList.toggle('faded', id !== null && route.id !== id);
    }
  });
  return figure;
}
