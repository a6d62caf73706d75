// What the page shows, and what it can go back to.

import type { Session } from './session.js';

export interface Entry {
  /** What was done to come here. */
  label: string;
  session: Session;
}

/** A page keeps so many plans; older ones are forgotten. */
const MOST_ENTRIES = 100;

export class Store {
  #entries: Entry[] = [];
  #at = -1;
  #passing: Session | null = null;
  #listeners: (() => void)[] = [];

  /** Calls `listener` after every change. */
  watch(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** The plan that operations start from; null before a snapshot is open. */
  get current(): Session | null {
    return this.#entries[this.#at]?.session ?? null;
  }

  /** The plan to draw: the current one, or a better one that a search has just found. */
  get shown(): Session | null {
    return this.#passing ?? this.current;
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  get position(): number {
    return this.#at;
  }

  /** One step further; what was undone is forgotten. */
  push(session: Session, label: string): void {
    this.#entries = [...this.#entries.slice(0, this.#at + 1), { label, session }].slice(-MOST_ENTRIES);
    this.#at = this.#entries.length - 1;
    this.#passing = null;
    this.#tell();
  }

  /** The step of this label goes on: its plan replaces the one before. */
  replace(session: Session): void {
    const entry = this.#entries[this.#at];
    if (entry === undefined) return;
    this.#entries[this.#at] = { ...entry, session };
    this.#tell();
  }

  /** Shows a plan in passing; null = the current one again. */
  show(session: Session | null): void {
    if (session === this.#passing) return;
    this.#passing = session;
    this.#tell();
  }

  get canUndo(): boolean {
    return this.#at > 0;
  }

  get canRedo(): boolean {
    return this.#at < this.#entries.length - 1;
  }

  undo(): void {
    if (this.canUndo) this.#go(this.#at - 1);
  }

  redo(): void {
    if (this.canRedo) this.#go(this.#at + 1);
  }

  #go(at: number): void {
    this.#at = at;
    this.#passing = null;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
