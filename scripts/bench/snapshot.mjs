// A benchmark instance as a snapshot with a typed-array matrix beside it, by the published
// conventions of its family, and what a plan of it costs in the instance's own terms.

const DATE = '20300102';
const DAY = 86_400;
/** Far above any distance of these instances: one vehicle more costs more than any detour. */
const VEHICLE_FIRST = 100_000_000;

/** How a family is measured by default. */
export const CONVENTIONS = { vrptw: 'dimacs_distance', pdptw: 'hier_double', cvrp: 'euc2d_rounded' };

const euclid = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

/** Distances as the convention measures them, in the units of the best known cost. */
function measure(convention) {
  if (convention === 'dimacs_distance') return (a, b) => Math.floor(10 * euclid(a, b) + 1e-9) / 10;
  if (convention === 'euc2d_rounded') return (a, b) => Math.floor(euclid(a, b) + 0.5);
  return euclid;
}

/** Distance units and time units per unit of the instance. Times of one day at most. */
function scales(instance, convention) {
  if (convention === 'dimacs_distance') return { metres: 10, seconds: 10 };
  if (convention === 'euc2d_rounded') return { metres: 1, seconds: 0 };
  return { metres: 1_000, seconds: Math.floor(DAY / instance.nodes[0].due) };
}

/** `{ json, travel, cost }`: the snapshot, its matrix, and a function from routes to the real cost. */
export function toSnapshot(instance, convention) {
  const { nodes } = instance;
  const { metres, seconds } = scales(instance, convention);
  const between = measure(convention);
  const places = distinctPlaces(nodes);
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
  const snapshot = {
    territory: { id: instance.name, name: instance.name, timeZoneCode: 'UTC', languageCode: 'en' },
    depots: { depot: { id: 'depot', name: 'depot', location: location(nodes[0]), setupTimeSec: 0, setupCost: 0 } },
    vehicles: vehicles(instance, convention, seconds),
    orders: orders(instance, seconds),
  };
  const travel = { type: 'matrix', locations: places.map(latLng), durationsSec, distancesMt, missing: 'error' };
  return { snapshot, travel, request: { from: DATE, to: DATE }, cost: (routes) => realCost(instance, between, routes) };
}

function distinctPlaces(nodes) {
  const places = new Map(nodes.map((node) => [`${node.x} ${node.y}`, node]));
  return [...places.values()];
}

const latLng = (node) => [Math.round(node.y * 10_000), Math.round(node.x * 10_000)];
const location = (node) => ({ address: '', latLng: latLng(node), status: 'OK' });

function vehicles(instance, convention, seconds) {
  const demand = instance.nodes.reduce((sum, node) => sum + Math.max(0, node.demand), 0);
  const fewest = Math.ceil(demand / instance.capacity);
  const count = instance.vehicles ?? Math.ceil(fewest * 1.2) + 10;
  const settings = {
    available: true, departureDepotId: 'depot', arrivalDepotId: 'depot', flexStartTime: true,
    timeWindow: { startSec: 0, endSec: seconds === 0 ? DAY : Math.round(instance.nodes[0].due * seconds) },
    loadCapacities: { load: instance.capacity }, kmCost: 1_000,
    activationCost: convention === 'hier_double' ? VEHICLE_FIRST : 0,
  };
  const list = Array.from({ length: count }, (_, at) => `v${String(at + 1).padStart(4, '0')}`);
  return Object.fromEntries(list.map((id, at) => [id, { id, idx: at + 1, settings }]));
}

function orders(instance, seconds) {
  const list = {};
  instance.nodes.forEach((node, at) => {
    if (at === 0 || node.pickup > 0) return;
    const id = `o${String(at).padStart(5, '0')}`;
    const order = { id, eligibility: { type: 'any' }, loads: { load: node.demand }, pickup: null, delivery: step(node, seconds) };
    if (node.delivery > 0) {
      order.pickup = order.delivery;
      order.delivery = step(instance.nodes[node.delivery], seconds);
    }
    list[id] = order;
  });
  return list;
}

function step(node, seconds) {
  const timeWindows = seconds === 0 ? [] : [{ startSec: Math.round(node.ready * seconds), endSec: Math.round(node.due * seconds) }];
  return { location: location(node), timeWindows, serviceTimeSec: Math.round(node.service * seconds) };
}

/** Vehicles and cost of a plan, recomputed from the instance; throws where a rule is broken. */
function realCost(instance, between, routes) {
  const { nodes, capacity } = instance;
  const seen = new Set();
  let cost = 0;
  let used = 0;
  for (const route of routes) {
    const visits = route.steps.filter((one) => one.type === 'pickup' || one.type === 'delivery').map((one) => nodeOf(instance, one));
    used += 1;
    cost += routeCost(instance, between, visits);
    const start = instance.kind === 'pdptw' ? 0 : visits.reduce((sum, at) => sum + nodes[at].demand, 0);
    let load = start;
    if (load > capacity) throw new Error(`${route.id}: load ${load} > ${capacity}`);
    for (const at of visits) {
      if (seen.has(at)) throw new Error(`${at} is visited twice`);
      seen.add(at);
      load += instance.kind === 'pdptw' ? nodes[at].demand : -nodes[at].demand;
      if (load > capacity || load < 0) throw new Error(`${route.id}: load ${load} at ${at}`);
    }
  }
  return { vehicles: used, cost, missing: nodes.length - 1 - seen.size };
}

function nodeOf(instance, step) {
  const at = Number(step.orderId.slice(1));
  return step.type === 'delivery' && instance.kind === 'pdptw' ? instance.nodes[at].delivery : at;
}

/** Distance of one route; windows are checked where the instance has them. */
function routeCost(instance, between, visits) {
  const { nodes } = instance;
  let cost = 0;
  let time = 0;
  let from = nodes[0];
  for (const at of [...visits, 0]) {
    const leg = between(from, nodes[at]);
    cost += leg;
    if (instance.kind !== 'cvrp') {
      time = Math.max(time + from.service * Number(from !== nodes[0]) + leg, nodes[at].ready);
      if (time > nodes[at].due + 1e-6) throw new Error(`${at} is reached at ${time} > ${nodes[at].due}`);
    }
    from = nodes[at];
  }
  return cost;
}
