// The page's side of the worker.

/** A failed call, with the issues of what was refused. */
export class SolverError extends Error {
  constructor(message, issues) {
    super(message);
    this.issues = issues;
  }
}

/** Opens snapshots and plans them in a worker; one call at a time. */
export class Solver {
  #worker = null;
  #pending = null;

  /** Loads a snapshot (`Uint8Array`); gives its issues, none if it is valid. What was running is dropped. */
  async open(bytes) {
    if (this.#worker === null || this.#pending !== null) this.#restart();
    const { issues } = await this.#call({ type: 'open', bytes });
    return issues;
  }

  /** Plans the snapshot that was opened; gives the result. */
  async plan(request, options, onProgress) {
    const { result } = await this.#call({ type: 'plan', request, options }, onProgress);
    return result;
  }

  /** Ends the search; `plan` then gives the best so far. */
  stop() {
    this.#worker?.postMessage({ type: 'stop' });
  }

  #restart() {
    this.#worker?.terminate();
    this.#pending?.reject(new SolverError('Another snapshot was opened.', []));
    this.#pending = null;
    this.#worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
    this.#worker.addEventListener('message', ({ data }) => this.#answer(data));
    this.#worker.addEventListener('error', (event) => {
      this.#worker.terminate();
      this.#worker = null;
      this.#answer({ type: 'failed', message: event.message || 'The worker could not be started.', issues: [] });
    });
  }

  #call(message, onProgress) {
    return new Promise((resolve, reject) => {
      this.#pending = { resolve, reject, onProgress };
      this.#worker.postMessage(message);
    });
  }

  #answer(message) {
    const call = this.#pending;
    if (call === null) return;
    if (message.type === 'progress') return call.onProgress?.(message.progress);
    this.#pending = null;
    if (message.type === 'failed') call.reject(new SolverError(message.message, message.issues));
    else call.resolve(message);
  }
}
