// The Gantt timeline: one row a route, stretches drawn to scale, windows as thin lines below.
// Keyboard: one stop of the tab order; arrows walk along a row and between rows, Enter picks a route.

import './timeline.css';
import { clock } from '../model/format.mjs';
import { routeLines, segmentLines } from '../model/describe.mjs';
import { KIND_NAMES, lanes, segmentsOf } from '../model/segments.mjs';
import { h, s, swatch } from './dom.mjs';
import { createTooltip } from './tooltip.mjs';

const HOUR = 3600;
const BAR = 20; // height of a row's bar, in px
const LANE = 3; // height of a lane of windows
const MOST_LANES = 6;

// Offset from the top of the bar and height of each kind: what they are shows without colour too.
const SHAPES = {
  service: [0, BAR],
  break: [0, BAR],
  idle: [5, BAR - 10],
  parking: [5, BAR - 10],
  drive: [8, 4],
  preparation: [3, BAR - 6],
  closeOut: [3, BAR - 6],
  reload: [0, BAR],
};

/** The hours that the rows span, and how far apart ticks are. */
function scaleOf(routes) {
  const from = Math.floor(Math.min(...routes.map((route) => Math.max(0, route.startSec))) / HOUR) * HOUR;
  const to = Math.max(from + HOUR, Math.ceil(Math.max(...routes.map((route) => route.endSec)) / HOUR) * HOUR);
  const hours = (to - from) / HOUR;
  const every = [1, 2, 3, 6, 12, 24].find((step) => hours / step <= 14) ?? 24;
  const ticks = [];
  for (let sec = from; sec <= to; sec += every * HOUR) ticks.push(sec);
  const clamp = (sec) => Math.min(to, Math.max(from, sec));
  const share = (sec) => `${(((clamp(sec) - from) / (to - from)) * 100).toFixed(3)}%`;
  const width = (start, end) => `${(((clamp(end) - clamp(start)) / (to - from)) * 100).toFixed(3)}%`;
  return { ticks, share, width };
}

function axis(scale) {
  const labels = scale.ticks.map((sec, place) =>
    s(
      'text',
      {
        x: scale.share(sec),
        y: 14,
        class: 'tick-label',
        'text-anchor': place === 0 ? 'start' : place === scale.ticks.length - 1 ? 'end' : 'middle',
      },
      clock(sec),
    ),
  );
  return h(
    'div',
    { class: 'tl-row tl-axis', 'aria-hidden': 'true' },
    h('span', { class: 'tl-label' }),
    s('svg', { class: 'tl-bar', height: 20 }, labels),
  );
}

/** The windows of a route's stops as thin lines in lanes below its bar, and how high the lanes are. */
function windowMarks(route, scale) {
  const windows = route.steps.flatMap((step, index) => step.windows.map((window) => ({ ...window, index })));
  const placed = lanes(windows);
  const marks = windows.map(({ startSec, endSec, index }, place) =>
    s('rect', {
      class: 'tl-window',
      'data-step': index,
      x: scale.share(startSec),
      width: scale.width(startSec, endSec),
      y: BAR + 4 + Math.min(placed[place], MOST_LANES - 1) * LANE,
      height: 1.5,
      fill: route.colour,
    }),
  );
  return { marks, height: Math.min(MOST_LANES, 1 + Math.max(-1, ...placed)) * LANE };
}

function segmentMark(route, segment, scale) {
  const [top, height] = SHAPES[segment.kind];
  const broken = segment.kind === 'service' && route.steps[segment.step].violations.length > 0;
  const own = segment.kind === 'service' || segment.kind === 'drive';
  return s('rect', {
    class: `tl-segment tl-${segment.kind}${broken ? ' tl-broken' : ''}`,
    tabindex: -1,
    role: 'img',
    'aria-label': segmentLines(route, segment).join('. '),
    'data-step': segment.step,
    x: scale.share(segment.fromSec),
    width: scale.width(segment.fromSec, segment.toSec),
    y: top,
    height,
    rx: segment.kind === 'service' ? 2 : 0,
    fill: own ? route.colour : null,
  });
}

