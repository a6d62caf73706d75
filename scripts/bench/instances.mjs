// Reads published benchmark instances: Solomon text, Li & Lim text, VRPLIB `.vrp`.

import { readFileSync, readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';

/**
 * @typedef {{ x: number, y: number, demand: number, ready: number, due: number, service: number, pickup: number, delivery: number }} Node
 * @typedef {{ name: string, kind: 'vrptw' | 'pdptw' | 'cvrp', vehicles: number | null, capacity: number, nodes: Node[] }} Instance
 */

/** The instances of a family folder, by name. */
export function readFamily(folder) {
  const files = readdirSync(folder).filter((file) => ['.txt', '.vrp'].includes(extname(file)));
  return files.sort().map((file) => readInstance(join(folder, file)));
}

/** @returns {Instance} */
export function readInstance(path) {
  const text = readFileSync(path, 'utf8');
  const name = basename(path, extname(path));
  if (extname(path) === '.vrp') return readVrplib(name, text);
  const rows = text.split(/\r?\n/).map(numbers);
  return rows[0].length === 3 ? readLiLim(name, rows) : readSolomon(name, rows);
}

/** The numbers of a line; empty where it holds words. */
function numbers(line) {
  const words = line.trim().split(/\s+/);
  return words[0] !== '' && words.every((word) => Number.isFinite(Number(word))) ? words.map(Number) : [];
}

function readSolomon(name, rows) {
  const [vehicles, capacity] = rows.find((row) => row.length === 2);
  const nodes = rows
    .filter((row) => row.length === 7)
    .map(([, x, y, demand, ready, due, service]) => ({ x, y, demand, ready, due, service, pickup: 0, delivery: 0 }));
  return { name, kind: 'vrptw', vehicles, capacity, nodes };
}

function readLiLim(name, rows) {
  const [vehicles, capacity] = rows[0];
  const nodes = rows
    .filter((row) => row.length === 9)
    .map(([, x, y, demand, ready, due, service, pickup, delivery]) => ({
      x, y, demand, ready, due, service, pickup, delivery,
    }));
  return { name, kind: 'pdptw', vehicles, capacity, nodes };
}

function readVrplib(name, text) {
  const capacity = Number(/CAPACITY\s*:\s*(\d+)/.exec(text)[1]);
  const section = (from, to) => text.split(from)[1].split(to)[0].split('\n').map(numbers).filter((row) => row.length > 0);
  const places = section('NODE_COORD_SECTION', 'DEMAND_SECTION');
  const demands = new Map(section('DEMAND_SECTION', 'DEPOT_SECTION').map(([id, demand]) => [id, demand]));
  const nodes = places.map(([id, x, y]) => ({
    x, y, demand: demands.get(id), ready: 0, due: 0, service: 0, pickup: 0, delivery: 0,
  }));
  return { name, kind: 'cvrp', vehicles: null, capacity, nodes };
}

/** Best known costs: family and instance → convention → { vehicles, cost }. */
export function readBestKnown(path) {
  const known = new Map();
  for (const line of readFileSync(path, 'utf8').split('\n').slice(1)) {
    const [family, instance, , convention, vehicles, cost] = line.split(',');
    if (!cost) continue;
    const key = `${family}/${instance}/${convention}`;
    known.set(key, { vehicles: vehicles === '' ? null : Number(vehicles), cost: Number(cost) });
  }
  return known;
}
