// From what a solver gave back to a row of the table, and from rows to the means of a family.

/** The gap to the best known cost in percent, where the plan serves all; vehicles come first where the convention says so. */
export function gapOf(one, judged) {
  if (one.best === null || judged.leftOut > 0) return null;
  if (one.vehiclesFirst && judged.vehicles !== one.best.vehicles) return null;
  return (100 * (judged.cost - one.best.cost)) / one.best.cost;
}

export function rowOf(one, solver, { family, seed, budget }, solved, judged) {
  return {
    family, case: one.name, orders: Object.keys(one.snapshot.orders).length, solver, version: solved.version, seed, budget,
    cost: judged.cost, gap: gapOf(one, judged), vehicles: judged.vehicles, bestVehicles: one.best?.vehicles ?? null,
    leftOut: judged.leftOut, violations: judged.violations,
    iterationsPerSec: solved.iterations === null ? null : (1_000 * solved.iterations) / Math.max(1, solved.elapsedMs),
    firstMs: solved.firstMs, wallMs: solved.wallMs, cpuMs: solved.cpuMs, peakMb: solved.peakMb, wasmMb: solved.wasmMb,
    wasmShare: null, fault: null,
  };
}

/** A solver that failed, or whose plan breaks a rule. */
export function faultRow(one, solver, { family, seed, budget }, message) {
  const nothing = ['orders', 'version', 'cost', 'gap', 'vehicles', 'bestVehicles', 'leftOut', 'violations', 'iterationsPerSec', 'firstMs',
    'wallMs', 'cpuMs', 'peakMb', 'wasmMb', 'wasmShare'];
  return { family, case: one, solver, seed, budget, ...Object.fromEntries(nothing.map((key) => [key, null])), fault: message };
}

const mean = (values) => (values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length);

const known = (rows, key) => rows.map((row) => row[key]).filter((value) => typeof value === 'number');

/** Per solver the means over its rows. */
export function summaries(rows) {
  const solvers = [...new Set(rows.map((row) => row.solver))];
  return solvers.map((solver) => {
    const own = rows.filter((row) => row.solver === solver);
    const sound = own.filter((row) => row.fault === null);
    const gaps = known(own, 'gap');
    const counted = sound.filter((row) => row.bestVehicles !== null);
    const sum = (key, list) => list.reduce((total, row) => total + row[key], 0);
    return {
      solver, version: sound[0]?.version ?? null, runs: own.length, faults: own.length - sound.length,
      gap: mean(gaps), gaps: gaps.length,
      fewest: counted.length === 0 ? null : counted.filter((row) => row.vehicles <= row.bestVehicles && row.leftOut === 0).length,
      vehicles: sum('vehicles', counted), bestVehicles: sum('bestVehicles', counted),
      leftOut: sum('leftOut', sound), violations: sum('violations', sound), cost: mean(sound.map((row) => row.cost)),
      iterationsPerSec: mean(known(sound, 'iterationsPerSec')), firstMs: mean(known(sound, 'firstMs')),
      peakMb: sound.reduce((most, row) => Math.max(most, row.peakMb ?? 0), 0) || null,
      wasmMb: sound.reduce((most, row) => Math.max(most, row.wasmMb ?? 0), 0) || null,
    };
  });
}

/** The rows, those in wasm with their speed ÷ that of the same case and seed natively where it was run. */
export function withShares(rows) {
  const native = new Map(rows.filter((row) => row.solver === 'routewright native' && row.fault === null)
    .map((row) => [`${row.case} ${row.seed}`, row.iterationsPerSec]));
  return rows.map((row) => {
    const beside = native.get(`${row.case} ${row.seed}`);
    if (row.solver !== 'routewright' || row.fault !== null || !(beside > 0)) return row;
    return { ...row, wasmShare: row.iterationsPerSec / beside };
  });
}

/** Our speed in wasm ÷ natively: mean of the ratios of the cases and seeds that have both. */
export const wasmShare = (rows) => mean(known(withShares(rows), 'wasmShare'));
