// Tabs after the pattern of the WAI-ARIA Authoring Practices: arrows walk, the panel follows.

import { element } from './page-elements.js';

export class Tabs {
  #tabs: HTMLElement[];
  #listeners: (() => void)[] = [];

  constructor(list: HTMLElement) {
    this.#tabs = [...list.querySelectorAll<HTMLElement>('[role=tab]')];
    for (const tab of this.#tabs) tab.addEventListener('click', () => this.open(tab.id));
    list.addEventListener('keydown', (event) => {
      const at = this.#tabs.findIndex((tab) => tab === event.target);
      const last = this.#tabs.length - 1;
      const next = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[event.key];
      if (at === -1 || next === undefined) return;
      event.preventDefault();
      this.open(this.#tabs[next]!.id);
      this.#tabs[next]!.focus();
    });
  }

  /** The id of the panel that is seen. */
  get current(): string {
    return this.#tabs.find((tab) => tab.getAttribute('aria-selected') === 'true')?.getAttribute('aria-controls') ?? '';
  }

  watch(listener: () => void): void {
    this.#listeners.push(listener);
  }

  open(id: string): void {
    for (const tab of this.#tabs) {
      const chosen = tab.id === id;
      tab.setAttribute('aria-selected', String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      element(tab.getAttribute('aria-controls')!).hidden = !chosen;
    }
    for (const listener of this.#listeners) listener();
  }
}
