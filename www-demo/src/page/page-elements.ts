// The elements of index.html.

/** One by its id; the page has it. */
export function element<Kind extends HTMLElement = HTMLElement>(id: string): Kind {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found as Kind;
}

/**
 * Draws what is in `host` anew without losing the keyboard: what had the focus is known again by its `data-focus`; where it
 * is gone, the first button has it.
 */
export function keepingFocus(host: HTMLElement, draw: () => void): void {
  const { activeElement } = document;
  const focused = activeElement instanceof HTMLElement && host.contains(activeElement) ? activeElement : null;
  draw();
  if (focused === null || focused.isConnected) return;
  const name = focused.dataset.focus;
  const same = name === undefined ? null : host.querySelector<HTMLElement>(`[data-focus="${CSS.escape(name)}"]`);
  (same ?? host.querySelector<HTMLElement>('button'))?.focus({ preventScroll: same === null });
}

/** Runs at most once in so many milliseconds, the last call included. */
export function throttled(ms: () => number, act: () => void): () => void {
  let timer = 0;
  let last = -Infinity;
  const run = () => {
    timer = 0;
    last = performance.now();
    act();
  };
  return () => {
    if (timer === 0) timer = setTimeout(run, Math.max(0, last + ms() - performance.now())) as unknown as number;
  };
}
