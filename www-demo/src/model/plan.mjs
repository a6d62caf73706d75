// The plan as it is shown: one plain object made of a snapshot and the result of buildRoutes. The
// terminal table, plan.html and the page draw from it alone. It computes no times and no costs of its
// own: those are the result's.

import { hexColour, legible, vehicleColours } from './colours.mjs';
import { isoDate } from './format.mjs';
import { peakLoads } from './loads.mjs';
import { segmentsOf } from './segments.mjs';
import { isLatLng, placeOf, settingsOn, vehicleName, windowsOn } from './vehicle.mjs';

/** Names of the parts of a cost, in the order of `CostSummary`. */
export const COST_PARTS = {
  activation: 'Vehicles used',
  driving: 'Driving time',
  idle: 'Idle time',
  service: 'Service time',
  break: 'Breaks',
  distance: 'Distance',
  perStop: 'Stops',
  depotSetup: 'Depot set-up',
  regionEnter: 'Region entries',
};

const sum = (items, value) => items.reduce((total, item) => total + Math.max(0, value(item) ?? 0), 0);
const isOrderStep = (step) => step.type === 'pickup' || step.type === 'delivery';

/** All routes of the dates after the operation, what was there with what it changed: as given, and completed. */
function routesAfter(snapshot, result, { from, to }) {
  const gone = new Set(result.deletedRouteIds);
  const all = { ...snapshot.routes, ...result.routes };
  const dateOf = ([id, route]) => route.date ?? id.slice(id.lastIndexOf('-') + 1);
  return Object.entries(all)
    .filter(([id, route]) => !gone.has(id) && dateOf([id, route]) >= from && dateOf([id, route]) <= to)
    .map(([id, route]) => [
      route,
      {
        ...route,
        id,
        date: dateOf([id, route]),
        vehicleId: route.vehicleId ?? id.slice(0, id.lastIndexOf('-')),
      },
    ]);
}

/** The place of a route step; open ends have that of their neighbour. */
function stepPlace(step, settings, snapshot) {
  if (isOrderStep(step)) return placeOf(snapshot.orders[step.orderId]?.[step.type], snapshot.depots);
  const depotId = {
    departure: settings.departureDepotId,
    preparation: settings.departureDepotId,
    depot: step.depotId,
    closeOut: settings.arrivalDepotId,
    arrival: settings.arrivalDepotId,
  }[step.type];
  return placeOf({ depotId: depotId ?? null }, snapshot.depots);
}

function stepView(step, route, settings, snapshot) {
  const order = snapshot.orders[step.orderId];
  const { latLng, address } = stepPlace(step, settings, snapshot);
  return {
    type: step.type,
    orderId: step.orderId ?? null,
    name: isOrderStep(step) ? order?.name || step.orderId : address,
    address,
    latLng,
    label: step.displayLabel ?? '',
    stopIdx: step.stopIdx,
    arrivalSec: step.arrivalSec,
    startSec: step.startSec,
    endSec: step.endSec,
    idleTimeSec: step.idleTimeSec ?? 0,
    perStopTimeSec: step.perStopTimeSec ?? 0,
    driveToNextSec: step.driveToNextSec ?? -1,
    distanceToNextMt: step.distanceToNextMt ?? -1,
    windows: isOrderStep(step) ? windowsOn(order?.[step.type], route.date) : [],
    violations: step.violations ?? [],
  };
}

/** Waiting for windows and before breaks; both count as idle (SEMANTICS 2.9). */
const waited = (segment) => (segment.kind === 'idle' ? segment.toSec - segment.fromSec : 0);

function loadViews(route, settings, orders) {
  const capacities = new Map(
    Object.entries(settings.loadCapacities ?? {}).map(([key, value]) => [key.trim().toLowerCase(), value]),
  );
  const peaks = peakLoads(route.steps, orders);
  const keys = [...new Set([...capacities.keys(), ...peaks.keys()])].sort();
  return keys.map((key) => ({ key, peak: peaks.get(key) ?? 0, capacity: capacities.get(key) ?? null }));
}

