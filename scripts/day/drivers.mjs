// Drivers who are sometimes late: the execution events of a day, in order of time.

const DRIVE_DELAY_SEC = 900;
const SERVICE_DELAY_SEC = 300;
/** Of a hundred stops so many find nobody there. */
const NOBODY_THERE = 3;

export const isOrderStep = (step) => step.type === 'pickup' || step.type === 'delivery';
export const isExecuted = (step) => step.effective != null;

/** Uniform numbers in [0, 1) from a seed: a Weyl sequence through the mixer of MurmurHash3 (Appleby). */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
}

/** Mostly little, at times much: up to `most` seconds. */
const delay = (random, most) => Math.floor(random() ** 3 * most);

/** What a driver reports about the next stop of a route; nothing at its end. */
function nextVisit(id, route, random) {
  const step = route.steps.find((one) => isOrderStep(one) && !isExecuted(one));
  if (step === undefined) return [];
  const split = id.lastIndexOf('-');
  const visit = { orderId: step.orderId, orderStepType: step.type };
  const at = { ...visit, vehicleId: id.slice(0, split), date: id.slice(split + 1) };
  const inSec = step.startSec + delay(random, DRIVE_DELAY_SEC);
  const outSec = inSec + (step.endSec - step.startSec) + delay(random, SERVICE_DELAY_SEC);
  const status =
    random() * 100 < NOBODY_THERE ? { status: 'reschedule', statusReason: 'Nobody there' } : { status: 'done' };
  return [
    { type: 'timeIn', ...at, data: { sec: inSec } },
    { type: 'timeOut', ...at, data: { sec: outSec } },
    { type: 'statusUpdate', ...at, data: { sec: outSec, ...status } },
  ];
}

/** The drivers of a planner's routes of one date. Each stop starts from the ETA that the events before have led to. */
export class Drivers {
  #planner;
  #date;
  #random;
  #waiting = new Map(); // the reports still to come of the stop that a vehicle is at or drives to

  constructor(planner, date, seed) {
    this.#planner = planner;
    this.#date = date;
    this.#random = seeded(seed);
  }

  /** Sends all that is reported until `untilSec`, one event a call as it comes in; gives these events. */
  reportUntil(untilSec, broken = null) {
    const routes = Object.entries(this.#planner.snapshot().routes).filter(([id]) => id.endsWith(`-${this.#date}`));
    const latest = new Map(routes.sort(([first], [second]) => (first < second ? -1 : 1)));
    const sent = [];
    for (;;) {
      const next = this.#next(latest, broken);
      if (next === null || next.event.data.sec > untilSec) return sent;
      const { id, event } = next;
      const { routes: changed } = this.#planner.applyExecutionEvents({ events: [event] });
      for (const [changedId, route] of Object.entries(changed)) if (latest.has(changedId)) latest.set(changedId, route);
      this.#waiting.get(id).shift();
      sent.push(event);
    }
  }

  /** The earliest report of all vehicles; of one moment that of the first route id. */
  #next(routes, broken) {
    let next = null;
    for (const [id, route] of routes) {
      if (id === broken) continue;
      if ((this.#waiting.get(id) ?? []).length === 0) this.#waiting.set(id, nextVisit(id, route, this.#random));
      const [event] = this.#waiting.get(id);
      if (event !== undefined && (next === null || event.data.sec < next.event.data.sec)) next = { id, event };
    }
    return next;
  }
}
