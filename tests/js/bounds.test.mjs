// The bounds of the JSON Schema of a snapshot, each one on both sides: what is on the bound is taken by the schema and by
// `validate`, what is one beyond is refused by both. A bound that no value of `full` meets fails the test.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { ROOT } from './support/installed.mjs';
import { validate } from './support/routewright.mjs';
import { TRAVELS, full } from './support/full.mjs';

const schema = JSON.parse(readFileSync(join(ROOT, 'pkg/schema/snapshot.json'), 'utf8'));
const isSnapshot = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);

/** Schemas that a value is held against: references followed, alternatives of another type apart. */
function* applying(node, value) {
  yield node;
  if (node.$ref !== undefined) yield* applying(schema.$defs[node.$ref.replace('#/$defs/', '')], value);
  if (node.if !== undefined) yield* applying(Object.keys(value).every((key) => /^([0-9]+|default)$/.test(key)) ? node.then : node.else, value);
  for (const choice of [...(node.anyOf ?? []), ...(node.oneOf ?? [])]) {
    const type = choice.properties?.type?.const;
    if (choice.const === undefined && choice.type !== 'null' && (type === undefined || type === value.type)) yield* applying(choice, value);
  }
}

/** Every place of a value with the bounds of its schema. */
function* places(node, value, path) {
  for (const own of applying(node, value)) {
    yield { path, own };
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        const of = own.prefixItems?.[index] ?? own.items;
        if (of !== undefined) yield* places(of, item, [...path, index]);
      }
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, item] of Object.entries(value)) {
        const byPattern = Object.entries(own.patternProperties ?? {}).filter(([pattern]) => new RegExp(pattern, 'u').test(name));
        const of = own.properties?.[name] ?? byPattern[0]?.[1] ?? own.additionalProperties;
        if (typeof of === 'object') yield* places(of, item, [...path, name]);
      }
    }
  }
}

const at = (root, path) => path.reduce((value, name) => value[name], root);
const changed = (snapshot, path, value) => {
  const copy = structuredClone(snapshot);
  at(copy, path.slice(0, -1))[path.at(-1)] = value;
  return copy;
};

/** As paths of issues are written: keys of maps in brackets. */
const MAPS = new Set(['depots', 'regions', 'drivers', 'vehicles', 'orders', 'routes', 'loads', 'loadCapacities', 'minLoadCapacities',
  'timeWindowExceptions', 'timeWindowsExceptions', 'customFields', 'vehicleDriverAssignments', 'settingsByDate', 'driversTrackingData',
  'trackedLoadMap', 'trackedCustomFieldMap', 'signatures', 'pictures', 'audios', 'clientTs']);
const written = (path) =>
  path.reduce((text, name, index) => {
    const before = path[index - 1];
    const byDate = before === 'settings' && /^[0-9]{8}$|^default$/.test(name);
    const ofVehicle = path[index - 2] === 'vehicleDriverAssignments';
    if (typeof name === 'number' || MAPS.has(before) || byDate || ofVehicle) return `${text}[${name}]`;
    return text === '' ? name : `${text}.${name}`;
  }, '');

const dates = (count) => Array.from({ length: count }, (_, day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10).replaceAll('-', ''));
const copies = (count, value) => Array.from({ length: count }, () => value);
/** What an object must have, for those of which there are thousands. */
const least = (value, count) => (count < 100 || Array.isArray(value) ? value : Object.fromEntries(['poly', 'type', 'arrivalSec', 'startSec', 'endSec', 'driveToNextSec'].filter((name) => name in value).map((name) => [name, value[name]])));

const withoutId = (entry) => (entry?.id === undefined ? entry : { ...entry, id: undefined });

/** Of a text: on and beyond the bounds of its length and its pattern. */
function texts({ minLength, maxLength, pattern }) {
  const on = [], beyond = [];
  const end = pattern?.includes('-[0-9]{8}$') ? '-20260317' : '';
  if (maxLength !== undefined) {
    on.push('x'.repeat(maxLength - end.length) + end);
    beyond.push('x'.repeat(maxLength - end.length + 1) + end);
  }
  if (minLength === 1) on.push('x'), beyond.push('');
  if (end !== '') beyond.push('x', '-20260317');
  if (pattern === '^[^,]*$') on.push('a;b'), beyond.push('a,b');
  if (pattern?.includes('default')) on.push('default');
  if (pattern === '^[0-9]{8}$' || pattern?.includes('default')) on.push('20240229'), beyond.push('2024022', '202402290');
  const most = /\{0,(\d+)\}/.exec(pattern)?.[1];
  if (most !== undefined) {
    const count = Number(most) + 2;
    // Blank ends do not count; an emoji is one character.
    on.push('x'.repeat(count), ` ${'x'.repeat(count)}  `, '🚚'.repeat(count), 'x y');
    beyond.push('x'.repeat(count + 1), `x${' '.repeat(count - 1)}x`);
    if (!pattern.startsWith('^\\s*(')) beyond.push('', ' ');
    else on.push('', ' ');
  }
  return { on, beyond };
}