function routeView(route, snapshot, colours) {
  const vehicle = snapshot.vehicles[route.vehicleId];
  const settings = settingsOn(vehicle, route.date);
  const steps = route.steps.map((step) => stepView(step, route, settings, snapshot));
  const served = steps.filter(isOrderStep);
  return {
    id: route.id,
    date: route.date,
    vehicleId: route.vehicleId,
    vehicle: vehicleName(vehicle, route.vehicleId),
    idx: vehicle?.idx ?? null,
    driver: snapshot.drivers[route.driverId]?.name ?? null,
    colour: colours.get(route.vehicleId) ?? '#64748b',
    window: settings.timeWindow ?? null,
    startSec: steps[0]?.endSec ?? -1,
    endSec: steps[steps.length - 1]?.arrivalSec ?? -1,
    stops: Math.max(0, ...steps.slice(0, -1).map((step) => step.stopIdx)),
    orders: new Set(served.map((step) => step.orderId)).size,
    distanceMt: sum(steps, (step) => step.distanceToNextMt),
    driveSec: sum(steps, (step) => step.driveToNextSec),
    idleSec: sum(segmentsOf(steps), waited),
    cost: route.costBreakdown?.total ?? null, // a route that was there and stays untouched may have none
    loads: loadViews(route, settings, snapshot.orders),
    violations: route.vehicleViolations ?? [],
    steps,
  };
}

/** A reason with the vehicle by its name; the message itself has ids. */
function reasonView({ code, vehicleId, date, message }, snapshot) {
  const place = `${vehicleId} on ${date}: `;
  const named = () => `${vehicleName(snapshot.vehicles[vehicleId], vehicleId)}, ${isoDate(date)}: `;
  return { code, message: message.startsWith(place) ? named() + message.slice(place.length) : message };
}

function leftOutView({ orderId, orderSteps, reasons }, snapshot) {
  const order = snapshot.orders[orderId];
  const places = orderSteps
    .map((kind) => ({ kind, latLng: placeOf(order?.[kind], snapshot.depots).latLng }))
    .filter(({ latLng }) => latLng !== null);
  return {
    orderId,
    name: order?.name || orderId,
    orderSteps,
    places,
    reasons: reasons.map((reason) => reasonView(reason, snapshot)),
  };
}

const byPlace = (first, second) =>
  first.date.localeCompare(second.date) ||
  (first.idx ?? Infinity) - (second.idx ?? Infinity) ||
  first.id.localeCompare(second.id);

/**
 * The plan as it is shown, of a snapshot from `parseSnapshot`. `range`: `{ from, to }`, the dates that were planned.
 * `kept(route, make)` may give what was made of the same route before.
 */
export function planView(snapshot, result, range, kept = (route, make) => make()) {
  const colours = vehicleColours(snapshot.vehicles);
  const routes = routesAfter(snapshot, result, range)
    .map(([route, completed]) => kept(route, () => routeView(completed, snapshot, colours)))
    .sort(byPlace);
  const drawable = (place) => isLatLng(place.latLng);
  return {
    title: snapshot.territory?.name || 'Route plan',
    timeZone: snapshot.territory?.timeZoneCode ?? null,
    from: range.from,
    to: range.to,
    depots: Object.entries(snapshot.depots)
      .map(([id, depot]) => ({ id, name: depot.name || id, latLng: depot.location?.latLng ?? null }))
      .filter(drawable),
    regions: Object.entries(snapshot.regions).map(([id, region]) => ({
      id,
      name: region.name || id,
      colour: legible(hexColour(region.color) ?? '#64748b'),
      poly: region.poly ?? [],
    })),
    routes,
    leftOut: result.unassigned.map((entry) => leftOutView(entry, snapshot)),
    totals: {
      cost: result.cost,
      stops: sum(routes, (route) => route.stops),
      orders: sum(routes, (route) => route.orders),
      distanceMt: sum(routes, (route) => route.distanceMt),
      driveSec: sum(routes, (route) => route.driveSec),
      idleSec: sum(routes, (route) => route.idleSec),
    },
    search: result.stats,
    warnings: result.warnings ?? [],
  };
}
