// The day as text: what happened, and the numbers that the planner gave.

import { clock, count, counted, hundredths, isoDate, windowText } from '../../www-demo/src/model/format.mjs';
import { planView } from '../../www-demo/src/model/plan.mjs';
import { vehicleName } from '../../www-demo/src/model/vehicle.mjs';
import { leftOutText, plain, routesTable, table } from '../run/report.mjs';
import { isExecuted, isOrderStep } from './drivers.mjs';
import { DATE } from './story.mjs';

/** Stops whose ETAs are shown. */
const SHOWN = 12;
const TODAY = { from: DATE, to: DATE };

const heading = (sec, text) => {
  const title = `── ${sec === null ? '' : `${clock(sec)}  `}${text} `;
  return `\n${title.padEnd(88, '─')}`;
};
/** A table whose first `names` columns are names, the others numbers. */
const rows = (head, lines, names = 1) => {
  const made = table(
    head,
    head.map((_, place) => (place < names ? 'left' : 'right')),
  );
  made.push(...lines);
  return made.toString();
};

const BREAKS = 'No event tells of a break: one that the plan of the day has after the last stop done counts as still due.';

const routesToday = (snapshot) =>
  Object.entries(snapshot.routes)
    .filter(([id]) => id.endsWith(`-${DATE}`))
    .sort(([first], [second]) => (first < second ? -1 : 1));
const vehicleOf = (snapshot, id) => {
  const vehicleId = id.slice(0, id.lastIndexOf('-'));
  return plain(`${vehicleName(snapshot.vehicles[vehicleId], vehicleId)} (${vehicleId})`);
};
const orderNames = (snapshot, ids) => ids.map((id) => plain(snapshot.orders[id]?.name || id)).join(', ');
const stepKey = (step) => `${step.orderId} ${step.type}`;
const end = (route) => route?.steps.at(-1).arrivalSec ?? -1;
/** Stops outside their windows, done or to come. */
const outOfWindow = (route) => route.steps.filter((step) => step.violations?.includes('TW')).length;
const change = (before, after) => {
  if (before < 0 || after < 0) return '–';
  const minutes = Math.round((after - before) / 60);
  return minutes === 0 ? '0 min' : `${minutes > 0 ? '+' : '−'}${Math.abs(minutes)} min`;
};

/** A row per route: what is done of it, and its end in both plans. */
function endsTable(before, after) {
  const earlier = new Map(routesToday(before));
  return rows(
    ['Vehicle', 'Done', 'To do', 'End before', 'End now', 'Change', 'Out of window'],
    routesToday(after).map(([id, route]) => {
      const steps = route.steps.filter(isOrderStep);
      const done = steps.filter(isExecuted).length;
      const was = end(earlier.get(id));
      const moved = change(was, end(route));
      const stops = [count(done), count(steps.length - done)];
      return [vehicleOf(after, id), ...stops, clock(was), clock(end(route)), moved, count(outOfWindow(route))];
    }),
  );
}

/** ETAs of the stops still to come of the route that has moved most. */
function etasTable(before, after) {
  const moved = ([id, route]) => Math.abs(end(route) - end(before.routes[id]));
  const isOpen = (step) => isOrderStep(step) && !isExecuted(step);
  const inProgress = ([id, route]) => before.routes[id] && route.steps.some(isExecuted) && route.steps.some(isOpen);
  const begun = routesToday(after).filter(inProgress);
  const [chosen] = begun.sort((first, second) => moved(second) - moved(first) || (first[0] < second[0] ? -1 : 1));
  if (chosen === undefined) return 'No route is in progress.';
  const [id, route] = chosen;
  const earlier = new Map(before.routes[id].steps.filter(isOrderStep).map((step) => [stepKey(step), step]));
  const open = route.steps.filter(isOpen);
  const lines = open
    .slice(0, SHOWN)
    .map((step) => {
      const was = earlier.get(stepKey(step))?.startSec ?? -1;
      const name = `${after.orders[step.orderId].name} (${step.type})`;
      return [plain(name), clock(was), clock(step.startSec), change(was, step.startSec)];
    });
  const title = `ETAs of ${vehicleOf(after, id)}: the next ${lines.length} of ${counted(open.length, 'stop')} to come`;
  return `${title}\n${rows(['Stop', 'ETA before', 'ETA now', 'Change'], lines)}`;
}

function morningText({ plan, approved }) {
  const view = planView(plan.before, plan.result, TODAY);
  const dates = approved.approved.map(isoDate).join(', ');
  return [
    heading(null, `${isoDate(DATE)}: the plan of the day`),
    routesTable(view),
    leftOutText(view),
    `Cost ${hundredths(plan.result.cost.total)} after ${counted(plan.result.stats.iterations, 'iteration')}. Approved: ${dates}, ${counted(approved.approvedRoutes.length, 'route')}.`,
  ];
}

