// A vehicle breaks down: it is not available any more, what nobody has begun with leaves its route, and the others take what
// they can.

import type { RouteId } from 'routewright';
import { counted } from '../model/format.mjs';
import { openOrders } from '../model/drivers.mjs';
import { outOfService, settingsOn } from '../model/vehicle.mjs';
import { h } from '../view/dom.mjs';
import type { App } from './app.js';
import { element } from './page-elements.js';
import { dateOfRoute, placements, stepKey, stepsOf, vehicleLabel, vehicleOfRoute, withResult, type Session } from './session.js';

/** So many rounds of search put the orders elsewhere: a moment, and the same plan on every machine. */
const ITERATIONS = 200;

/** Whether a vehicle works on a date. */
export function inService({ vehicles }: Session['snapshot'], id: RouteId): boolean {
  const vehicle = vehicles[vehicleOfRoute(id)];
  return vehicle !== undefined && settingsOn(vehicle, dateOfRoute(id)).available !== false;
}

export class Breakdown {
  #app: App;
  #choice = element<HTMLSelectElement>('broken');
  #button = element<HTMLButtonElement>('break-down');
  #done: (session: Session, line: string) => void;

  /** `done` is told of the plan after a breakdown, and what happened. */
  constructor(app: App, done: (session: Session, line: string) => void) {
    this.#app = app;
    this.#done = done;
    this.#button.addEventListener('click', () => void this.#break(this.#choice.value));
    app.watchBusy(() => this.#allow());
  }

  /** The vehicles on their way on a date, or about to be. */
  refresh({ snapshot }: Session, date: string): void {
    const ids = Object.entries(snapshot.routes ?? {})
      .filter(([id, route]) => dateOfRoute(id) === date && inService(snapshot, id) && openOrders(route).rest.length > 0)
      .map(([id, route]) => ({ id, text: `${vehicleLabel(snapshot, id)}: ${openOrders(route).rest.length} to go` }))
      .sort((first, second) => (first.id < second.id ? -1 : 1));
    const there = [...this.#choice.options].map(({ value, text }) => `${value} ${text}`).join();
    if (there !== ids.map(({ id, text }) => `${id} ${text}`).join()) {
      const chosen = this.#choice.value;
      this.#choice.replaceChildren(...ids.map(({ id, text }) => h('option', { value: id, selected: id === chosen }, text)));
    }
    this.#allow();
  }

  #allow(): void {
    this.#button.disabled = this.#app.busy || this.#choice.options.length === 0;
  }

  #break(id: RouteId): Promise<void> {
    return this.#app.work(async () => {
      const { current } = this.#app.store;
      const route = current?.snapshot.routes?.[id];
      if (current === null || route === undefined) return;
      const { session, orderIds } = await this.#app.engine.changing(current.snapshot, async (planner) => {
        const { rest: orderIds } = openOrders(route);
        const date = dateOfRoute(id);
        const vehicle = outOfService(current.snapshot.vehicles[vehicleOfRoute(id)], date);
        let after = withResult(current, await planner.unassignOrders({ orderIds }));
        after = withResult(after, await planner.putVehicles([vehicle]));
        const vehicles = { ...after.snapshot.vehicles, [vehicleOfRoute(id)]: vehicle };
        after = { ...after, snapshot: { ...after.snapshot, vehicles } };
        after = withResult(after, await planner.fitIn({ from: date, to: date, orderIds }, { maxIterations: ITERATIONS }));
        return { snapshot: after.snapshot, session: after, orderIds };
      });
      const line = this.#line(session, id, orderIds);
      this.#app.store.push(session, `${vehicleLabel(session.snapshot, id)} broke down`);
      this.#app.notices.say(line, 'good');
      this.#done(session, line);
    });
  }

  #line({ snapshot }: Session, id: RouteId, orderIds: string[]): string {
    const placed = placements(snapshot.routes);
    const left = orderIds.filter((orderId) => stepsOf(snapshot, orderId).some((kind) => !placed.has(stepKey(orderId, kind)))).length;
    const taken = `${counted(orderIds.length - left, 'order')} fitted in elsewhere`;
    return `${vehicleLabel(snapshot, id)} broke down: ${taken}${left === 0 ? '' : `, ${left} left out`}.`;
  }
}