/** Of a value at a place: what is on and what is beyond each bound that the schema has there. */
function sides(own, value) {
  const on = [], beyond = [];
  const { minimum, maximum, maxItems, minItems, maxProperties, propertyNames } = own;
  if (minimum !== undefined) on.push(minimum), beyond.push(minimum - 1);
  if (maximum !== undefined) on.push(maximum), beyond.push(maximum + 1);
  if (typeof value === 'string') for (const [list, more] of Object.entries(texts(own))) (list === 'on' ? on : beyond).push(...more);
  if (own.enum !== undefined) on.push(...own.enum.filter((word) => word !== null)), beyond.push(typeof value === 'number' ? 7 : 'no such word');
  if (maxItems !== undefined) {
    if (minItems !== maxItems) on.push(copies(maxItems, least(value[0], maxItems)));
    beyond.push(copies(maxItems + 1, least(value[0], maxItems)));
  }
  if (minItems !== undefined) beyond.push(copies(minItems - 1, value[0]));
  const [[name, entry] = []] = Object.entries(typeof value === 'object' ? (value ?? {}) : {});
  if (maxProperties !== undefined) {
    const names = /^\d{8}$/.test(name) ? dates(maxProperties + 1) : copies(maxProperties + 1, name).map((own, index) => (/-\d{8}$/.test(own) ? `${index}-20260317` : `${own}${index}`));
    const all = names.map((own) => [own, typeof entry === 'object' ? least(entry, maxProperties) : entry]);
    on.push(Object.fromEntries(all.slice(1)));
    beyond.push(Object.fromEntries(all));
  }
  for (const [list, names] of Object.entries(propertyNames === undefined ? {} : texts(propertyNames))) {
    for (const own of names) (list === 'on' ? on : beyond).push({ [own]: withoutId(entry) });
  }
  return { on, beyond };
}

/** What `validate` says of a value that is out of its own bounds, rather than in conflict with another one. */
const OUT = /must be (between|[<>]=) -?\d|must be an id of at most|must have/;

/** Bounds of all schemas that a snapshot can have in it, by where they stand. */
const WORDS = ['minimum', 'maximum', 'minLength', 'maxLength', 'pattern', 'enum', 'minItems', 'maxItems', 'maxProperties', 'propertyNames', 'required'];
const bounded = (node) => WORDS.some((word) => node[word] !== undefined);

test('what is on a bound is taken, and what is beyond is refused, by the schema and by validate alike', () => {
  const met = new Set();
  let pairs = 0;
  for (const snapshot of [full(), ...TRAVELS.map((travel) => full(travel))]) {
    assert.deepEqual(validate(snapshot), []);
    assert.ok(isSnapshot(snapshot), JSON.stringify(isSnapshot.errors));
    for (const { path, own } of places(schema, snapshot, [])) {
      // Once for each schema.
      if (met.has(own)) continue;
      met.add(own);
      const value = at(snapshot, path);
      // Of coordinates both numbers are judged together.
      const isPair = typeof path.at(-1) === 'number' && at(snapshot, path.slice(0, -1)).length === 2 && typeof value === 'number';
      const here = written(isPair ? path.slice(0, -1) : path);
      const { on, beyond } = path.length === 0 ? { on: [], beyond: [] } : sides(own, value);
      for (const side of on) {
        const taken = changed(snapshot, path, side);
        const seen = `${here} = ${JSON.stringify(side).slice(0, 80)}`;
        assert.ok(isSnapshot(taken), `the schema refuses ${seen}: ${JSON.stringify(isSnapshot.errors)}`);
        // What else it comes to: a reference to nothing, an end before its start, the same twice.
        const issue = validate(taken).find(({ path, errorCode, message }) => path.startsWith(here) && [101, 102, 600].includes(errorCode) && OUT.test(message));
        assert.equal(issue, undefined, `${seen}: ${issue?.message}`);
      }
      for (const side of beyond) {
        const refused = changed(snapshot, path, side);
        const seen = `${here} = ${JSON.stringify(side).slice(0, 80)}`;
        assert.ok(!isSnapshot(refused), `the schema takes ${seen}`);
        assert.ok(validate(refused).some(({ path }) => path.startsWith(here)), `validate takes ${seen}`);
        pairs += 1;
      }
      for (const name of own.required ?? []) {
        const without = structuredClone(snapshot);
        delete at(without, path)[name];
        assert.ok(!isSnapshot(without), `the schema takes ${here} without ${name}`);
        assert.ok(validate(without).length > 0, `validate takes ${here} without ${name}`);
        pairs += 1;
      }
    }
  }
  const missed = [];
  const walk = (node, where) => {
    if (typeof node !== 'object' || node === null) return;
    if (bounded(node) && !met.has(node) && !/\/(if|propertyNames)$/.test(where)) missed.push(where);
    for (const [name, inner] of Object.entries(node)) if (name !== 'default' && name !== 'required' && name !== 'enum') walk(inner, `${where}/${name}`);
  };
  walk(schema, '');
  assert.deepEqual(missed, []);
  // A vehicle has 19 bounded numbers alone, an order step has 10 bounds.
  assert.ok(pairs > 300, `${pairs} bounds`);
});

test('bounds are those of the documents', () => {
  const { VehicleSettings, OrderStep, TravelModel } = schema.$defs;
  const bound = ({ anyOf, ...own }) => anyOf?.find(({ type }) => type !== 'null') ?? own;
  const { minimum, maximum } = bound(VehicleSettings.properties.speedFactor);
  assert.deepEqual([minimum, maximum], [50, 200]);
  assert.equal(bound(VehicleSettings.properties.breaks).maxItems, 3);
  assert.equal(bound(OrderStep.properties.timeWindows).maxItems, 4);
  assert.equal(bound(OrderStep.properties.timeWindowExceptions).maxProperties, 3);
  assert.equal(bound(OrderStep.properties.serviceTimeSec).maximum, 86_400);
  assert.equal(bound(TravelModel.oneOf[0].properties.speedKmh).maximum, 1_000);
});
