// Moments in the time zone of a territory: the module has no database of zones, runtimes do.

/** The end of the year 9999, in seconds since 1970. */
const LAST = 253_402_300_799;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?$/;
const DAY = 86_400;

/**
 * A request of `translateMobileEvents` of which every moment is said in local time and on the clock of the world. What cannot
 * be read is left as it is, for the core to say so.
 *
 * @param {unknown} request  plain JSON
 * @param {string | null} zone  IANA
 */
export function localised(request, zone) {
  const clock = clockOf(zone);
  if (clock === undefined || !isObject(request)) return request;
  const list = (name, change) => (Array.isArray(request[name]) ? { [name]: request[name].map(change) } : {});
  const timed = (one, ...names) => {
    const times = names.filter((name) => isObject(one[name]));
    return { ...one, ...Object.fromEntries(times.map((name) => [name, told(one[name], clock)])) };
  };
  const update = (one) => (isObject(one) && isObject(one.data) ? { ...one, data: timed(one.data, 'startTime', 'endTime') } : one);
  const event = (one) => (isObject(one) ? timed(told(one, clock), 'plannedStartTime') : one);
  return { ...request, ...list('events', event), ...list('updates', update), ...list('orders', update) };
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first of the three ways to say when that is given counts. */
function told(time, clock) {
  const { unixTimestamp: unix, utcTime: utc, localTime: local } = time;
  const since1970 = unix ?? (utc == null ? undefined : secondsOf(typeof utc === 'string' ? utc.replace(/Z$/, '') : utc));
  if (since1970 != null) {
    if (!Number.isInteger(since1970) || since1970 < 0 || since1970 > LAST) return time;
    return { ...time, unixTimestamp: since1970, localTime: written(clock(since1970)) };
  }
  const shown = utc == null ? secondsOf(local) : undefined;
  return shown === undefined ? time : { ...time, unixTimestamp: instantOf(shown, clock) };
}

/** What a clock counts that shows a text. */
function secondsOf(text) {
  if (typeof text !== 'string' || !ISO.test(text)) return undefined;
  const ms = Date.parse(`${text.slice(0, 19)}Z`);
  return Number.isNaN(ms) ? undefined : ms / 1000;
}

function written(shown) {
  return new Date(shown * 1000).toISOString().slice(0, 19);
}

/** When clocks of the zone show that: of two such moments the first; where they skip it, as if they had not. */
function instantOf(shown, clock) {
  const [first, second] = [shown - DAY, shown + DAY].map((moment) => shown - (clock(moment) - moment));
  return [first, second].find((moment) => clock(moment) === shown) ?? first;
}

/** What clocks of a zone show at a moment, both in seconds; none of a zone that the runtime does not know. */
function clockOf(zone) {
  if (typeof zone !== 'string') return undefined;
  try {
    const format = new Intl.DateTimeFormat('en', {
      timeZone: zone, calendar: 'iso8601', numberingSystem: 'latn', hourCycle: 'h23',
      year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    });
    return (moment) => {
      const parts = Object.fromEntries(format.formatToParts(moment * 1000).map(({ type, value }) => [type, Number(value)]));
      return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second) / 1000;
    };
  } catch {
    return undefined;
  }
}