function reportsText(part, before, title) {
  const nobody = part.events.filter(({ data }) => data.status === 'reschedule');
  const done = part.events.filter(({ data }) => data.status === 'done');
  const names = nobody.length === 0 ? '' : `: ${orderNames(part.snapshot, nobody.map(({ orderId }) => orderId))}`;
  return [
    heading(part.sec, title),
    `${counted(part.events.length, 'event')} came in: ${counted(done.length, 'stop')} done, ${count(nobody.length)} found nobody there${names}.`,
    BREAKS,
    endsTable(before, part.snapshot),
    etasTable(before, part.snapshot),
  ];
}

function emergencyText({ order, refused, slots, set, applied, chosen }, snapshot, sec) {
  const lines = set.proposals.map((proposal, at) => {
    const found = proposal.status === 'FOUND';
    const slot = `${isoDate(slots[at].date)} ${windowText(slots[at].deliveryTimeWindows[0])}`;
    return found
      ? [
          slot,
          vehicleOf(snapshot, proposal.routeId),
          clock(proposal.deliveryStartSec),
          hundredths(proposal.deltaCost),
          at === chosen ? 'taken' : '',
        ]
      : [slot, 'no place', '–', '–', proposal.reasons?.[0]?.code ?? ''];
  });
  return [
    heading(sec, `Emergency: ${plain(order.name)} calls`),
    `Today 14:00–16:00 is refused, as documented (${refused.errorCode}): ${plain(refused.issues[0]?.message ?? refused.message)}.`,
    'So slots of tomorrow are offered, with what each adds to the cost:',
    rows(['Slot', 'Vehicle', 'Start', 'Cost', ''], lines, 2),
    applied === null ? 'None is possible.' : `The cheapest is taken: ${counted(Object.keys(applied.routes).length, 'route')} changed.`,
  ];
}

/** How many routes that have begun may take nothing more, as a stop still to come is late already. */
function lateRoutes(snapshot) {
  const isLate = (step) => !isExecuted(step) && (step.violations ?? []).includes('TW');
  return routesToday(snapshot).filter(([, route]) => route.steps.some(isExecuted) && route.steps.some(isLate)).length;
}

/** Where orders went, and why others did not. What was done and what is driven to stays before them. */
function fittedText({ before, result }, asked, snapshot) {
  const fitted = result.data.orderIds;
  const lines = Object.entries(result.routes).map(([id, route]) => {
    const own = fitted.filter((order) => route.steps.some((step) => step.orderId === order));
    const was = before.routes[id];
    const kind = was === undefined ? 'new' : was.steps.some(isExecuted) ? 'in progress' : 'not begun';
    const { total } = route.costBreakdown;
    const ends = [was === undefined ? '–' : clock(end(was)), clock(end(route))];
    return [vehicleOf(snapshot, id), kind, count(own.length), ...ends, hundredths(total)];
  });
  const late = lateRoutes(before);
  return [
    `${counted(late, 'route')} in progress with a stop to come that is late already ${late === 1 ? 'takes' : 'take'} nothing more.`,
    `Fitted in: ${count(fitted.length)} of ${counted(asked.length, 'order')}.`,
    ...(lines.length === 0 ? [] : [rows(['Vehicle', 'Route', 'Taken', 'End before', 'End now', 'Cost'], lines, 2)]),
    leftOutText(planView(before, result, TODAY)),
  ];
}

function breakdownText(day) {
  const { breakdown, repaired, second } = day;
  const { before, rest, onBoard, routeId } = breakdown;
  const kept = onBoard.length === 0 ? 'nothing' : orderNames(before, onBoard);
  return [
    heading(second.sec, `Breakdown: ${vehicleOf(before, routeId)} stops`),
    `${counted(rest.length, 'order')} not begun ${rest.length === 1 ? 'leaves' : 'leave'} its route. Picked up and still on board: ${kept}.`,
    'The vehicle is not available any more today; what was done stays on its route. The plan loads what others take over at',
    'the depot. It knows no arrival that nobody reports: a route without stops to do is shown as if it still drove home.',
    ...fittedText(breakdown, rest, repaired),
    `Cost of the day: ${hundredths(breakdown.result.cost.total)}.`,
  ];
}

/** The whole day (`playDay`) as lines of text. */
export function dayText(day) {
  const { first, urgent, second, last } = day;
  return [
    ...morningText(day),
    ...reportsText(first, day.morning, 'The morning, against the plan'),
    ...emergencyText(day.emergency, first.snapshot, first.sec),
    heading(first.sec, `Urgent: ${plain(urgent.order.name)} cannot wait until tomorrow`),
    ...fittedText(urgent, [urgent.order.id], second.snapshot),
    ...reportsText(second, first.snapshot, 'Half an hour later'),
    ...breakdownText(day),
    ...reportsText(last, day.repaired, 'Until early afternoon, since the breakdown'),
  ].join('\n');
}
