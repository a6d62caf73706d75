// Numbers of a plan as people read them. The same in the terminal, in plan.html and on the page.

const twoDigits = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const oneDigit = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

const DAY = 86_400;
const pad = (value) => String(value).padStart(2, '0');

/** Seconds since local midnight as `hh:mm`; times of later days get `+1`, `+2` …; not available: `–`. */
export function clock(sec) {
  if (!Number.isFinite(sec) || sec < 0) return '–';
  const day = Math.floor(sec / DAY);
  const minutes = Math.floor((sec % DAY) / 60);
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}${day > 0 ? ` +${day}` : ''}`;
}

/** Seconds as `h:mm`, rounded half-up to the minute. */
export function duration(sec) {
  const minutes = Math.floor(sec / 60 + 0.5);
  return `${Math.floor(minutes / 60)}:${pad(minutes % 60)}`;
}

/** Seconds as `17 h 05 min`, or `5 min`, rounded half-up to the minute. */
export function spent(sec) {
  const minutes = Math.floor(sec / 60 + 0.5);
  return minutes < 60 ? `${minutes} min` : `${count(Math.floor(minutes / 60))} h ${pad(minutes % 60)} min`;
}

/** Metres as kilometres with one decimal. */
export const kilometres = (metres) => oneDigit.format(metres / 1000);

/** Hundredths (of cost or load) with two decimals. */
export const hundredths = (value) => twoDigits.format(value / 100);

/** The same of what may not be known: `–`. */
export const knownHundredths = (value) => (value === null ? '–' : hundredths(value));

/** An integer with thousands marked. */
export const count = (value) => whole.format(value);

/** A share as a whole percentage, rounded half-up; of nothing: `–`. */
export const percent = (part, of) => (of > 0 ? `${Math.floor((part * 100) / of + 0.5)} %` : '–');

/** `yyyyMMdd` as `yyyy-mm-dd`. */
export const isoDate = (date) => `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`;

/** `2015-12-04`, or `2015-12-04 to 2015-12-06`. */
export const rangeText = ({ from, to }) => (from === to ? isoDate(from) : `${isoDate(from)} to ${isoDate(to)}`);

/** `yyyy-mm-dd` as `yyyyMMdd`. */
export const compactDate = (date) => date.replaceAll('-', '');

/** A window as `08:00–12:30`. */
export const windowText = ({ startSec, endSec }) => `${clock(startSec)}–${clock(endSec)}`;

/** `1 route`, `2 routes`. */
export const counted = (value, singular, plural = `${singular}s`) =>
  `${count(value)} ${value === 1 ? singular : plural}`;
