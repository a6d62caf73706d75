// The whole view of a plan: figures, map, timeline, tables. plan.html and the page show the same.

import './base.css';
import { issueText, searchText } from '../model/describe.mjs';
import { count, duration, hundredths, isoDate, kilometres } from '../model/format.mjs';
import { h } from './dom.mjs';
import { drawMap } from './map.mjs';
import { createSelection } from './selection.mjs';
import { costTable, leftOutTable, routesTable, stopsTable } from './tables.mjs';
import { timeline } from './timeline.mjs';

const figure = (id, name, value, kind) =>
  h('div', { class: `figure${kind ?? ''}` }, h('dt', null, name), h('dd', { 'data-figure': id }, value));

function figures(view) {
  const { totals } = view;
  return h(
    'dl',
    { class: 'figures' },
    figure('cost', 'Cost', hundredths(totals.cost.total)),
    figure('routes', 'Routes', count(view.routes.length)),
    figure('orders', 'Orders planned', count(totals.orders)),
    figure('leftOut', 'Left out', count(view.leftOut.length), view.leftOut.length > 0 ? ' warned' : ''),
    figure('km', 'Kilometres', kilometres(totals.distanceMt)),
    figure('driving', 'Driving', duration(totals.driveSec)),
    figure('idle', 'Idle', duration(totals.idleSec)),
  );
}

const card = (id, title, ...content) =>
  h('section', { class: 'card', 'aria-labelledby': id }, h('h2', { id }, title), content);

function warnings(view) {
  if (view.warnings.length === 0) return null;
  return card(
    'warnings-title',
    'Read with care',
    h(
      'ul',
      { class: 'issues' },
      view.warnings.map((issue) => h('li', null, h('code', null, issue.path), ` ${issueText(issue)}`)),
    ),
  );
}

/** The steps of the route that is picked out. */
function chosenRoute(view, selection) {
  const box = h('div', { class: 'chosen-route' });
  selection.watch((id) => {
    const route = view.routes.find((candidate) => candidate.id === id);
    const hint = h(
      'p',
      { class: 'quiet' },
      'Pick a route in the table, on the map or in the timeline to see its steps.',
    );
    box.replaceChildren(
      ...(route === undefined
        ? [hint]
        : [
            h(
              'h3',
              null,
              `${route.vehicle}, ${isoDate(route.date)}`,
              route.driver === null ? '' : ` · ${route.driver}`,
            ),
            stopsTable(route),
          ]),
    );
  });
  return box;
}

/** Shows a plan in `host`; gives a function that takes it away. */
export function showPlan(host, view) {
  const selection = createSelection();
  const map = h('div', { class: 'map', role: 'group', 'aria-label': 'Map of the routes' });
  host.replaceChildren(
    figures(view),
    card('map-title', 'Map', map),
    card('timeline-title', 'Timeline', timeline(view, selection)),
    card('routes-title', 'Routes', routesTable(view, selection), chosenRoute(view, selection)),
    h(
      'div',
      { class: 'pair' },
      card('left-out-title', 'Left out', leftOutTable(view)),
      card(
        'cost-title',
        'Cost',
        costTable(view.totals.cost),
        h('p', { class: 'quiet' }, `${searchText(view.search)}.`),
      ),
    ),
    ...[warnings(view)].filter((part) => part !== null),
  );
  const removeMap = drawMap(map, view, selection);
  return () => {
    removeMap();
    host.replaceChildren();
  };
}
