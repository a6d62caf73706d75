// Moves of stops on the demo page, and what the package makes of them.

import assert from 'node:assert/strict';
import { assignOrderSteps } from '#routewright';
import { cents } from './demo.mjs';

export const isOrderStep = (step) => step.type === 'pickup' || step.type === 'delivery';
export const total = (routes) => Object.values(routes).reduce((sum, route) => sum + route.costBreakdown.total, 0);
export const sequence = (route) => route.steps.filter(isOrderStep).map((step) => `${step.type} ${step.orderId}`);

/** Two used routes, and on the first a stop of an order with one step. */
export function choose(snapshot) {
  const used = Object.entries(snapshot.routes).filter(([, route]) => route.steps.some(isOrderStep)).sort();
  const [[from, route]] = used;
  const step = route.steps.find((one) => isOrderStep(one) && !(snapshot.orders[one.orderId].pickup && snapshot.orders[one.orderId].delivery));
  return { from, to: used[1][0], step };
}

/** Two vehicles that drive along three orders each, in two lines apart: on a map nothing covers anything. */
export function twoLines() {
  const at = (lat, lng) => ({ location: { latLng: [lat, lng], status: 'OK' } });
  const settings = {
    available: true, departureDepotId: 'depot', arrivalDepotId: 'depot', timeWindow: { startSec: 28_800, endSec: 61_200 },
    drivingTimeCost: 2000, kmCost: 100,
  };
  const lines = { north: 45_050_000, south: 44_950_000 };
  const orders = Object.entries(lines).flatMap(([line, lat]) => [1, 2, 3].map((place) => ({
    id: `${line}-${place}`, name: `${line} ${place}`, forceVehicleId: line,
    delivery: { ...at(lat, 10_000_000 + place * 100_000), serviceTimeSec: 600 },
  })));
  return {
    territory: { name: 'Two lines', timeZoneCode: 'Europe/Rome' },
    depots: { depot: { name: 'Depot', ...at(45_000_000, 10_000_000) } },
    vehicles: Object.fromEntries(Object.keys(lines).map((id, at) => [id, { id, idx: at + 1, externalId: id, settings }])),
    orders: Object.fromEntries(orders.map((order) => [order.id, order])),
    now: { date: '20260317', sec: 0 },
  };
}

/** The bar of an order in the timeline. */
export const bar = (orderId) => `.tl-movable[data-order="${orderId}"]`;

/** Waits for the answer to what is aimed at. */
export const answered = (page) => page.waitForFunction(() => / · /.test(document.querySelector('.move-outcome').textContent));

/** The middle of an element on the screen, scrolled into sight. */
export async function centre(page, selector) {
  await page.locator(selector).scrollIntoViewIfNeeded();
  const box = await page.locator(selector).boundingBox();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

/**
 * Holds what the panel says of the move that is aimed at against the package; gives the routes that the move leads to, the
 * difference in cost and the place aimed at.
 */
export async function judged(page, before, { orderId, type }) {
  await answered(page);
  const said = await page.textContent('.move-outcome');
  const to = await page.inputValue('#move-route');
  const index = Number(await page.inputValue('#move-position'));
  const own = `${type} ${orderId}`;
  const others = before.routes[to].steps.filter((step) => isOrderStep(step) && `${step.type} ${step.orderId}` !== own);
  const afterSec = index === 0 ? 0 : others[index - 1].startSec;
  const result = assignOrderSteps(before, { orderSteps: [{ orderId, type }], routeId: to, afterSec });
  const concerned = new Set([...Object.keys(result.routes), ...result.deletedRouteIds]);
  const delta = total(result.routes) - [...concerned].reduce((sum, id) => sum + (before.routes[id]?.costBreakdown.total ?? 0), 0);
  assert.equal(cents(/^([+−]?[\d,.]+)/.exec(said)[1]), delta);
  const broken = Object.values(result.routes).flatMap((route) => [...(route.vehicleViolations ?? []), ...route.steps.flatMap((one) => one.violations ?? [])]);
  assert.equal(said.includes('nothing violated'), broken.length === 0);
  for (const code of broken) assert.ok(said.includes(`(${code})`) || said.endsWith('…'), `${code} in ${said}`);
  assert.equal(sequence(result.routes[to])[index], own);
  return { to, index, delta, routes: result.routes };
}
