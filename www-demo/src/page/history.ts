// Undo and redo, by button and by key.

import type { App } from './app.js';
import type { DayPanel } from './day-panel.js';
import { element } from './page-elements.js';

export function bindHistory(app: App, day: DayPanel): void {
  const undo = element<HTMLButtonElement>('undo');
  const redo = element<HTMLButtonElement>('redo');

  const refresh = () => {
    const { store } = app;
    undo.disabled = app.busy || !store.canUndo;
    redo.disabled = app.busy || !store.canRedo;
    const done = store.entries[store.position]?.label;
    const undone = store.entries[store.position + 1]?.label;
    undo.title = store.canUndo ? `Undo: ${done} (Ctrl+Z)` : 'Nothing to undo';
    if (undo.disabled && document.activeElement === undo) redo.focus();
    else if (redo.disabled && document.activeElement === redo) undo.focus();
    redo.title = store.canRedo ? `Redo: ${undone} (Ctrl+Shift+Z)` : 'Nothing to redo';
  };
  const act = (name: 'undo' | 'redo') => {
    if (!(name === 'undo' ? app.store.canUndo : app.store.canRedo)) return;
    day.pause();
    void app.work(async () => go(name));
  };
  const go = (name: 'undo' | 'redo') => {
    const { entries, position } = app.store;
    const label = entries[name === 'undo' ? position : position + 1]?.label;
    app.store[name]();
    app.notices.problems('', []);
    app.notices.say(`${name === 'undo' ? 'Undone' : 'Done again'}: ${label}.`);
  };

  app.store.watch(refresh);
  app.watchBusy(refresh);
  undo.addEventListener('click', () => act('undo'));
  redo.addEventListener('click', () => act('redo'));
  addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (event.target instanceof HTMLInputElement && event.target.type !== 'checkbox') return;
    const key = event.key.toLowerCase();
    const name = key === 'y' || (key === 'z' && event.shiftKey) ? 'redo' : key === 'z' ? 'undo' : null;
    if (name === null) return;
    event.preventDefault();
    act(name);
  });
}
