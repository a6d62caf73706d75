// Locking a route: planning leaves it as it is.

import type { RouteId } from 'routewright';
import { h, s } from '../view/dom.mjs';
import type { App } from './app.js';
import type { RouteView } from './plan-model.js';
import { isLocked, vehicleLabel, withLock } from './session.js';

export function toggleLock(app: App, id: RouteId): Promise<void> {
  return app.work(async () => {
    const { current } = app.store;
    if (current === null) return;
    const locked = !isLocked(current.snapshot, id);
    const label = `${locked ? 'Locked' : 'Unlocked'} ${vehicleLabel(current.snapshot, id)}`;
    app.store.push(withLock(current, id, locked), label);
    app.notices.say(`${label}.`, 'good');
  });
}

/** A padlock: closed where the route is locked. */
export function lockButton(app: App, route: RouteView, locked: boolean): HTMLElement {
  const shackle = locked ? 'M4 7V5a4 4 0 0 1 8 0v2' : 'M4 7V5a4 4 0 0 1 7.5-1.9';
  return h(
    'button',
    {
      type: 'button', class: 'lock', 'data-focus': `lock ${route.id}`, 'aria-pressed': String(locked), 'aria-label': `Lock ${route.vehicle}`,
      title: locked ? 'Locked: planning leaves it as it is' : 'Lock this route',
      onclick: () => toggleLock(app, route.id),
    },
    s('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' },
      s('path', { d: shackle, class: 'lock-shackle' }),
      s('rect', { x: 2.5, y: 7, width: 11, height: 7.5, rx: 1.5, class: 'lock-body' })),
  );
}
