// A snapshot with its matrix in terms that every peer has: steps, vehicles, and one matrix of seconds and one of prices per
// profile. What a matrix can say exactly is said there: speed factors, parking at a new place, entering a region, preparation
// before leaving the depot. What a vehicle may do becomes a list of vehicles per job: tags, regions, forced vehicles.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Seconds per hour: with this many units per hundredth an hourly rate is whole per second. */
const HOUR = 3_600;
const UNITS = 36;
const NO_LIMIT = 1_000_000_000;

/**
 * Writes `problem.json` and the matrices (row-major, 32-bit integers of this machine) into a folder.
 * Prices are in units of 1 / `unitsPerHundredth` hundredths.
 */
export function writeProblem(folder, { snapshot, travel, request }) {
  mkdirSync(folder, { recursive: true });
  const { problem, matrices } = peerProblem(snapshot, travel, request.from);
  for (const [file, matrix] of Object.entries(matrices)) writeFileSync(join(folder, file), new Uint8Array(matrix.buffer));
  writeFileSync(join(folder, 'problem.json'), JSON.stringify(problem));
}

export function peerProblem(snapshot, travel, date) {
  const index = new Map(travel.locations.map((latLng, at) => [String(latLng), at]));
  const at = ({ location }) => index.get(String(location.latLng));
  const depot = (id) => at(snapshot.depots[id]);
  const fleet = Object.values(snapshot.vehicles).map(({ id, settings }) => ({ id, ...settings })).filter((one) => one.available);
  const keys = [...new Set(Object.values(snapshot.orders).flatMap((order) => Object.keys(order.loads ?? {})))].sort();
  const around = (region) => ({ ...region, inside: travel.locations.map((one) => contains(region.poly, one)) });
  const regions = Object.values(snapshot.regions ?? {}).map(around);
  const unitsPerHundredth = fleet.some((one) => (one.drivingTimeCost ?? 0) > 0) ? UNITS : 1;
  const profiles = new Map();
  const matrices = {};
  const world = { travel, regions, depots: new Set(Object.keys(snapshot.depots).map(depot)), unitsPerHundredth };
  const vehicles = fleet.map((one) => {
    const key = JSON.stringify([one.speedFactor, one.perStopTimeSec, one.preparationTimeSec, one.kmCost]);
    if (!profiles.has(key)) {
      const number = profiles.size;
      profiles.set(key, number);
      Object.assign(matrices, profileMatrices(number, one, world));
    }
    return vehicle(one, { profile: profiles.get(key), depot, keys, snapshot, unitsPerHundredth });
  });
  const jobs = Object.values(snapshot.orders)
    .filter(({ eligibility }) => allows(eligibility, date))
    .map((order) => job(order, { fleet, regions, at, keys }));
  const counts = { locations: travel.locations.length, profiles: profiles.size, loads: keys.length };
  return { problem: { ...counts, unitsPerHundredth, vehicles, jobs }, matrices };
}

function allows({ type, onDates = [], byDate = '' }, date) {
  return type === 'any' || (type === 'on' ? onDates.includes(date) : date <= byDate);
}

/** Plane polygon, even-odd. What lies on an edge may be judged either way: places of the examples do not. */
function contains(poly, [lat, lng]) {
  let inside = false;
  poly.forEach(([lat1, lng1], at) => {
    const [lat2, lng2] = poly[(at + 1) % poly.length];
    if (lng1 > lng !== lng2 > lng && lat < ((lat2 - lat1) * (lng - lng1)) / (lng2 - lng1) + lat1) inside = !inside;
  });
  return inside;
}

/** Seconds and prices from each place to each, for vehicles like this. */
function profileMatrices(number, one, { travel, regions, depots, unitsPerHundredth }) {
  const { speedFactor = 100, perStopTimeSec = 0, preparationTimeSec = 0, kmCost = 0 } = one;
  const count = travel.locations.length;
  const seconds = new Int32Array(count * count);
  const prices = new Int32Array(count * count);
  for (let i = 0; i < count; i += 1) {
    for (let j = 0; j < count; j += 1) {
      if (i === j) continue;
      const pair = i * count + j;
      const entered = depots.has(j) ? [] : regions.filter(({ inside }) => inside[j] && !inside[i]);
      const sum = (key) => entered.reduce((total, region) => total + Math.max(0, region[key] ?? 0), 0);
      seconds[pair] = Math.floor((travel.durationsSec[pair] * 100) / speedFactor + 0.5) + sum('enterTimeSec')
        + (depots.has(j) ? 0 : perStopTimeSec) + (depots.has(i) ? preparationTimeSec : 0);
      prices[pair] = Math.round(((travel.distancesMt[pair] * kmCost) / 1_000 + sum('enterCost')) * unitsPerHundredth);
    }
  }
  return { [`seconds-${number}.i32`]: seconds, [`prices-${number}.i32`]: prices };
}

function vehicle(one, { profile, depot, keys, unitsPerHundredth }) {
  return {
    id: one.id, profile, start: depot(one.departureDepotId), end: depot(one.arrivalDepotId),
    window: [one.timeWindow.startSec, one.timeWindow.endSec], maxSec: one.maxWorkingTimeSec || null,
    capacity: keys.map((key) => one.loadCapacities?.[key] ?? NO_LIMIT),
    fixed: (one.activationCost ?? 0) * unitsPerHundredth,
    // The rates of the examples are one and the same, but for breaks, which are free.
    perSec: Math.round(((one.drivingTimeCost ?? 0) * unitsPerHundredth) / HOUR),
    breaks: (one.breaks ?? []).map(({ durationSec, startSec, endSec }) => ({ durationSec, window: [startSec, endSec] })),
  };
}

function job(order, { fleet, regions, at, keys }) {
  const visits = [order.pickup, order.delivery].filter(Boolean);
  const may = (one) => {
    const tags = one.tags ?? [];
    if (order.forceVehicleId && order.forceVehicleId !== one.id) return false;
    return visits.every((visit) => (visit.tagsIn ?? []).every((tag) => tags.includes(tag))
      && !(visit.tagsOut ?? []).some((tag) => tags.includes(tag)) && inRegions(one, at(visit), regions));
  };
  const allowed = fleet.flatMap((one, number) => (may(one) ? [number] : []));
  const visit = (one) => one && {
    at: at(one), sec: one.serviceTimeSec ?? 0, windows: (one.timeWindows ?? []).map(({ startSec, endSec }) => [startSec, endSec]),
  };
  return {
    id: order.id, load: keys.map((key) => order.loads?.[key] ?? 0), priority: order.priority ?? 0,
    pickup: visit(order.pickup ?? null), delivery: visit(order.delivery ?? null),
    vehicles: allowed.length === fleet.length ? null : allowed,
  };
}

/** A vehicle with regions does not serve what lies in other regions only. */
function inRegions({ regionIds = [] }, place, regions) {
  const around = regions.filter(({ inside }) => inside[place]);
  return regionIds.length === 0 || around.length === 0 || around.some(({ id }) => regionIds.includes(id));
}
