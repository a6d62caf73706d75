// Planning: dates and limits, progress with a live chart, Stop; the plan is drawn as it gets better.

import type { DateString, Progress, SchedulingResult, SolveOptions } from 'routewright';
import type { WorkerPlanner } from 'routewright/worker';
import { searchText } from '../model/describe.mjs';
import { compactDate, count, counted, hundredths, isoDate } from '../model/format.mjs';
import type { App } from './app.js';
import { CostChart } from './chart.js';
import { element } from './page-elements.js';
import { costOf, leftOut, withRoutes, withSearch, type DateRange, type Session } from './session.js';

type Solve = 'buildRoutes' | 'fitIn' | 'rest';

const NAMES: Record<Solve, string> = { buildRoutes: 'Planned', fitIn: 'Fitted in', rest: 'Planned the rest anew' };

export class SearchPanel {
  #app: App;
  #form = element<HTMLFormElement>('search');
  #stop = element<HTMLButtonElement>('stop');
  #meter = element<HTMLProgressElement>('meter');
  #chart = new CostChart(element('chart'));
  #summary = element('search-summary');
  #control: AbortController | null = null;

  constructor(app: App) {
    this.#app = app;
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      const { submitter } = event;
      const focused = submitter !== null && submitter === document.activeElement;
      void this.#solve(submitter?.id === 'fit-in' ? 'fitIn' : 'buildRoutes', this.#range()).then(() => {
        const { activeElement } = document;
        if (focused && (activeElement === document.body || activeElement === this.#stop)) submitter.focus();
      });
      // The button that was pressed cannot be while the search goes on; Stop is what the keyboard wants then.
      if (focused) this.#stop.focus();
    });
    this.#stop.addEventListener('click', () => this.#control?.abort());
    app.watchBusy((busy) => {
      for (const id of ['go', 'fit-in']) element<HTMLButtonElement>(id).disabled = busy || app.store.current === null;
      if (!busy) this.#stop.disabled = true;
    });
    const workers = element<HTMLSelectElement>('workers');
    for (const option of workers.options) option.disabled = Number(option.value) > Math.max(1, navigator.hardwareConcurrency);
  }

  /** The dates of a snapshot that has just been opened. */
  open(session: Session): void {
    this.#input('from').value = isoDate(session.range.from);
    this.#input('to').value = isoDate(session.range.to);
    this.#chart.set([]);
    this.refresh(session);
  }

  refresh(session: Session): void {
    if (session.search !== null) element('search-progress').hidden = false;
    if (!this.#app.busy) this.#summary.textContent = session.search === null ? '' : `${searchText(session.search)}.`;
  }

  /** Plans anew what is left of a day in progress, from the plan as it stands, within the limits of the form: late rather than left out. */
  rest(date: DateString): Promise<void> {
    return this.#solve('rest', { from: date, to: date });
  }

  #range(): DateRange {
    return { from: compactDate(this.#input('from').value), to: compactDate(this.#input('to').value) };
  }

  #input(name: string): HTMLInputElement {
    return this.#form.elements.namedItem(name) as HTMLInputElement;
  }

  #options(): SolveOptions {
    const seconds = this.#input('seconds').value;
    const iterations = this.#input('iterations').value;
    return {
      seed: Number(this.#input('seed').value),
      ...(seconds === '' ? {} : { timeBudgetMs: Math.round(Number(seconds) * 1000) }),
      ...(iterations === '' ? {} : { maxIterations: Number(iterations) }),
    };
  }

  #solve(solve: Solve, range: DateRange): Promise<void> {
    const workers = Number(this.#input('workers').value);
    return this.#app.work(async () => {
      const { current } = this.#app.store;
      if (current === null) return;
      this.#begin();
      const { session } = await this.#app.engine.changing(current.snapshot, async (planner) => {
        const result = await this.#run(planner, solve, current, range);
        const after = withSearch(current, result, solve === 'rest' ? current.range : range);
        return { snapshot: after.snapshot, session: after };
      }, workers);
      this.#app.store.push(session, NAMES[solve]);
      this.#finish(solve, session);
    }).finally(() => {
      this.#meter.classList.add('idle');
      this.#control = null;
    });
  }

  #run(planner: WorkerPlanner, solve: Solve, current: Session, range: DateRange): Promise<SchedulingResult> {
    let live = { ...current, range };
    const options = {
      ...this.#options(),
      progressPlans: true,
      signal: this.#control!.signal,
      onProgress: (progress: Progress) => {
        this.#told(progress);
        if (progress.changed === undefined) return;
        live = withRoutes(live, progress.changed);
        this.#app.store.show(live);
      },
    };
    if (solve === 'fitIn') return planner.fitIn(range, options);
    return planner.buildRoutes(range, solve === 'rest' ? { ...options, startFrom: 'current', elasticTimeWindows: true } : options);
  }

  #begin(): void {
    this.#control = new AbortController();
    this.#stop.disabled = false;
    element('search-progress').hidden = false;
    this.#meter.value = 0;
    this.#meter.classList.remove('idle');
    this.#chart.set([]);
    this.#app.notices.problems('', []);
    this.#app.notices.say('Searching …');
  }

  #told(progress: Progress): void {
    this.#meter.value = progress.progress;
    this.#chart.add(progress);
    const { cost, routesUsed, unassigned, iterations, elapsedMs } = progress;
    this.#summary.textContent =
      `${progress.progress} % · cost ${hundredths(cost)} · ${counted(routesUsed, 'route')} · ${count(unassigned)} left out · ` +
      `${counted(iterations, 'iteration')} · ${(elapsedMs / 1000).toFixed(1)} s`;
  }

  #finish(solve: Solve, session: Session): void {
    if (session.search !== null) this.#chart.set(session.search.history);
    const { total } = costOf(Object.values(session.snapshot.routes ?? {}));
    this.#app.notices.say(`${NAMES[solve]}: cost ${hundredths(total)}, ${count(leftOut(session).length)} left out.`, 'good');
  }
}
