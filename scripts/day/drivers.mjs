// Drivers who are sometimes late: the execution events of a day, in order of time.

import { nextVisit, seeded } from '../../www-demo/src/model/drivers.mjs';

export { isExecuted, isOrderStep, seeded } from '../../www-demo/src/model/drivers.mjs';

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
