// One tooltip for a whole picture: it follows pointer and keyboard focus alike.

import { h } from './dom.mjs';

const GAP = 10;

/** A tooltip that lives in `host`; `show(lines, target)` puts it beside an element. */
export function createTooltip(host) {
  const box = h('div', { class: 'tooltip', role: 'tooltip', hidden: true });
  host.append(box);
  return {
    show([title, ...lines], target) {
      box.replaceChildren(h('strong', null, title), ...lines.map((line) => h('span', null, line)));
      box.hidden = false;
      const at = target.getBoundingClientRect();
      const size = box.getBoundingClientRect();
      const left = Math.min(
        Math.max(GAP, at.left + at.width / 2 - size.width / 2),
        document.documentElement.clientWidth - size.width - GAP,
      );
      const above = at.top - size.height - GAP;
      box.style.left = `${Math.max(GAP, left)}px`;
      box.style.top = `${above >= GAP ? above : at.bottom + GAP}px`;
    },
    hide() {
      box.hidden = true;
    },
  };
}