function row(route, scale, showDate) {
  const segments = segmentsOf(route.steps);
  const windows = windowMarks(route, scale);
  const grid = scale.ticks.map((sec) =>
    s('line', { class: 'tl-grid', x1: scale.share(sec), x2: scale.share(sec), y1: 0, y2: '100%' }),
  );
  const shift =
    route.window === null
      ? null
      : s('rect', {
          class: 'tl-shift',
          x: scale.share(route.window.startSec),
          width: scale.width(route.window.startSec, route.window.endSec),
          y: 0,
          height: BAR,
        });
  const bars = segments.map((segment) => segmentMark(route, segment, scale));
  const picture = s(
    'svg',
    {
      class: 'tl-bar',
      height: BAR + 4 + windows.height + 2,
      role: 'group',
      'aria-label': routeLines(route).join('. '),
    },
    shift,
    grid,
    windows.marks,
    bars,
  );
  const label = h(
    'span',
    { class: 'tl-label' },
    swatch(route.colour),
    h('span', { class: 'tl-name' }, route.vehicle),
    showDate ? h('small', null, `${route.date.slice(4, 6)}-${route.date.slice(6, 8)}`) : null,
  );
  return { element: h('div', { class: 'tl-row', 'data-route': route.id }, label, picture), bars, segments, route };
}

function legend() {
  const entries = Object.entries(KIND_NAMES).map(([kind, name]) => {
    const [top, height] = SHAPES[kind];
    return h(
      'li',
      null,
      s(
        'svg',
        { class: 'tl-key', viewBox: `0 0 22 ${BAR}`, 'aria-hidden': 'true' },
        s('rect', {
          class: `tl-${kind}`,
          x: 0,
          width: 22,
          y: top,
          height,
          fill: kind === 'service' || kind === 'drive' ? 'currentColor' : null,
        }),
      ),
      name,
    );
  });
  const line = s(
    'svg',
    { class: 'tl-key', viewBox: `0 0 22 ${BAR}`, 'aria-hidden': 'true' },
    s('rect', { class: 'tl-window', x: 0, width: 22, y: 9, height: 2, fill: 'currentColor' }),
  );
  return h('ul', { class: 'legend' }, entries, h('li', null, line, 'Time window of a stop'));
}

/** Patterns that the stretches are filled with; once a document. */
function patterns() {
  const hatch = s(
    'pattern',
    { id: 'tl-hatch', width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    s('line', { class: 'tl-hatch-line', x1: 0, x2: 0, y1: 0, y2: 5 }),
  );
  const dots = s(
    'pattern',
    { id: 'tl-dots', width: 5, height: 5, patternUnits: 'userSpaceOnUse' },
    s('circle', { class: 'tl-dot', cx: 2.5, cy: 2.5, r: 1.1 }),
  );
  return s('svg', { class: 'tl-patterns', width: 0, height: 0, 'aria-hidden': 'true' }, s('defs', null, hatch, dots));
}

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

function listen(chart, rows, selection, tooltip) {
  const places = new Map(rows.flatMap((line, row) => line.bars.map((bar, place) => [bar, [row, place]])));
  const show = (bar) => {
    const [line, place] = places.get(bar);
    tooltip.show(segmentLines(rows[line].route, rows[line].segments[place]), bar);
    for (const mark of rows[line].element.querySelectorAll('.tl-window'))
      mark.classList.toggle('tl-window-on', mark.dataset.step === bar.dataset.step);
  };
  const hide = () => {
    tooltip.hide();
    for (const mark of chart.querySelectorAll('.tl-window-on')) mark.classList.remove('tl-window-on');
  };
  rows[0]?.bars[0]?.setAttribute('tabindex', '0');
  chart.addEventListener('pointerover', (event) => (places.has(event.target) ? show(event.target) : hide()));
  chart.addEventListener('pointerleave', hide);
  chart.addEventListener('focusin', (event) => places.has(event.target) && show(event.target));
  chart.addEventListener('focusout', hide);
  chart.addEventListener('click', (event) => {
    const id = event.target.closest('[data-route]')?.dataset.route;
    if (id !== undefined) selection.toggle(id);
  });
  chart.addEventListener('keydown', (event) => {
    const at = places.get(event.target);
    if (at === undefined) return;
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
  listen(chart, rows, selection, createTooltip(figure));
  selection.watch((id) => {
    for (const { element, route } of rows) {
      element.classList.toggle('chosen', route.id === id);
      element.classList.toggle('faded', id !== null && route.id !== id);
    }
  });
  return figure;
}
