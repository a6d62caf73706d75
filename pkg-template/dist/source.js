// What `init` accepts, made into a compiled module.

import { refusal } from './error.js';

const ADVICE = 'serve dist/routewright.wasm beside the package, or give init() a URL, a Response, bytes or a module';

/** @param {unknown} source  a module, bytes, a URL or its text, a `Response`, or a promise of one of them */
export async function toModule(source) {
  const given = await source;
  // Not `instanceof`: a module that a bundler compiled belongs to another realm.
  if (Object.prototype.toString.call(given) === '[object WebAssembly.Module]') return given;
  if (given instanceof ArrayBuffer || ArrayBuffer.isView(given)) return compile(given, 'the bytes given');
  if (typeof Response === 'function' && given instanceof Response) return fromResponse(given);
  if (typeof given === 'string' || given instanceof URL) return fromUrl(given);
  throw refusal(400, `init() cannot load from this; ${ADVICE}`);
}

async function fromUrl(url) {
  let response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw refusal(400, `${url} could not be fetched (${cause.message}); ${ADVICE}`, cause);
  }
  return fromResponse(response);
}

async function fromResponse(response) {
  const name = response.url || 'the response';
  if (!response.ok) throw refusal(400, `${name} was answered with ${response.status}; ${ADVICE}`);
  const type = response.headers.get('Content-Type') ?? 'no type';
  if (type === 'application/wasm') return WebAssembly.compileStreaming(response);
  return compile(await response.arrayBuffer(), `${name} (${type})`);
}

async function compile(bytes, name) {
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    throw refusal(400, `${name} is not this package's WebAssembly file (${cause.message}); ${ADVICE}`, cause);
  }
}
