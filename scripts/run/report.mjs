// A plan as text: tables for the terminal.

import Table from 'cli-table3';
import {
  clock,
  count,
  counted,
  duration,
  hundredths,
  isoDate,
  kilometres,
  knownHundredths,
  percent,
} from '../../www-demo/src/model/format.mjs';
import { issueText } from '../../www-demo/src/model/describe.mjs';
import { COST_PARTS } from '../../www-demo/src/model/plan.mjs';

/** Text of a snapshot. Names come from users: control characters could move the cursor or recolour the terminal. */
export const plain = (text) => String(text).replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, ' ');

/** An empty table, in which rows are put. */
export const table = (head, aligned) =>
  new Table({ head, colAligns: aligned, style: { head: [], border: [], compact: true } });

const loadText = (load) =>
  load === undefined ? '' : load.capacity === null ? hundredths(load.peak) : percent(load.peak, load.capacity);

/** One row a route, its load at its fullest against its capacity per key. */
export function routesTable(view) {
  const keys = [...new Set(view.routes.flatMap((route) => route.loads.map((load) => load.key)))].sort();
  const several = view.from !== view.to;
  const head = [
    'Vehicle',
    ...(several ? ['Date'] : []),
    'Stops',
    'Orders',
    'Start',
    'End',
    'km',
    'Drive',
    'Idle',
    'Cost',
    ...keys.map(plain),
  ];
  const rows = table(
    head,
    head.map((_, place) => (place === 0 || (several && place === 1) ? 'left' : 'right')),
  );
  for (const route of view.routes) {
    const loads = keys.map((key) => loadText(route.loads.find((load) => load.key === key)));
    const broken = route.violations.length > 0 ? ` (${route.violations.join(' ')})` : '';
    rows.push([
      plain(route.vehicle) + broken,
      ...(several ? [isoDate(route.date)] : []),
      count(route.stops),
      count(route.orders),
      clock(route.startSec),
      clock(route.endSec),
      kilometres(route.distanceMt),
      duration(route.driveSec),
      duration(route.idleSec),
      knownHundredths(route.cost),
      ...loads,
    ]);
  }
  const { totals } = view;
  rows.push([
    'All',
    ...(several ? [''] : []),
    count(totals.stops),
    count(totals.orders),
    '',
    '',
    kilometres(totals.distanceMt),
    duration(totals.driveSec),
    duration(totals.idleSec),
    hundredths(totals.cost.total),
    ...keys.map(() => ''),
  ]);
  const note = 'Loads: the share of the capacity in use at the fullest moment; an amount where there is no limit.';
  return keys.length === 0 ? rows.toString() : `${rows.toString()}\n${note}`;
}

/** What is on no route, and why. */
export function leftOutText(view) {
  if (view.leftOut.length === 0) return 'Left out: nothing.';
  const lines = view.leftOut.flatMap((entry) => [
    `  ${plain(entry.name)}`,
    ...entry.reasons.map((reason) => `    ${reason.code.padEnd(3)}  ${plain(reason.message)}`),
  ]);
  return [`Left out: ${counted(view.leftOut.length, 'order')}`, ...lines].join('\n');
}

/** The total cost and its parts. */
export function costText(view) {
  const { cost } = view.totals;
  const width = hundredths(cost.total).length;
  const part = (name, value) => `  ${name.padEnd(16)}${hundredths(value).padStart(width)}`;
  const parts = Object.entries(COST_PARTS).filter(([key]) => cost[key] !== 0);
  return [
    'Cost',
    ...parts.map(([key, name]) => `${part(name, cost[key])}  ${percent(cost[key], cost.total).padStart(5)}`),
    part('Total', cost.total),
  ].join('\n');
}

/** Issues of a snapshot, one a line: code, path, message. */
export function issuesText(issues) {
  const width = Math.max(0, ...issues.map((issue) => issue.path.length));
  return issues
    .map(
      (issue) => `  ${issue.errorCode}  ${plain(issue.path).padEnd(Math.min(width, 60))}  ${plain(issueText(issue))}`,
    )
    .join('\n');
}
