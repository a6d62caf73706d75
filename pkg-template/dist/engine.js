// The one WebAssembly instance of the module, how it comes to life, and what happens when it breaks.

import * as glue from './glue.js';
import { RoutewrightError, refusal } from './error.js';
import { toModule } from './source.js';

/**
 * @param {{ locate: () => unknown, sync?: () => WebAssembly.Module, open?: (source: unknown) => unknown }} loader
 *   `locate` gives the source of an `init()` without one; `sync` is there where the runtime can load at the first call;
 *   `open` reads sources that only this runtime knows, and gives undefined for others.
 */
export function createEngine(loader) {
  let ready = false;
  let starting = null;
  let generation = 0;

  function start(module) {
    if (ready) return;
    glue.initSync({ module });
    ready = true;
  }

  /** Loads once; a failed attempt may be repeated. */
  function init(source) {
    if (ready) return Promise.resolve();
    starting ??= toModule(source === undefined ? loader.locate() : (loader.open?.(source) ?? source))
      .then(start)
      .finally(() => (starting = null));
    return starting;
  }

  /** Loads at the first call where the runtime can; refuses where it was to be loaded before. */
  function ensure() {
    if (ready) return;
    if (!loader.sync) throw refusal(400, 'the package is not loaded: await init() first');
    let module;
    try {
      module = loader.sync();
    } catch (cause) {
      throw refusal(400, `the package cannot be loaded at the first call here (${cause.message}): await init() first`, cause);
    }
    start(module);
  }

  /**
   * Runs `use(glue)`. A thrown text is an error of the core; a trap, or memory or stack exhausted, costs the instance and all
   * that lived in it.
   */
  function call(use) {
    ensure();
    try {
      return use(glue);
    } catch (thrown) {
      if (thrown instanceof RoutewrightError) throw thrown;
      throw typeof thrown === 'string' ? new RoutewrightError(JSON.parse(thrown)) : replaced(thrown);
    }
  }

  function replaced(fault) {
    const panic = saidLast();
    generation += 1;
    try {
      glue.__wbg_reset_state();
    } catch (refused) {
      return refusal(500, `internal fault, and the module could not be started again: ${refused}`, fault);
    }
    return refusal(500, `internal fault: ${panic || fault}`, fault);
  }

  return { init, ensure, call, generation: () => generation };
}

function saidLast() {
  try {
    return glue.lastPanic();
  } catch {
    return '';
  }
}
