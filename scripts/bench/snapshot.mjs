// A published instance as a snapshot with a typed-array matrix beside it, by the conventions of its family.

import { measure, vehiclesFirst } from './conventions.mjs';

export const DATE = '20300102';
/** The longest that a window may be. */
const DAY = 86_400;
/** Hundredths; above any distance of these instances and the most that an activation may cost. */
const VEHICLE_FIRST = 100_000_000;
/** Hundredths: one metre costs one. */
const KM_COST = 1_000;
/** Coordinates have at most four decimals. */
const MICRODEGREES = 10_000;

/** Metres and seconds per unit of the instance, as fine as windows of one day allow. */
export function scales(instance, convention) {
  if (convention === 'dimacs_distance') return { metres: 10, seconds: 10 };
  if (convention === 'euc2d_rounded') return { metres: 1, seconds: 0 };
  return { metres: 1_000, seconds: Math.floor(DAY / instance.nodes[0].due) };
}

/**
 * The snapshot, its matrix, and the request. In a build with the feature `planar` the estimate is the convention of `.vrp`
 * files, and no matrix is needed.
 */
export function toSnapshot(instance, convention, { planar = false } = {}) {
  const units = scales(instance, convention);
  const position = planar ? ({ x, y }) => [y, x] : ({ x, y }) => [Math.round(y * MICRODEGREES), Math.round(x * MICRODEGREES)];
  const located = instance.nodes.map((node) => ({ ...node, location: { address: '', latLng: position(node), status: 'OK' } }));
  const snapshot = {
    territory: { id: instance.name, name: instance.name, timeZoneCode: 'UTC', languageCode: 'en' },
    depots: { depot: { id: 'depot', name: 'depot', location: located[0].location, setupTimeSec: 0, setupCost: 0 } },
    vehicles: vehicles(instance, convention, units),
    orders: orders(located, units),
  };
  const travel = planar ? null : matrix(located, convention, units);
  return { snapshot, travel, request: { from: DATE, to: DATE } };
}

function matrix(located, convention, { metres, seconds }) {
  const between = measure(convention);
  const places = [...new Map(located.map((node) => [`${node.x} ${node.y}`, node])).values()];
  const count = places.length;
  const durationsSec = new Int32Array(count * count);
  const distancesMt = new Int32Array(count * count);
  for (let i = 0; i < count; i += 1) {
    for (let j = 0; j < count; j += 1) {
      const distance = between(places[i], places[j]);
      distancesMt[i * count + j] = Math.round(distance * metres);
      // Rounded up, so that what is in time here is in time without rounding.
      durationsSec[i * count + j] = Math.ceil(distance * seconds - 1e-6);
    }
  }
  const locations = places.map((node) => node.location.latLng);
  return { type: 'matrix', locations, durationsSec, distancesMt, missing: 'error' };
}

function vehicles(instance, convention, { seconds }) {
  const demand = instance.nodes.reduce((sum, node) => sum + Math.max(0, node.demand), 0);
  // The number is free in families without one: a fifth and ten more than loads need.
  const count = instance.vehicles ?? Math.ceil(Math.ceil(demand / instance.capacity) * 1.2) + 10;
  const settings = {
    available: true, departureDepotId: 'depot', arrivalDepotId: 'depot', flexStartTime: true,
    timeWindow: { startSec: 0, endSec: seconds === 0 ? DAY : Math.floor(instance.nodes[0].due * seconds) },
    loadCapacities: { load: instance.capacity }, kmCost: KM_COST,
    activationCost: vehiclesFirst(convention) ? VEHICLE_FIRST : 0,
  };
  const ids = Array.from({ length: count }, (_, at) => `v${String(at + 1).padStart(4, '0')}`);
  return Object.fromEntries(ids.map((id, at) => [id, { id, idx: at + 1, settings }]));
}

/** The id of an order is `o` and its node: of a pair the pickup. */
function orders(located, { seconds }) {
  const list = {};
  located.forEach((node, at) => {
    if (at === 0 || node.pickup > 0) return;
    const id = `o${String(at).padStart(5, '0')}`;
    const pair = node.delivery > 0;
    list[id] = {
      id, eligibility: { type: 'any' }, loads: { load: node.demand },
      pickup: pair ? step(node, seconds) : null,
      delivery: step(pair ? located[node.delivery] : node, seconds),
    };
  });
  return list;
}

function step({ location, ready, due, service }, seconds) {
  const timeWindows = seconds === 0 ? [] : [{ startSec: Math.ceil(ready * seconds), endSec: Math.floor(due * seconds) }];
  return { location, timeWindows, serviceTimeSec: Math.ceil(service * seconds) };
}

/** Routes of orders as lists of nodes. */
export function nodesOf(instance, routes) {
  const nodeOf = ({ orderId, type }) => {
    const at = Number(orderId.slice(1));
    return type === 'delivery' && instance.kind === 'pdptw' ? instance.nodes[at].delivery : at;
  };
  return routes.map((route) => route.visits.map(nodeOf));
}
