// How long the operations of a dispatcher take on a loaded planner whose orders are planned: 50 and 95 % of many calls,
// beside the targets.

import { seeded } from '../day/drivers.mjs';

/** In milliseconds at 95 %, for 1 000 orders and 50 vehicles. */
const TARGETS = {
  'proposals: 7 slots, summaries': { must: 10, goal: 2 },
  'proposals: 7 slots, previews read': { must: 10 },
  'proposals: cold, from JSON text': { must: 60 },
  'fit-in: 1 order': { must: 5 },
  'fit-in: 50 orders': { must: 50 },
  'events: 1': { must: 1 },
  'events: 1 000': { must: 50 },
  'explainOrder': { must: 10 },
};
/** The orders called in are 50 m to some hundred metres beside orders of the plan. */
const BESIDE_MICRODEGREES = 4_000;
const CALLED_IN = 50;
const EVENTS_AT_ONCE = 1_000;
const SLOTS = 7;
const HOUR = 3_600;
const FIRST_SLOT_HOUR = 8;

const isVisit = (step) => step.type === 'pickup' || step.type === 'delivery';

/** Orders like those of the snapshot, near them, without windows of their own; the same for the same seed. */
function* calledIn(snapshot, date) {
  const like = Object.values(snapshot.orders).filter((order) => order.delivery);
  const random = seeded(1);
  const aside = (value) => value + Math.round((random() * 2 - 1) * BESIDE_MICRODEGREES);
  for (let number = 1; ; number += 1) {
    const { loads, delivery } = like[Math.floor(random() * like.length)];
    const location = { ...delivery.location, latLng: delivery.location.latLng.map(aside) };
    const { serviceTimeSec } = delivery;
    const eligibility = { type: 'on', onDates: [date] };
    const step = { location, serviceTimeSec, timeWindows: [] };
    yield { id: `called-in-${number}`, eligibility, loads, pickup: null, delivery: step };
  }
}

const take = (steps, count) => Array.from({ length: count }, () => steps.next().value);

/** What drivers report when all goes as planned, in order of time. */
function reports(routes) {
  const events = Object.entries(routes).flatMap(([id, route]) => {
    const split = id.lastIndexOf('-');
    return route.steps.filter(isVisit).flatMap((step) => {
      const at = { orderId: step.orderId, orderStepType: step.type, vehicleId: id.slice(0, split), date: id.slice(split + 1) };
      return [
        { type: 'timeIn', ...at, data: { sec: step.startSec } },
        { type: 'timeOut', ...at, data: { sec: step.endSec } },
        { type: 'statusUpdate', ...at, data: { sec: step.endSec, status: 'done' } },
      ];
    });
  });
  return events.sort((first, second) => first.data.sec - second.data.sec);
}

function slotsOf(date) {
  return Array.from({ length: SLOTS }, (_, at) => {
    const startSec = (FIRST_SLOT_HOUR + at) * HOUR;
    return { date, deliveryTimeWindows: [{ startSec, endSec: startSec + 2 * HOUR }] };
  });
}

/**
 * Each measure gives, per call, what is timed; what it prepares and puts back is not.
 * @returns {Record<string, () => Generator<() => void>>}
 */
function measures({ Planner, computeProposals }, text, snapshot, date) {
  const day = { from: date, to: date };
  const insertion = { maxIterations: 0 };
  const timeSlots = slotsOf(date);

  function* proposals(read) {
    const planner = new Planner(text);
    for (const order of calledIn(snapshot, date)) yield () => read(planner.computeProposals({ order, timeSlots }));
  }

  function* cold() {
    for (const order of calledIn(snapshot, date)) yield () => computeProposals(text, { order, timeSlots });
  }

  /** The orders wait unplanned; unplanned again after each call. */
  function* fitIn(count) {
    const waiting = take(calledIn(snapshot, date), CALLED_IN);
    const orders = { ...snapshot.orders, ...Object.fromEntries(waiting.map((order) => [order.id, order])) };
    const planner = new Planner(JSON.stringify({ ...snapshot, orders }));
    for (let at = 0; ; at = (at + count) % waiting.length) {
      const orderIds = waiting.slice(at, at + count).map((order) => order.id);
      yield () => planner.fitIn({ ...day, orderIds }, insertion);
      planner.unassignOrders({ orderIds });
    }
  }

  function* edits() {
    const planner = new Planner(text);
    for (const order of calledIn(snapshot, date)) {
      yield () => planner.putOrders([order]);
      yield () => planner.removeOrders([order.id]);
    }
  }

  /** Of the planner's own plan, from the start again where the day has ended. */
  function* events(count) {
    const all = reports(snapshot.routes);
    for (;;) {
      const planner = new Planner(text);
      for (let at = 0; at + count <= all.length || at === 0; at += count) {
        yield () => planner.applyExecutionEvents({ events: all.slice(at, at + count) });
        if (count > 1) break;
      }
      planner.free();
    }
  }

  function* explain() {
    const planner = new Planner(text);
    const ids = Object.keys(snapshot.orders);
    const random = seeded(2);
    for (;;) {
      const orderId = ids[Math.floor(random() * ids.length)];
      yield () => planner.explainOrder({ orderId });
    }
  }

  return {
    'proposals: 7 slots, summaries': () => proposals((set) => set.proposals.map((one) => one.deltaCost)),
    'proposals: 7 slots, previews read': () => proposals((set) => set.proposals.map((one) => one.data)),
    'proposals: cold, from JSON text': cold,
    'fit-in: 1 order': () => fitIn(1),
    'fit-in: 50 orders': () => fitIn(CALLED_IN),
    'events: 1': () => events(1),
    'events: 1 000': () => events(EVENTS_AT_ONCE),
    'explainOrder': explain,
    'putOrders and removeOrders: 1': edits,
  };
}

/** Milliseconds of each of `calls` calls, after some that warm up. */
function timed(steps, calls) {
  const warmUp = Math.min(10, calls);
  const times = [];
  for (let call = 0; call < warmUp + calls; call += 1) {
    const act = steps.next().value;
    const from = performance.now();
    act();
    if (call >= warmUp) times.push(performance.now() - from);
  }
  steps.return();
  return times.sort((first, second) => first - second);
}

/** The value below which a share of ascending values lies (nearest rank). */
export function quantile(ascending, share) {
  return ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)];
}

/** The snapshot with the plan of a few iterations: the same at each run. */
export function planned({ buildRoutes }, snapshot, date) {
  const { routes } = buildRoutes(snapshot, { from: date, to: date }, { maxIterations: 100 });
  return { ...snapshot, routes };
}

/** Rows of one size; `only` picks operations by the beginning of their name. `report` is told each row as it is there. */
export function benchOperations(routewright, name, snapshot, { date, calls, only }, report) {
  const withPlan = planned(routewright, snapshot, date);
  const text = JSON.stringify(withPlan);
  const size = `${Object.keys(snapshot.orders).length}/${Object.keys(snapshot.vehicles).length}`;
  const rows = [];
  for (const [operation, steps] of Object.entries(measures(routewright, text, withPlan, date))) {
    if (only && !only.some((word) => operation.startsWith(word))) continue;
    const times = timed(steps(), calls);
    const { must = null, goal = null } = TARGETS[operation] ?? {};
    const row = { name, size, operation, calls, p50: quantile(times, 0.5), p95: quantile(times, 0.95), must, goal };
    rows.push(row);
    report(row);
  }
  return rows;
}
