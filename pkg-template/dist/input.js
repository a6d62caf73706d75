// What the functions accept as a snapshot and as options, taken apart into texts and typed arrays.

import { RoutewrightError, rejected } from './error.js';
import { LENGTH, said, toText } from './guard.js';

/** The long arrays of a travel model, in the order in which the core takes them. */
export const ARRAYS = ['durationsSec', 'distancesMt', 'rowStart', 'to'];

const ENCODER = new TextEncoder();

/**
 * @param {unknown} input  a `SnapshotInput`
 * @returns {{ text: Uint8Array, travel?: Uint8Array, arrays: (Int32Array | undefined)[] }}  `travel` where the model comes
 *   beside the text: JSON, without those of its arrays that are typed
 */
export function snapshotInput(input) {
  try {
    return takenApart(input);
  } catch (thrown) {
    if (thrown instanceof RoutewrightError) throw thrown;
    // A proxy or getter of the caller that throws before the guard reads it.
    throw rejected([{ path: '', errorCode: 100, message: `the value could not be read: ${said(thrown)}` }]);
  }
}

function takenApart(input) {
  if (typeof input === 'string' || input instanceof Uint8Array) return { text: utf8(input), arrays: [] };
  if (isTextWithTravel(input)) {
    const { json, travel } = input;
    return { text: utf8(json), ...travelInput(travel) };
  }
  let model;
  const takesOut = (path, value) => {
    if (path.length !== 1 || path[0] !== 'travel' || !hasTypedArrays(value)) return false;
    model = value;
    return true;
  };
  const text = utf8(toText(input, takesOut));
  return model === undefined ? { text, arrays: [] } : { text, ...travelInput(model) };
}

function isTextWithTravel(input) {
  if (typeof input !== 'object' || input === null || !Object.hasOwn(input, 'json')) return false;
  return Object.hasOwn(input, 'travel') && !Object.hasOwn(input, 'territory');
}

function hasTypedArrays(travel) {
  return typeof travel === 'object' && travel !== null && ARRAYS.some((name) => ArrayBuffer.isView(travel[name]));
}

/** An object with the property `travel` alone, so that paths read as in a snapshot. */
function travelInput(model) {
  const arrays = [];
  const takesOut = (path, value) => {
    const at = path.length === 2 ? ARRAYS.indexOf(path[1]) : -1;
    if (at < 0 || !isInts(value)) return false;
    // 0xFFFFFFFF, unreachable, becomes -1.
    arrays[at] = new Int32Array(value.buffer, value.byteOffset, value.length);
    return true;
  };
  const travel = toText({ travel: model }, takesOut);
  return { travel: ENCODER.encode(travel), arrays };
}

/** A travel model alone: its text and typed arrays, as in `snapshotInput`. */
export function modelInput(model) {
  if (model === undefined) throw wrong('travel', 100, 'is missing');
  return travelInput(model);
}

function isInts(value) {
  return value instanceof Int32Array || value instanceof Uint32Array;
}

function utf8(text) {
  if (typeof text !== 'string') {
    // One that has lost its memory, which cannot be copied from, is as empty as any other.
    if (text instanceof Uint8Array) return text.length === 0 ? new Uint8Array() : text;
    throw wrong('json', 100, 'must be a text or a Uint8Array');
  }
  if (text.length > LENGTH) throw wrong('', 600, `the text must have at most ${LENGTH} characters, not ${text.length}`);
  if (!text.isWellFormed()) throw wrong('', 100, 'the text must not contain half of a surrogate pair');
  return ENCODER.encode(text);
}

function wrong(path, errorCode, rule) {
  return rejected([{ path, errorCode, message: path === '' ? rule : `${path} ${rule}` }]);
}

/** JSON of a request, a slice or rules; an absent one is an empty object. */
export function objectInput(value) {
  return value === undefined ? '{}' : toText(value);
}

/** Options of a solve: the callback, and the JSON of the rest. */
export function optionsInput(options = {}) {
  let onProgress;
  const text = toText(options, (path, value) => {
    if (path.length !== 1 || path[0] !== 'onProgress') return false;
    onProgress = value;
    return true;
  });
  if (onProgress !== undefined && typeof onProgress !== 'function') throw wrong('onProgress', 100, 'must be a function');
  return { text, onProgress };
}
