// Snapshots in and out: examples, files chosen or dropped, and the plan as a file.

import { RoutewrightError } from 'routewright/worker';
import { dateOf, dateRange } from '../model/dates.mjs';
import { counted } from '../model/format.mjs';
import type { App } from './app.js';
import { element } from './page-elements.js';
import { withResult, type Session } from './session.js';

const MAPS = ['territory', 'depots', 'regions', 'drivers', 'vehicles', 'orders', 'routes'] as const;

export class Files {
  #app: App;
  #example = element<HTMLSelectElement>('example');
  #file = element<HTMLInputElement>('file');
  /** A later choice overtakes an earlier one that is still on its way. */
  #turn = 0;

  constructor(app: App) {
    this.#app = app;
    this.#example.addEventListener('change', () => this.openExample());
    element('open').addEventListener('click', () => this.#file.click());
    element('export').addEventListener('click', () => this.#export());
    this.#file.addEventListener('change', () => {
      const [chosen] = this.#file.files ?? [];
      if (chosen !== undefined) this.#openFile(chosen);
      this.#file.value = '';
    });
    this.#dropping();
    app.watchBusy((busy) => {
      for (const id of ['open', 'export', 'example']) element<HTMLButtonElement>(id).disabled = busy;
    });
  }

  /** The name of what is worked on, in the list of examples. */
  refresh(session: Session): void {
    const known = [...this.#example.options].find(({ value }) => `${value}.json` === session.name);
    this.#example.value = known?.value ?? '';
  }

  openExample(): void {
    const name = `${this.#example.value}.json`;
    if (name === '.json') return;
    void this.#open(name, async () => {
      const response = await fetch(`examples/${name}`);
      if (!response.ok) return null;
      return new Uint8Array(await response.arrayBuffer());
    });
  }

  #openFile(file: File): void {
    void this.#open(file.name, async () => new Uint8Array(await file.arrayBuffer()));
  }

  #open(name: string, read: () => Promise<Uint8Array | null>): Promise<void> {
    const mine = (this.#turn += 1);
    return this.#app.work(async () => {
      const { notices, engine, store } = this.#app;
      notices.problems('', []);
      notices.say(`Reading ${name} …`);
      try {
        const bytes = await read();
        if (bytes === null) return notices.say(`${name} could not be fetched.`, 'bad');
        const snapshot = await engine.open(bytes);
        for (const map of MAPS) snapshot[map] ??= {};
        const { from, to } = dateRange(snapshot, dateOf(new Date()));
        let session: Session = { name, source: {}, snapshot, range: { from, to }, reasons: {}, search: null, warnings: [] };
        if (Object.keys(snapshot.routes ?? {}).length > 0) session = await this.#timed(session);
        if (mine !== this.#turn) return;
        store.push(session, `Opened ${name}`);
        const { orders, vehicles } = session.snapshot;
        notices.say(`${name}: ${counted(Object.keys(orders).length, 'order')}, ${counted(Object.keys(vehicles).length, 'vehicle')}. Ready.`);
      } catch (error) {
        if (!(error instanceof RoutewrightError)) throw error;
        notices.say(`${name} is not a valid snapshot.`, 'bad');
        notices.problems(`${counted(error.issues.length, 'issue')} in ${name}`, error.issues);
      } finally {
        // What could not be opened is not what is worked on.
        if (store.current !== null) this.refresh(store.current);
      }
    });
  }

  /** The routes of a file need not carry their costs: they are timed. */
  async #timed(session: Session): Promise<Session> {
    const done = await this.#app.engine.changing(session.snapshot, async (planner) => {
      const after = withResult(session, await planner.evaluateRoutes({}));
      return { snapshot: after.snapshot, session: after };
    });
    return done.session;
  }

  #export(): void {
    const { current } = this.#app.store;
    if (current === null) return;
    const plain = (_: string, value: unknown) => (ArrayBuffer.isView(value) ? Array.from(value as Int32Array) : value);
    const text = JSON.stringify(current.snapshot, plain, 1);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    link.download = current.name.replace(/(\.json)?$/, '-plan.json');
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    this.#app.notices.say(`Saved as ${link.download}.`, 'good');
  }

  #dropping(): void {
    const files = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    for (const kind of ['dragenter', 'dragover'] as const) {
      addEventListener(kind, (event) => {
        if (!files(event)) return;
        event.preventDefault();
        document.body.classList.add('dropping');
      });
    }
    addEventListener('dragleave', (event) => event.relatedTarget === null && document.body.classList.remove('dropping'));
    addEventListener('drop', (event) => {
      document.body.classList.remove('dropping');
      const [dropped] = event.dataTransfer?.files ?? [];
      if (dropped === undefined) return;
      event.preventDefault();
      this.#openFile(dropped);
    });
  }
}
