// Which route is picked out: one value that the map, the timeline and the tables watch.

/** A selection; `toggle(id)` picks a route or lets it go, `watch(listener)` tells at once and at every change. */
export function createSelection() {
  let current = null;
  const listeners = [];
  const tell = (listener) => listener(current);
  return {
    get current() {
      return current;
    },
    toggle(id) {
      current = current === id ? null : id;
      listeners.forEach(tell);
    },
    watch(listener) {
      listeners.push(listener);
      tell(listener);
    },
  };
}
