// The cost, and what is left out, while a search goes on: uPlot, which draws on a canvas and needs no style of its own
// beside its sheet.

import 'uplot/dist/uPlot.min.css';
import './chart.css';
import uPlot from 'uplot';

interface Point {
  elapsedMs: number;
  cost: number;
  unassigned: number;
}

const HEIGHT = 190;

export class CostChart {
  #host: HTMLElement;
  #points: Point[] = [];
  #plot: uPlot | null = null;

  constructor(host: HTMLElement) {
    this.#host = host;
    new ResizeObserver(() => this.#resize()).observe(host);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.set(this.#points));
  }

  /** Draws these points from scratch. */
  set(points: readonly Point[]): void {
    this.#points = [...points];
    this.#plot?.destroy();
    this.#plot = null;
    this.#host.hidden = points.length === 0;
    if (points.length > 0) this.#plot = new uPlot(this.#options(), this.#data(), this.#host);
  }

  add({ elapsedMs, cost, unassigned }: Point): void {
    const point = { elapsedMs, cost, unassigned };
    if (this.#plot === null) return this.set([...this.#points, point]);
    this.#points.push(point);
    this.#plot.setData(this.#data());
  }

  #data(): uPlot.AlignedData {
    const seconds = this.#points.map(({ elapsedMs }) => elapsedMs / 1000);
    return [seconds, this.#points.map(({ cost }) => cost / 100), this.#points.map(({ unassigned }) => unassigned)];
  }

  #resize(): void {
    const width = this.#host.clientWidth;
    if (width > 0) this.#plot?.setSize({ width, height: HEIGHT });
  }

  #options(): uPlot.Options {
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const axis = { stroke: colour('--quiet'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false } };
    const whole = (_: uPlot, values: number[]) => values.map((value) => (Number.isInteger(value) ? String(value) : ''));
    return {
      width: Math.max(200, this.#host.clientWidth),
      height: HEIGHT,
      cursor: { drag: { x: false, y: false } },
      scales: { x: { time: false }, cost: {}, left: { range: (_, __, most) => [0, Math.max(4, most)] } },
      axes: [
        { ...axis, values: (_, values) => values.map((value) => `${value} s`) },
        { ...axis, scale: 'cost', size: 56, values: (_, values) => values.map((value) => value.toLocaleString('en-GB')) },
        { ...axis, scale: 'left', side: 1, size: 36, grid: { show: false }, values: whole },
      ],
      series: [
        { label: 'Time', value: (_, value) => (value === null ? '–' : `${value.toFixed(1)} s`) },
        { label: 'Cost', scale: 'cost', stroke: colour('--accent'), width: 2, value: (_, value) => value?.toFixed(2) ?? '–' },
        { label: 'Left out', scale: 'left', stroke: colour('--danger'), width: 1.5, dash: [4, 4], value: (_, value) => String(value ?? '–') },
      ],
    };
  }
}
