// What a plan costs and whether it keeps the rules, recomputed from the published instance alone: nothing of a solver's own
// numbers is read. The double-precision conventions allow for a rounding error of the last digit printed.

import { measure } from './conventions.mjs';

const TOLERANCE = 1e-6;

/** A plan that breaks a rule of its instance. */
export class Broken extends Error {}

/**
 * @param {import('./instances.mjs').Instance} instance
 * @param {number[][]} routes  nodes in the order of their visits, without the depot
 * @returns {{ vehicles: number, cost: number, leftOut: number }}  `leftOut`: customers that nobody visits
 */
export function judge(instance, convention, routes) {
  const between = measure(convention);
  const driven = routes.filter((route) => route.length > 0);
  if (instance.vehicles !== null && driven.length > instance.vehicles) {
    throw new Broken(`${driven.length} vehicles of ${instance.vehicles}`);
  }
  const seen = new Set();
  let cost = 0;
  for (const route of driven) {
    for (const at of route) visit(instance, seen, at);
    paired(instance, route);
    loads(instance, route);
    cost += timed(instance, between, route);
  }
  return { vehicles: driven.length, cost: Math.round(cost * 1e6) / 1e6, leftOut: instance.nodes.length - 1 - seen.size };
}

function visit({ nodes }, seen, at) {
  if (!Number.isInteger(at) || at < 1 || at >= nodes.length) throw new Broken(`there is no customer ${at}`);
  if (seen.has(at)) throw new Broken(`customer ${at} is visited twice`);
  seen.add(at);
}

/** Both halves of a pair on the same route, the pickup first. */
function paired({ kind, nodes }, route) {
  if (kind !== 'pdptw') return;
  const position = new Map(route.map((at, index) => [at, index]));
  for (const at of route) {
    const { pickup, delivery } = nodes[at];
    if (!position.has(pickup || delivery)) throw new Broken(`customer ${at} without its mate`);
    if (pickup > 0 && position.get(pickup) > position.get(at)) throw new Broken(`customer ${at} before its pickup`);
  }
}

function loads({ kind, nodes, capacity }, route) {
  let load = kind === 'pdptw' ? 0 : route.reduce((sum, at) => sum + nodes[at].demand, 0);
  if (load > capacity) throw new Broken(`load ${load} > ${capacity}`);
  for (const at of route) {
    load += kind === 'pdptw' ? nodes[at].demand : -nodes[at].demand;
    if (load > capacity || load < 0) throw new Broken(`load ${load} of ${capacity} after customer ${at}`);
  }
}

/** The distance of a route; its windows are checked where the instance has them. */
function timed({ kind, nodes }, between, route) {
  let cost = 0;
  let time = nodes[0].ready;
  let from = 0;
  for (const at of [...route, 0]) {
    const leg = between(nodes[from], nodes[at]);
    cost += leg;
    time = Math.max(time + (from === 0 ? 0 : nodes[from].service) + leg, nodes[at].ready);
    if (kind !== 'cvrp' && time > nodes[at].due + TOLERANCE) {
      throw new Broken(`customer ${at} is reached at ${time}, due ${nodes[at].due}`);
    }
    from = at;
  }
  return cost;
}
