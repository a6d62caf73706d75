// The guard before WebAssembly: values of JavaScript become JSON text here, or a list of what is wrong with them.
//
// Every property is read once, own enumerable ones only, so that a getter or proxy cannot show two faces. What JSON would
// lose in silence (NaN, a `Set`, half of a surrogate pair, a hole in a list) is an issue. Depth and size are bounded:
// a cyclic or bottomless object must never reach the module, it would overflow its stack.

import { rejected } from './error.js';

/** Levels of objects and lists, the outermost being the first. */
const DEPTH = 64;
/** Characters of a text. */
export const LENGTH = 64 * 1024 * 1024;
/** Issues that are collected before the walk ends. */
const ISSUES = 1000;

const MALFORMED = 100;
const TOO_MANY = 102;
const CAPACITY = 600;

/** Properties that hold a map: their keys stand in brackets in a path, as in `orders[49269a16].loads[boxes]`. */
const MAPS = new Set([
  'depots', 'regions', 'drivers', 'vehicles', 'vehicleDriverAssignments', 'orders', 'routes', 'loads', 'customFields',
  'driversTrackingData', 'trackedLoadMap', 'trackedCustomFieldMap', 'clientTs',
]);
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Ends a walk that cannot go on; the issue is in the list already. */
class Stop extends Error {}

/**
 * The JSON text of `value`.
 *
 * @param {unknown} value
 * @param {(path: (string | number)[], value: unknown) => boolean} takesOut  true for what does not go into the text
 * @throws {RoutewrightError} with all issues: 100, 102 too deep, 600 too long
 */
export function toText(value, takesOut = () => false) {
  const walk = new Walk(takesOut);
  const text = walk.run(value);
  if (walk.issues.length > 0) throw rejected(walk.issues.map(located));
  return text;
}

function located({ errorCode, path, rule }) {
  const place = written(path);
  return { path: place, errorCode, message: place === '' ? `the value ${rule}` : `${place} ${rule}` };
}

/** A path as a caller would write it. */
function written(path) {
  let text = '';
  path.forEach((key, at) => {
    if (typeof key === 'number' || !NAME.test(key) || MAPS.has(path[at - 1])) text += `[${key}]`;
    else text += text === '' ? key : `.${key}`;
  });
  return text.toWellFormed();
}

class Walk {
  issues = [];
  #path = [];
  #above = [];
  #length = 0;
  #takesOut;

  constructor(takesOut) {
    this.#takesOut = takesOut;
  }

  run(value) {
    try {
      return this.#text(value);
    } catch (thrown) {
      // A getter, a `toJSON` or a proxy of the caller; a stack that was short before we were called.
      if (!(thrown instanceof Stop)) this.#add(MALFORMED, `could not be read: ${said(thrown)}`);
      return '';
    }
  }

  #add(errorCode, rule) {
    this.issues.push({ errorCode, path: [...this.#path], rule });
    if (this.issues.length >= ISSUES) throw new Stop();
    return 'null';
  }

  #text(value) {
    switch (typeof value) {
      case 'string':
        return this.#string(value, 'a text');
      case 'number':
        return Number.isFinite(value) ? String(value) : this.#add(MALFORMED, `must be a finite number, not ${value}`);
      case 'boolean':
        return String(value);
      case 'object':
        return value === null ? 'null' : this.#object(value);
      default:
        return this.#add(MALFORMED, `must be JSON, not ${typeof value === 'undefined' ? 'undefined' : `a ${typeof value}`}`);
    }
  }

  #string(text, what) {
    this.#grow(text.length);
    if (!text.isWellFormed()) return this.#add(MALFORMED, `must not contain half of a surrogate pair in ${what}`);
    return JSON.stringify(text);
  }

  #grow(length) {
    this.#length += length + 3;
    if (this.#length <= LENGTH) return;
    this.#add(CAPACITY, `makes the text longer than ${LENGTH} characters`);
    throw new Stop();
  }

  #object(given) {
    const value = typeof given.toJSON === 'function' ? given.toJSON(String(this.#path.at(-1) ?? '')) : given;
    if (typeof value !== 'object' || value === null) return this.#text(value);
    this.#enter(value);
    const text = Array.isArray(value) ? this.#list(value) : this.#properties(value);
    this.#above.pop();
    return text;
  }

  #enter(value) {
    if (this.#above.includes(value)) {
      this.#add(MALFORMED, 'must not contain itself');
      throw new Stop();
    }
    if (this.#above.length >= DEPTH) {
      this.#add(TOO_MANY, `must not be nested deeper than ${DEPTH} levels`);
      throw new Stop();
    }
    this.#above.push(value);
  }

  #list(list) {
    const parts = [];
    const { length } = list;
    for (let at = 0; at < length; at += 1) {
      this.#grow(1);
      this.#path.push(at);
      parts.push(this.#text(list[at]));
      this.#path.pop();
    }
    return `[${parts.join()}]`;
  }

  #properties(value) {
    const kind = Object.prototype.toString.call(value);
    if (kind !== '[object Object]') return this.#add(MALFORMED, `must be an object or a list, not ${kind.slice(8, -1)}`);
    const parts = [];
    for (const key of Object.keys(value)) {
      this.#path.push(key);
      const inner = value[key];
      if (inner !== undefined && !this.#takesOut(this.#path, inner)) {
        parts.push(`${this.#string(key, 'its name')}:${this.#text(inner)}`);
      }
      this.#path.pop();
    }
    return `{${parts.join()}}`;
  }
}

/** What a foreign exception says, whatever it is. */
export function said(thrown) {
  try {
    return String(thrown);
  } catch {
    return 'an exception';
  }
}
