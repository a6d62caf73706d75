// The examples as cases: as they stand, or, for comparison with others, on one date with a matrix that all are given.

import { DATE, cityText } from './cities.mjs';
import { Broken } from './judge.mjs';

const EARTH_RADIUS_MT = 6_371_008.8;
const DETOUR_FACTOR = 1.3;
const SPEED_KMH = 40;

export function readExample(name) {
  const snapshot = JSON.parse(cityText(name));
  const dates = [...new Set(JSON.stringify(snapshot.orders).match(/\b20\d{6}\b/g))].sort();
  return { snapshot, request: { from: dates[0], to: dates.at(-1) } };
}

/** A large city on one date, on the estimate. */
export function largeSnapshot(name) {
  return { snapshot: readExample(name).snapshot, request: { from: DATE, to: DATE } };
}

/** A city on one date; great circle × 1.3 at 40 km/h, rounded to metres and seconds. */
export function richSnapshot(name) {
  const { snapshot } = readExample(name);
  const steps = Object.values(snapshot.orders).flatMap(({ pickup, delivery }) => [pickup, delivery]).filter(Boolean);
  const places = [...Object.values(snapshot.depots), ...steps].map(({ location }) => location.latLng);
  const locations = [...new Map(places.map((latLng) => [String(latLng), latLng])).values()];
  const count = locations.length;
  const distancesMt = new Int32Array(count * count);
  const durationsSec = new Int32Array(count * count);
  locations.forEach((from, i) => {
    locations.forEach((to, j) => {
      const metres = Math.round(greatCircle(from, to) * DETOUR_FACTOR);
      distancesMt[i * count + j] = metres;
      durationsSec[i * count + j] = Math.round((metres * 3.6) / SPEED_KMH);
    });
  });
  const travel = { type: 'matrix', locations, durationsSec, distancesMt, missing: 'error' };
  return { snapshot, travel, request: { from: DATE, to: DATE } };
}

/** Metres between two [lat, lng] in micro-degrees (haversine formula). */
function greatCircle(from, to) {
  const [lat1, lng1, lat2, lng2] = [...from, ...to].map((value) => (value * Math.PI) / 180e6);
  const root = Math.sin((lat2 - lat1) / 2) ** 2 + Math.cos(lat1) * Math.cos(lat2) * Math.sin((lng2 - lng1) / 2) ** 2;
  return 2 * EARTH_RADIUS_MT * Math.asin(Math.sqrt(root));
}

/**
 * Times and prices the routes of any solver by the package's own `applySequences`, in these sequences and with these
 * vehicles, and counts what they break; what cannot be applied at all (a step twice, nobody's vehicle) is broken. Costs in
 * whole units of money.
 */
export function judgeByPackage({ RoutewrightError, applySequences }, routes, { snapshot, travel, request }) {
  const empty = { ...snapshot, routes: {}, ...(travel ? { travel } : {}) };
  const sequences = routes
    .filter((route) => route.visits.length > 0)
    .map(({ vehicleId, date, visits }) => ({ routeId: `${vehicleId}-${date ?? request.from}`, orderSteps: visits }));
  if (sequences.length === 0) return { vehicles: 0, cost: 0, leftOut: Object.keys(snapshot.orders).length, violations: 0 };
  let timed;
  let cost;
  try {
    ({ routes: timed, cost } = applySequences(empty, { sequences }));
  } catch (error) {
    if (error instanceof RoutewrightError && error.errorCode !== 500) throw new Broken(error.message);
    throw error;
  }
  const steps = Object.values(timed).flatMap((route) => route.steps);
  const visited = new Set(steps.map((step) => step.orderId).filter(Boolean));
  const violations = Object.values(timed).reduce((sum, route) => sum + violationsOf(route), 0);
  const leftOut = Object.keys(snapshot.orders).filter((id) => !visited.has(id)).length;
  return { vehicles: sequences.length, cost: cost.total / 100, leftOut, violations };
}

/** Of the vehicle and of the steps. */
function violationsOf(route) {
  const ofSteps = route.steps.map((step) => step.violations?.length ?? 0);
  return ofSteps.reduce((sum, count) => sum + count, route.vehicleViolations?.length ?? 0);
}
