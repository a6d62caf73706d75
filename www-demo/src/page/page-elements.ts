// The elements of index.html.

/** One by its id; the page has it. */
export function element<Kind extends HTMLElement = HTMLElement>(id: string): Kind {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found as Kind;
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
