// One day, told by the public interface of the package alone: what happens, and what the planner answers.

import { openOrders } from '../../www-demo/src/model/drivers.mjs';
import { outOfService } from '../../www-demo/src/model/vehicle.mjs';
import { Drivers, isExecuted } from './drivers.mjs';

export const DATE = '20260317';
export const TOMORROW = '20260318';
const SEED = 17;
const TODAY = { from: DATE, to: DATE };
const hours = (value) => value * 3600;

/** An order that the day did not know of; in front of the station of the example's town. */
const order = (id, name, more) => ({
  id,
  name,
  eligibility: { type: 'any' },
  loads: { kg: 2000, m3: 10 },
  delivery: {
    location: { address: 'Station Square 1, Valmira', latLng: [45429000, 10982000], status: 'OK' },
    timeWindows: [],
    serviceTimeSec: 300,
  },
  ...more,
});
const window = (from, to) => [{ startSec: hours(from), endSec: hours(to) }];

/** What the planner refuses: its error. */
function refusal(call, RoutewrightError) {
  try {
    call();
  } catch (error) {
    if (error instanceof RoutewrightError && error.errorCode === 400) return error;
    throw error;
  }
  throw new Error('the planner was expected to refuse this');
}

/** Proposals for an order that is called in: refused for today, found for tomorrow, the cheapest applied. */
function emergency(planner, RoutewrightError) {
  const called = order('emergency-1', 'Pharmacy at the station', { priority: 20 });
  const slot = (date, from, to) => ({ date, deliveryTimeWindows: window(from, to) });
  const ask = (timeSlots) => planner.computeProposals({ order: called, timeSlots });
  const refused = refusal(() => ask([slot(DATE, 14, 16)]), RoutewrightError);
  const slots = [slot(TOMORROW, 8, 10), slot(TOMORROW, 10, 12), slot(TOMORROW, 14, 16)];
  const set = ask(slots);
  const byCost = set.proposals
    .map((proposal, index) => ({ index, ...proposal }))
    .filter(({ status }) => status === 'FOUND')
    .sort((first, second) => first.deltaCost - second.deltaCost || first.index - second.index)
    .map(({ index }) => index);
  const applied = byCost.length === 0 ? null : planner.applyProposal(set, { proposalsIndexes: byCost });
  return { order: called, refused, slots, set, applied, chosen: byCost[0] ?? null };
}

/** An order that cannot wait for tomorrow is put into the snapshot and fitted in today. */
function urgent(planner) {
  const called = order('urgent-1', 'Hospital laboratory', {
    priority: 20,
    eligibility: { type: 'on', onDates: [DATE] },
  });
  planner.putOrders([called]);
  const before = planner.snapshot();
  return { order: called, before, result: planner.fitIn({ ...TODAY, orderIds: [called.id] }, { maxIterations: 0 }) };
}

/** The route in progress with the most orders still to come; of equals the first by id. */
function unlucky(routes) {
  const begun = Object.entries(routes).filter(([, route]) => route.steps.some(isExecuted));
  const amount = ([, route]) => openOrders(route).rest.length;
  return begun.sort((first, second) => amount(second) - amount(first) || (first[0] < second[0] ? -1 : 1))[0];
}

/** A vehicle stops: its rest leaves the route, it is not available any more, the others take what they can. */
function breakdown(planner) {
  const before = planner.snapshot();
  const [routeId, route] = unlucky(before.routes);
  const vehicle = before.vehicles[route.vehicleId];
  const { rest, onBoard } = openOrders(route);
  planner.unassignOrders({ orderIds: rest });
  planner.putVehicles([outOfService(vehicle, DATE)]);
  const fitted = planner.fitIn({ ...TODAY, orderIds: rest }, { maxIterations: 300 });
  return { routeId, vehicleId: route.vehicleId, rest, onBoard, before, result: fitted };
}

/** Plays the day; `snapshot` is `examples/city-200.json` in any form that a planner takes. */
export function playDay({ Planner, RoutewrightError }, snapshot) {
  const planner = new Planner(snapshot);
  try {
    const day = {};
    const loaded = planner.snapshot();
    day.plan = { before: loaded, result: planner.buildRoutes(TODAY, { maxIterations: 3_000 }) };
    day.approved = planner.approveRoutes({ ids: Object.keys(day.plan.result.routes) });
    day.morning = planner.snapshot();

    const drivers = new Drivers(planner, DATE, SEED);
    const until = (sec, broken) => {
      const events = drivers.reportUntil(sec, broken);
      const timed = planner.setNow({ date: DATE, sec });
      return { sec, events, timed, snapshot: planner.snapshot() };
    };
    day.first = until(hours(10));
    day.emergency = emergency(planner, RoutewrightError);
    day.urgent = urgent(planner);
    day.second = until(hours(10.5));
    day.breakdown = breakdown(planner);
    day.repaired = planner.snapshot();
    day.last = until(hours(13), day.breakdown.routeId);
    return day;
  } finally {
    planner.free();
  }
}
