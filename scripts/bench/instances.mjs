// Reads published benchmark instances: Solomon text, Li & Lim text, VRPLIB `.vrp`, and the table of best known costs.

import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { UsageError } from './arguments.mjs';

/**
 * @typedef {{ x: number, y: number, demand: number, ready: number, due: number, service: number,
 *   pickup: number, delivery: number }} Node
 * @typedef {{ name: string, kind: 'vrptw' | 'pdptw' | 'cvrp', vehicles: number | null, capacity: number,
 *   nodes: Node[] }} Instance
 */

export const ENDINGS = ['.txt', '.vrp'];

/** Throws `UsageError` where the file cannot be read or is no instance. @returns {Instance} */
export function readInstance(path) {
  const name = basename(path, extname(path));
  let text;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`instance ${name}: ${error.message}`);
  }
  return parseInstance(name, extname(path), text);
}

/** @returns {Instance} */
export function parseInstance(name, ending, text) {
  if (ending === '.vrp') return whole(vrplib(name, text));
  const lines = text.split(/\r?\n/);
  const rows = lines.map(numbers);
  if (rows[0].length === 3) return whole(liLim(name, rows, nodeRows(name, lines, rows, 9)));
  return whole(solomon(name, rows, nodeRows(name, lines, rows, 7)));
}

/** The rows of nodes, numbered from 0: from the first of so many numbers on, every line that is not empty is one. */
function nodeRows(name, lines, rows, count) {
  const from = rows.findIndex((row) => row.length === count);
  const own = from === -1 ? [] : rows.map((row, at) => ({ row, at })).slice(from).filter(({ at }) => lines[at].trim() !== '');
  for (const [node, { row, at }] of own.entries()) {
    const wrong = row.length !== count ? `has not ${count} numbers` : row[0] !== node ? `is not node ${node}` : null;
    if (wrong !== null) throw new UsageError(`instance ${name}: line ${at + 1} ${wrong}: "${lines[at].trim().slice(0, 60)}"`);
  }
  return own.map(({ row }) => row);
}

/** The instance, if nothing of it is missing. */
function whole(instance) {
  const { name, kind, capacity, nodes } = instance;
  const wrong = (what) => new UsageError(`instance ${name}: ${what}`);
  if (!(capacity > 0)) throw wrong('no capacity');
  if (nodes.length < 2) throw wrong('no customers');
  nodes.forEach((node, at) => {
    if (!Object.values(node).every(Number.isFinite)) throw wrong(`node ${at} lacks a number`);
    const mate = nodes[node.delivery || node.pickup];
    if (kind === 'pdptw' && at > 0 && (mate?.delivery || mate?.pickup) !== at) throw wrong(`node ${at} has no mate`);
  });
  return instance;
}

/** The numbers of a line; empty where it holds words. */
function numbers(line) {
  const words = line.trim().split(/\s+/);
  return words[0] !== '' && words.every((word) => Number.isFinite(Number(word))) ? words.map(Number) : [];
}

function solomon(name, rows, own) {
  const [vehicles, capacity] = rows.find((row) => row.length === 2) ?? [];
  const nodes = own.map(([, x, y, demand, ready, due, service]) => ({ x, y, demand, ready, due, service, pickup: 0, delivery: 0 }));
  return { name, kind: 'vrptw', vehicles, capacity, nodes };
}

function liLim(name, rows, own) {
  const [vehicles, capacity] = rows[0];
  const nodes = own.map(([, x, y, demand, ready, due, service, pickup, delivery]) => ({
    x, y, demand, ready, due, service, pickup, delivery,
  }));
  return { name, kind: 'pdptw', vehicles, capacity, nodes };
}

function vrplib(name, text) {
  const kind = /EDGE_WEIGHT_TYPE\s*:\s*(\w+)/.exec(text)?.[1];
  if (kind !== 'EUC_2D') throw new UsageError(`instance ${name}: EDGE_WEIGHT_TYPE ${kind ?? 'missing'} is not read, only EUC_2D`);
  const capacity = Number(/CAPACITY\s*:\s*(\d+)/.exec(text)?.[1]);
  const section = (from, to) => (text.split(from)[1] ?? '').split(to)[0].split('\n').map(numbers).filter((row) => row.length > 0);
  const places = section('NODE_COORD_SECTION', 'DEMAND_SECTION');
  const said = Number(/DIMENSION\s*:\s*(\d+)/.exec(text)?.[1] ?? places.length);
  if (said !== places.length) throw new UsageError(`instance ${name}: ${places.length} places, but DIMENSION says ${said}`);
  const demands = new Map(section('DEMAND_SECTION', 'DEPOT_SECTION').map(([id, demand]) => [id, demand]));
  const nodes = places.map(([id, x, y]) => ({
    x, y, demand: demands.get(id), ready: 0, due: 0, service: 0, pickup: 0, delivery: 0,
  }));
  return { name, kind: 'cvrp', vehicles: null, capacity, nodes };
}

/** Best known costs: family/instance/convention → { vehicles, cost }. */
export function parseBestKnown(text) {
  const known = new Map();
  for (const line of text.split('\n').slice(1)) {
    const [family, instance, , convention, vehicles, cost] = line.split(',');
    if (!cost) continue;
    const key = `${family}/${instance}/${convention}`;
    known.set(key, { vehicles: vehicles === '' ? null : Number(vehicles), cost: Number(cost) });
  }
  return known;
}
