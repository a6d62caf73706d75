// A row of the timeline: a route's stretches drawn to scale, the windows of its stops as thin lines below.

import { clock } from '../model/format.mjs';
import { routeLines, segmentLines } from '../model/describe.mjs';
import { KIND_NAMES, lanes, segmentsOf } from '../model/segments.mjs';
import { h, s, swatch } from './dom.mjs';

const HOUR = 3600;
const BAR = 20; // height of a row's bar, in px
const LANE = 3; // height of a lane of windows
const MOST_LANES = 4;
const LEAST_PX = 4;

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

/** The hours that the spans (`{ startSec, endSec }`) cover, and how far apart ticks are. */
export function scaleOf(spans) {
  const from = Math.floor(Math.min(...spans.map((span) => Math.max(0, span.startSec))) / HOUR) * HOUR;
  const to = Math.max(from + HOUR, Math.ceil(Math.max(...spans.map((span) => span.endSec)) / HOUR) * HOUR);
  const hours = (to - from) / HOUR;
  const every = [1, 2, 3, 6, 12, 24].find((step) => hours / step <= 14) ?? 24;
  const ticks = [];
  for (let sec = from; sec <= to; sec += every * HOUR) ticks.push(sec);
  const clamp = (sec) => Math.min(to, Math.max(from, sec));
  const share = (sec) => `${(((clamp(sec) - from) / (to - from)) * 100).toFixed(3)}%`;
  const width = (start, end) => `${(((clamp(end) - clamp(start)) / (to - from)) * 100).toFixed(3)}%`;
  return { from, to, ticks, share, width };
}

/** The hours above the rows. */
export function axis(scale) {
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
  const width = scale.width(segment.fromSec, segment.toSec);
  const mark = s('rect', {
    class: `tl-segment tl-${segment.kind}${broken ? ' tl-broken' : ''}`,
    tabindex: -1,
    role: 'img',
    'aria-label': segmentLines(route, segment).join('. '),
    'data-step': segment.step,
    'data-kind': segment.kind,
    x: scale.share(segment.fromSec),
    width,
    y: top,
    height,
    rx: segment.kind === 'service' ? 2 : 0,
    fill: own ? route.colour : null,
  });
  // The shortest stop can still be seen and taken.
  if (segment.kind === 'service') mark.style.width = `max(${LEAST_PX}px, ${width})`;
  return mark;
}

/**
 * A route as a row: `{ element, bars, segments, route }`, a bar for each segment. `before` are elements in front of its name.
 */
export function row(route, scale, showDate, before = []) {
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
    before,
    swatch(route.colour),
    h('span', { class: 'tl-name' }, route.vehicle),
    showDate ? h('small', null, `${route.date.slice(4, 6)}-${route.date.slice(6, 8)}`) : null,
  );
  return { element: h('div', { class: 'tl-row', 'data-route': route.id }, label, picture), bars, segments, route };
}

/** What the shapes mean. */
export function legend() {
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
export function patterns() {
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
