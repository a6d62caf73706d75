// What the parts of the page share: the plan, the planner, what is picked out, and one piece of work at a time.

import type { SchedulingResult, ValidationIssue } from 'routewright';
import { RoutewrightError, type WorkerPlanner } from 'routewright/worker';
import { createSelection } from '../view/selection.mjs';
import { Engine } from './engine.js';
import { WhatIf } from './move.js';
import { withResult, type Session } from './session.js';
import { Store } from './store.js';

export interface Selection {
  readonly current: string | null;
  toggle(id: string): void;
  watch(listener: (id: string | null) => void): void;
}

export interface Notices {
  /** One line; it replaces the one before. */
  say(text: string, kind?: '' | 'good' | 'bad'): void;
  /** All that is wrong with something; an empty list clears it. */
  problems(heading: string, issues: readonly ValidationIssue[]): void;
}

export class App {
  readonly store = new Store();
  readonly engine = new Engine();
  readonly whatIf = new WhatIf();
  readonly selection: Selection = createSelection();
  #watchers: ((busy: boolean) => void)[] = [];
  #busy = false;
  #brief: Promise<void> | null = null;

  constructor(readonly notices: Notices) {}

  /** Whether something is being worked on that takes its time. */
  get busy(): boolean {
    return this.#busy && this.#brief === null;
  }

  /** Whether the planner has anything to do, brief or not. */
  get occupied(): boolean {
    return this.#busy;
  }

  /** Tells at once and at every change whether something is being worked on. */
  watchBusy(listener: (busy: boolean) => void): void {
    this.#watchers.push(listener);
    listener(this.#busy);
  }

  /** Does one piece of work; what is refused is said. Nothing is done while another piece is under way, unless that is brief. */
  async work(task: () => Promise<void>): Promise<void> {
    if (this.#brief !== null) await this.#brief;
    if (this.#busy) return;
    this.#setBusy(true);
    await this.#perform(task).finally(() => this.#setBusy(false));
  }

  /** Work that is over in a moment, again and again: nobody is told of it, and what is asked meanwhile comes next. */
  async brief(task: () => Promise<void>): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    // Set before the task begins: what it draws at once must not find the page busy.
    this.#brief = Promise.resolve().then(() => this.#perform(task)).finally(() => {
      this.#busy = false;
      this.#brief = null;
    });
    await this.#brief;
  }

  async #perform(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      this.fail(error);
    } finally {
      this.store.show(null);
    }
  }

  /** An operation on the plan as it stands: one step of the history. */
  operate(label: string, operation: (planner: WorkerPlanner, session: Session) => Promise<SchedulingResult>): Promise<void> {
    return this.work(async () => {
      const { current } = this.store;
      if (current === null) return;
      const { session } = await this.engine.changing(current.snapshot, async (planner) => {
        const after = withResult(current, await operation(planner, current));
        return { snapshot: after.snapshot, session: after };
      });
      this.store.push(session, label);
      this.notices.say(`${label}.`, 'good');
    });
  }

  fail(error: unknown): void {
    if (!(error instanceof RoutewrightError)) throw error;
    this.notices.say(error.message, 'bad');
    this.notices.problems('This was refused', error.issues);
  }

  #setBusy(busy: boolean): void {
    this.#busy = busy;
    for (const listener of this.#watchers) listener(busy);
  }
}
