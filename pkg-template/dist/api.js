// The functions of the package over one engine; the entries differ only in how they load it.

import { createEngine } from './engine.js';

export function createApi(loader) {
  const engine = createEngine(loader);
  return { engine, init: engine.init };
}
