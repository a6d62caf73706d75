// What the parts of a plan say when one points at them: lines of plain text, the first the title.

import { clock, counted, duration, kilometres, knownHundredths, percent, windowText } from './format.mjs';
import { KIND_NAMES } from './segments.mjs';

const STEP_NAMES = { pickup: 'pickup', delivery: 'delivery' };

/** Lines about one stop. */
export function stopLines(step) {
  const number = step.label === '' ? '' : `${step.label} · `;
  const kind = STEP_NAMES[step.type] === undefined ? '' : ` (${STEP_NAMES[step.type]})`;
  return [
    `${number}${step.name ?? 'Stop'}${kind}`,
    step.address !== null && step.address !== step.name ? step.address : null,
    `Arrival ${clock(step.arrivalSec)}, service ${clock(step.startSec)}–${clock(step.endSec)}`,
    step.idleTimeSec > 0 ? `Waits ${duration(step.idleTimeSec)} for its window` : null,
    step.windows.length > 0 ? `May start ${step.windows.map(windowText).join(', ')}` : null,
    step.violations.length > 0 ? `Violates ${step.violations.join(', ')}` : null,
  ].filter((line) => line !== null);
}

/** Lines about one stretch of a route's timeline. */
export function segmentLines(route, segment) {
  const step = route.steps[segment.step];
  if (segment.kind === 'service') return stopLines(step);
  const span = `${clock(segment.fromSec)}–${clock(segment.toSec)} (${duration(segment.toSec - segment.fromSec)})`;
  const title = `${KIND_NAMES[segment.kind]} ${span}`;
  if (segment.kind !== 'drive') return [title, step?.name ? `At ${step.name}` : null].filter((line) => line !== null);
  const from = route.steps[segment.step - 1];
  const target = route.steps.slice(segment.step).find((next) => next.name);
  return [title, `${kilometres(from.distanceToNextMt)} km${target === undefined ? '' : ` to ${target.name}`}`];
}

/** Lines about a whole route. */
export function routeLines(route) {
  const loads = route.loads
    .filter((load) => load.capacity !== null)
    .map((load) => `${load.key} ${percent(load.peak, load.capacity)}`);
  return [
    route.vehicle,
    `${counted(route.orders, 'order')}, ${counted(route.stops, 'stop')}`,
    `${clock(route.startSec)}–${clock(route.endSec)}, driving ${duration(route.driveSec)}, waiting ${duration(route.idleSec)}`,
    `${kilometres(route.distanceMt)} km, cost ${knownHundredths(route.cost)}`,
    loads.length > 0 ? `Load ${loads.join(', ')}` : null,
    route.violations.length > 0 ? `Violates ${route.violations.join(', ')}` : null,
  ].filter((line) => line !== null);
}

/** What an issue says, without the path where the message begins with it: that is shown beside it. */
export const issueText = ({ path, message }) =>
  path !== '' && message.startsWith(`${path} `) ? message.slice(path.length + 1) : message;

const STOPPED_BY = {
  timeBudget: 'time budget used up',
  iterations: 'iteration limit reached',
  work: 'work limit reached',
  converged: 'nothing left to try',
  aborted: 'stopped by hand',
};

/** How a search went (`SolveStats`). */
export function searchText({ iterations, improvements, elapsedMs, seed, stoppedBy }) {
  const amount = `${counted(iterations, 'iteration')}, ${counted(improvements, 'improvement')}`;
  return `${amount} in ${(elapsedMs / 1000).toFixed(1)} s, seed ${seed}: ${STOPPED_BY[stoppedBy] ?? stoppedBy}`;
}
