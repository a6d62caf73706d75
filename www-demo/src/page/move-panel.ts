// The panel of a move: two lists that aim, what the move would change, and the keys.

import type { RouteId } from 'routewright';
import { clock } from '../model/format.mjs';
import { h } from '../view/dom.mjs';
import { othersOn } from './move.js';
import type { Aimed, Answer, Mover } from './mover.js';
import { orderName, presentCost, vehicleLabel } from './session.js';
import type { TargetMark } from './target-mark.js';
import { codeText, signed } from './words.js';

const MOST_VIOLATIONS = 4;

/** What a move would change, in words; whether it would violate something. */
export function outcomeText({ session }: Aimed, answer: Exclude<Answer, null>): { price: string; rest: string; bad: boolean } {
  if (typeof answer === 'string') return { price: '', rest: `Not possible: ${answer}`, bad: true };
  const { deltaCost, startSec, violations } = answer;
  if (startSec < 0) return { price: signed(deltaCost), rest: ' · stays where it is', bad: false };
  const where = (id: string | null, routeId: RouteId) => (id === null ? vehicleLabel(session.snapshot, routeId) : orderName(session.snapshot, id));
  const told = violations.map(({ orderId, routeId, code }) => `${where(orderId, routeId)} ${codeText(code)} (${code})`);
  const broken = told.length === 0 ? 'nothing violated' : `violates: ${told.slice(0, MOST_VIOLATIONS).join('; ')}${told.length > MOST_VIOLATIONS ? ' …' : ''}`;
  return { price: signed(deltaCost), rest: ` · begins ${clock(startSec)} · ${broken}`, bad: told.length > 0 };
}

export class MovePanel {
  #mover: Mover;
  #panel: HTMLElement;
  #mark: TargetMark;
  /** What the lists were filled for. */
  #filled: [Aimed | null, unknown] = [null, null];
  #title: HTMLElement = h('h2', { id: 'move-title' });
  #outcome: HTMLElement = h('p', { class: 'move-outcome', role: 'status' });
  #routes: HTMLSelectElement = h('select', { id: 'move-route', onchange: () => this.#turn(this.#routes.value, Infinity) });
  #positions: HTMLSelectElement = h('select', {
    id: 'move-position', onchange: () => this.#turn(this.#mover.aimed?.to ?? '', Number(this.#positions.value)),
  });

  constructor(mover: Mover, mark: TargetMark, panel: HTMLElement) {
    this.#mover = mover;
    this.#mark = mark;
    this.#panel = panel;
    const button = (text: string, kind: string, act: () => void) => h('button', { type: 'button', class: `button ${kind}`, onclick: act }, text);
    panel.append(
      this.#title,
      h('div', { class: 'move-fields' },
        h('label', { for: 'move-route' }, 'To'), this.#routes,
        h('label', { for: 'move-position' }, 'Place'), this.#positions),
      this.#outcome,
      h('div', { class: 'row' },
        button('Drop here', 'first', () => mover.drop()),
        button('Best place', '', () => this.#best()),
        button('Cancel', '', () => mover.cancel())),
      h('p', { class: 'quiet keys' }, 'Arrow keys aim, B the best place, Enter drops, Esc cancels.'),
      h('p', { class: 'quiet taps' }, 'Tap a route on the map or a place in the timeline to aim there.'));
    addEventListener('keydown', (event) => this.#key(event), { capture: true });
    mover.watch((aimed, answer) => this.#show(aimed, answer));
  }

  #show(aimed: Aimed | null, answer: Answer): void {
    this.#panel.hidden = aimed === null;
    if (aimed === null) return;
    this.#title.textContent = `Moving ${orderName(aimed.session.snapshot, aimed.orderId)}`;
    if (this.#filled[0] !== aimed || this.#filled[1] !== this.#mover.places) this.#fill(aimed);
    if (answer !== null) return this.#tell(aimed, answer);
    this.#outcome.textContent = '…';
    this.#outcome.className = 'move-outcome';
  }

  #tell(aimed: Aimed, answer: Exclude<Answer, null>): void {
    const { price, rest, bad } = outcomeText(aimed, answer);
    this.#outcome.replaceChildren(...(price === '' ? [rest] : [h('strong', null, price), rest]));
    this.#outcome.classList.toggle('bad', bad);
  }

  /** The lists: routes with what the best place on them adds, and the places on the route aimed at. */
  #fill(aimed: Aimed): void {
    const { snapshot } = aimed.session;
    const { places } = this.#mover;
    this.#filled = [aimed, places];
    const present = presentCost(snapshot, aimed.orderId, places);
    const notes = new Map(places.map((place) => [place.routeId, 'sequence' in place ? signed(place.deltaCost - present) : codeText(place.code)]));
    this.#routes.replaceChildren(...this.#mover.routeIds.map((id) => {
      const note = notes.get(id);
      return h('option', { value: id, selected: id === aimed.to }, `${vehicleLabel(snapshot, id)}${note === undefined ? '' : ` · ${note}`}`);
    }));
    const others = othersOn(snapshot.routes?.[aimed.to], aimed);
    const names = ['first', ...others.map((step) => `after ${orderName(snapshot, step.orderId ?? '')}, ${clock(step.startSec)}`)];
    this.#positions.replaceChildren(...names.map((name, at) => h('option', { value: at, selected: at === aimed.index }, name)));
  }

  /** Aims without a pointer: then the place need not be in sight. */
  #turn(to: RouteId, index: number): void {
    this.#mover.aim(to, index);
    this.#mark.reveal();
  }

  #best(): void {
    this.#mover.best();
    this.#mark.reveal();
  }

  #key(event: KeyboardEvent): void {
    const { aimed } = this.#mover;
    if (aimed === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const inPanel = event.target instanceof Element && event.target.closest('#move') !== null;
    if (inPanel && event.key !== 'Escape') return;
    const { to, index } = aimed;
    const ids = this.#mover.routeIds;
    const along = (by: number) => ids[Math.max(0, Math.min(ids.length - 1, ids.indexOf(to) + by))] ?? to;
    const turn = (by: number) => this.#turn(along(by), this.#mover.indexAt(along(by), this.#mark.second));
    const keys: Record<string, () => void> = {
      ArrowUp: () => turn(-1),
      ArrowDown: () => turn(1),
      ArrowLeft: () => this.#turn(to, index - 1),
      ArrowRight: () => this.#turn(to, index + 1),
      b: () => this.#best(),
      Enter: () => this.#mover.drop(),
      Escape: () => this.#mover.cancel(),
    };
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }
}
