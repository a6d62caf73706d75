// The cost, and what is left out, while a search goes on: uPlot, which draws on a canvas and needs no style of its own
// beside its sheet.

import 'uplot/dist/uPlot.min.css';
import './chart.css';
import uPlot from 'uplot';
import { hundredths } from '../model/format.mjs';
import { h } from '../view/dom.mjs';

interface Point {
  elapsedMs: number;
  cost: number;
  unassigned: number;
}

const HEIGHT = 180;

/** Before there is a plan there is nothing to draw; a scale without values would also hide its axis, and move the rest. */
const isPlan = ({ cost }: Point): boolean => cost > 0;

export class CostChart {
  #host: HTMLElement;
  #points: Point[] = [];
  #plot: uPlot | null = null;
  #hint: HTMLElement = h('p', { class: 'empty' }, 'The cost of the best plan so far is drawn here.');

  constructor(host: HTMLElement) {
    this.#host = host;
    this.set([]);
    new ResizeObserver(() => this.#resize()).observe(host);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.set(this.#points));
  }

  /** Draws these points from scratch. */
  set(points: readonly Point[]): void {
    this.#points = points.filter(isPlan);
    this.#plot?.destroy();
    this.#plot = null;
    this.#host.replaceChildren(...(this.#points.length === 0 ? [this.#hint] : []));
    if (this.#points.length > 0) this.#plot = new uPlot(this.#options(), this.#data(), this.#host);
    this.#showLast();
  }

  add({ elapsedMs, cost, unassigned }: Point): void {
    const point = { elapsedMs, cost, unassigned };
    if (!isPlan(point)) return;
    if (this.#plot === null) return this.set([...this.#points, point]);
    this.#points.push(point);
    this.#plot.setData(this.#data());
    this.#showLast();
  }

  /** The legend has the last values while nothing is pointed at. */
  #showLast(): void {
    if (this.#plot !== null && this.#plot.cursor.idx == null) this.#plot.setLegend({ idx: this.#points.length - 1 }, false);
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
      hooks: { setCursor: [() => this.#showLast()] },
      scales: { x: { time: false }, cost: {}, left: { range: (_, __, most) => [0, Math.max(4, most)] } },
      axes: [
        { ...axis, size: 26, values: (_, values) => values.map((value) => `${value} s`) },
        { ...axis, scale: 'cost', size: 56, values: (_, values) => values.map((value) => value.toLocaleString('en-GB')) },
        { ...axis, scale: 'left', side: 1, size: 36, grid: { show: false }, values: whole },
      ],
      series: [
        { label: 'Time', value: (_, value) => (value === null ? '–' : `${value.toFixed(1)} s`) },
        { label: 'Cost', scale: 'cost', stroke: colour('--accent'), width: 2, value: (_, value) => (value == null ? '–' : hundredths(value * 100)) },
        { label: 'Left out', scale: 'left', stroke: colour('--danger'), width: 1.5, dash: [4, 4], value: (_, value) => String(value ?? '–') },
      ],
    };
  }
}
