// The caller's end of the line to one worker.

import { RoutewrightError, refusal, rejected } from './error.js';
import { proposalsFrom } from './previews.js';

/**
 * What differs between runtimes.
 * @typedef {{ post: (message: object) => void, end: () => void, hold: (busy: boolean) => void,
 *   listen: (onMessage: (message: object) => void, onFailure: (reason: string) => void) => void }} Port
 *   `hold(false)` lets the process end although the worker is there
 */

export class Connection {
  #port;
  #calls = new Map();
  #made = 0;
  #dead = null;

  /** @param {Port} port */
  constructor(port) {
    this.#port = port;
    port.listen(
      (message) => this.#receive(message),
      (reason) => this.end(refusal(500, `the worker failed: ${reason}`)),
    );
    port.hold(false);
  }

  /** Begins a call; `answer` resolves to `{ result, last }`, and `stop(keep)` ends a solve early. */
  call(method, args, onProgress) {
    const id = (this.#made += 1);
    const answer = new Promise((resolve, reject) => {
      if (this.#dead !== null) throw this.#dead;
      this.#send({ id, method, args });
      this.#calls.set(id, { resolve, reject, onProgress });
      this.#port.hold(true);
    });
    return { answer, stop: (keep) => this.#calls.has(id) && this.#port.post({ type: 'stop', id, keep }) };
  }

  /** Ends the worker; what it was at rejects with the error. */
  end(error) {
    if (this.#dead !== null) return;
    this.#dead = error;
    this.#port.end();
    for (const { reject } of this.#calls.values()) reject(error);
    this.#calls.clear();
  }

  #send(message) {
    try {
      this.#port.post(message);
    } catch (cause) {
      throw rejected([{ path: '', errorCode: 100, message: `the input cannot be handed to a worker (${cause.message})` }]);
    }
  }

  #receive({ id, progress, error, result, last, proposals }) {
    const call = this.#calls.get(id);
    if (call === undefined) return;
    if (progress !== undefined) return call.onProgress?.(progress);
    this.#calls.delete(id);
    if (this.#calls.size === 0) this.#port.hold(false);
    if (error === undefined) call.resolve({ result: proposals === undefined ? result : proposalsFrom(proposals), last });
    else call.reject(new RoutewrightError(error));
  }
}
