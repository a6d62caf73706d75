// How the published families are measured: rounding, units, and what comes first.

/** The convention of a family where none is asked for. */
export const CONVENTIONS = { vrptw: 'dimacs_distance', pdptw: 'hier_double', cvrp: 'euc2d_rounded' };

/** For whom vehicles come first: one more costs more than any detour. */
export const vehiclesFirst = (convention) => convention === 'hier_double';

const euclid = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

/** Distances in the units of the best known cost. */
export function measure(convention) {
  if (convention === 'dimacs_distance') return (a, b) => Math.floor(10 * euclid(a, b) + 1e-9) / 10;
  if (convention === 'euc2d_rounded') return (a, b) => Math.floor(euclid(a, b) + 0.5);
  return euclid;
}
