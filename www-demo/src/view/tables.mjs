// Tables: routes, stops of one route, what was left out, the cost and its parts.

import './tables.css';
import {
  clock,
  count,
  duration,
  hundredths,
  isoDate,
  kilometres,
  knownHundredths,
  percent,
  windowText,
} from '../model/format.mjs';
import { COST_PARTS } from '../model/plan.mjs';
import { h, s, swatch } from './dom.mjs';

const number = (value, attributes) => h('td', { class: 'number', ...attributes }, value);
const heading = (name, kind) => h('th', { scope: 'col', class: kind }, name);

const scrolled = (label, table) =>
  h('div', { class: 'table-scroll', role: 'region', 'aria-label': label, tabindex: 0 }, table);

/** The share of a capacity that is used; of a key without one (it is unlimited) there is none. */
function loadBar({ peak, capacity }) {
  if (capacity === null) return h('span', { class: 'quiet' }, 'no limit');
  const share = capacity > 0 ? Math.min(100, (peak * 100) / capacity) : 0;
  return s(
    'svg',
    { class: 'load-bar', viewBox: '0 0 100 6', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    s('rect', { class: 'load-ground', width: 100, height: 6 }),
    s('rect', { class: 'load-fill', width: share, height: 6 }),
  );
}

/** How full a vehicle was at its fullest, per key. */
function loadCell(route) {
  const entries = route.loads.map((load) => {
    const amount = load.capacity === null ? hundredths(load.peak) : percent(load.peak, load.capacity);
    const parts = [h('span', null, load.key), loadBar(load), h('span', { class: 'number' }, amount)];
    return h('div', { class: 'load' }, parts);
  });
  return h('td', { class: 'loads' }, entries.length > 0 ? entries : '–');
}

function routeRow(route, showDate, selection) {
  const button = h(
    'button',
    { type: 'button', class: 'link', 'aria-pressed': 'false', onclick: () => selection.toggle(route.id) },
    swatch(route.colour),
    route.vehicle,
  );
  const row = h(
    'tr',
    { 'data-route': route.id },
    h(
      'th',
      { scope: 'row' },
      button,
      route.violations.length > 0 ? h('span', { class: 'badge' }, route.violations.join(' ')) : null,
    ),
    showDate ? h('td', null, isoDate(route.date)) : null,
    number(count(route.stops)),
    number(count(route.orders)),
    number(clock(route.startSec)),
    number(clock(route.endSec)),
    number(kilometres(route.distanceMt)),
    number(duration(route.driveSec)),
    number(duration(route.idleSec)),
    number(knownHundredths(route.cost)),
    loadCell(route),
  );
  selection.watch((id) => {
    row.classList.toggle('chosen', route.id === id);
    button.setAttribute('aria-pressed', String(route.id === id));
  });
  return row;
}

/** One row a route, and the sums. */
export function routesTable(view, selection) {
  if (view.routes.length === 0) return h('p', { class: 'empty' }, 'No route.');
  const showDate = view.from !== view.to;
  const names = ['Stops', 'Orders', 'Start', 'End', 'km', 'Driving', 'Idle', 'Cost'];
  const { totals } = view;
  return scrolled(
    'Table of the routes',
    h(
      'table',
      { class: 'routes' },
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          heading('Vehicle'),
          showDate ? heading('Date') : null,
          names.map((name) => heading(name, 'number')),
          heading('Load at its fullest'),
        ),
      ),
      h(
        'tbody',
        null,
        view.routes.map((route) => routeRow(route, showDate, selection)),
      ),
      h(
        'tfoot',
        null,
        h(
          'tr',
          null,
          h('th', { scope: 'row' }, 'All'),
          showDate ? h('td') : null,
          number(count(totals.stops)),
          number(count(totals.orders)),
          h('td'),
          h('td'),
          number(kilometres(totals.distanceMt)),
          number(duration(totals.driveSec)),
          number(duration(totals.idleSec)),
          number(hundredths(totals.cost.total)),
          h('td'),
        ),
      ),
    ),
  );
}

const STEP_NAMES = {
  departure: 'Departure',
  preparation: 'Preparation',
  pickup: 'Pickup',
  delivery: 'Delivery',
  brk: 'Break',
  depot: 'Reload',
  closeOut: 'Close-out',
  arrival: 'Arrival',
};

function stopRow(step) {
  const times =
    step.type === 'departure'
      ? ['–', '–', clock(step.endSec)]
      : [clock(step.arrivalSec), clock(step.startSec), clock(step.endSec)];
  return h(
    'tr',
    null,
    h('td', { class: 'number' }, step.label.split('.').pop()),
    h('td', null, STEP_NAMES[step.type] ?? step.type),
    h(
      'td',
      null,
      step.name ?? '',
      step.violations.length > 0 ? h('span', { class: 'badge' }, step.violations.join(' ')) : null,
    ),
    times.map((time) => number(time)),
    h('td', null, step.windows.map(windowText).join(', ')),
    number(step.driveToNextSec > 0 ? duration(step.driveToNextSec) : ''),
    number(step.distanceToNextMt > 0 ? kilometres(step.distanceToNextMt) : ''),
  );
}

/** The steps of one route. */
export function stopsTable(route) {
  const names = [
    ['#', 'number'],
    ['Step'],
    ['Where'],
    ['Arrival', 'number'],
    ['Start', 'number'],
    ['End', 'number'],
    ['May start'],
    ['Drive on', 'number'],
    ['km on', 'number'],
  ];
  return scrolled(
    `Steps of ${route.vehicle}`,
    h(
      'table',
      { class: 'steps' },
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          names.map(([name, kind]) => heading(name, kind)),
        ),
      ),
      h('tbody', null, route.steps.map(stopRow)),
    ),
  );
}

/** The orders that are on no route, and why. */
export function leftOutTable(view) {
  if (view.leftOut.length === 0) return h('p', { class: 'empty' }, 'Every order is on a route.');
  return scrolled(
    'Table of the orders left out',
    h(
      'table',
      { class: 'left-out' },
      h('thead', null, h('tr', null, heading('Order'), heading('Why'))),
      h(
        'tbody',
        null,
        view.leftOut.map((entry) =>
          h(
            'tr',
            null,
            h('th', { scope: 'row' }, entry.name),
            h(
              'td',
              null,
              h(
                'ul',
                null,
                entry.reasons.map((reason) =>
                  h('li', null, h('abbr', { class: 'code', title: 'Reason code' }, reason.code), ` ${reason.message}`),
                ),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}

/** The total cost and its parts. */
export function costTable(cost) {
  const parts = Object.entries(COST_PARTS).filter(([part]) => cost[part] !== 0);
  return h(
    'table',
    { class: 'cost' },
    h(
      'tbody',
      null,
      parts.map(([part, name]) =>
        h(
          'tr',
          null,
          h('th', { scope: 'row' }, name),
          number(hundredths(cost[part])),
          number(percent(cost[part], cost.total), { class: 'number quiet' }),
        ),
      ),
    ),
    h('tfoot', null, h('tr', null, h('th', { scope: 'row' }, 'Total'), number(hundredths(cost.total)), h('td'))),
  );
}
