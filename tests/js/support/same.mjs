// What is planned natively, under Node and in Chromium, to the same result.

import { readFileSync } from 'node:fs';

const text = (name) => readFileSync(new URL(`../../../examples/${name}.json`, import.meta.url), 'utf8');

/** A matrix of whole numbers that is neither symmetric nor complete: drives at 36 km/h along the axes, and some more. */
function matrix(locations) {
  const durationsSec = [];
  const distancesMt = [];
  for (const [i, from] of locations.entries()) {
    for (const [j, to] of locations.entries()) {
      const mt = i === j ? 0 : Math.floor((Math.abs(from[0] - to[0]) + Math.abs(from[1] - to[1])) / 10) + ((i * 7919 + j * 104_729) % 300);
      const isClosed = i !== j && (i * 31 + j * 17) % 211 === 0;
      durationsSec.push(isClosed ? -1 : Math.floor(mt / 10));
      distancesMt.push(isClosed ? -1 : mt);
    }
  }
  return { type: 'matrix', locations, durationsSec, distancesMt };
}

const BREAKS = [
  { durationSec: 900, startSec: 36_000, endSec: 39_600 },
  { durationSec: 1_800, startSec: 43_200, endSec: 46_800 },
  { durationSec: 600, startSec: 54_000, endSec: 57_600 },
];

/** 70 orders of the city on three dates: reloads, three breaks, minima, a slow vehicle, a matrix. */
function week() {
  const snapshot = JSON.parse(text('city-200'));
  const dates = ['20260317', '20260318', '20260319'];
  const orders = Object.entries(snapshot.orders).slice(0, 70);
  for (const [index, [, order]] of orders.entries()) {
    order.eligibility = [{ type: 'any' }, { type: 'on', onDates: [dates[index % 3]] }, { type: 'by', byDate: dates[1] }][index % 3];
    order.priority = [0, 10, -20, 20][index % 4];
  }
  const vehicles = Object.entries(snapshot.vehicles).slice(0, 4);
  for (const [index, [, { settings }]] of vehicles.entries()) {
    settings.breaks = BREAKS.slice(0, index);
    for (const key of Object.keys(settings.loadCapacities)) settings.loadCapacities[key] = Math.floor(settings.loadCapacities[key] / 4);
    Object.assign(settings, { speedFactor: 100 - 10 * index, minWorkingTimeSec: 7_200 * index, flexStartTime: index % 2 === 0 });
  }
  Object.assign(snapshot, { orders: Object.fromEntries(orders), vehicles: Object.fromEntries(vehicles), drivers: {}, vehicleDriverAssignments: {} });
  const places = [...Object.values(snapshot.depots), ...orders.flatMap(([, order]) => [order.pickup, order.delivery].filter(Boolean))];
  const known = new Map(places.map(({ location }) => [String(location.latLng), location.latLng]));
  snapshot.travel = matrix([...known.values()]);
  return JSON.stringify(snapshot);
}

const day = (date) => ({ from: date, to: date });

export const CASES = [
  { name: 'jasper', text: () => text('jasper'), request: day('20151204'), maxIterations: 200 },
  { name: 'city-200', text: () => text('city-200'), request: day('20260317'), maxIterations: 60 },
  { name: 'city-1000', text: () => text('city-1000'), request: day('20260317'), maxIterations: 10 },
  {
    name: 'three dates with reloads, breaks and a matrix',
    text: week,
    request: { from: '20260317', to: '20260319', depotTrips: true },
    maxIterations: 300,
  },
];
