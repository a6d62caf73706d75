// Which dates to plan when nobody says: what the snapshot itself speaks of.

const isDate = (text) => typeof text === 'string' && /^\d{8}$/.test(text);
const values = (record) => Object.values(record ?? {}).filter((value) => value !== null && typeof value === 'object');

/** The dates on which orders are eligible by name (types `on`, and the documents' shorthand). */
function eligibleDates(snapshot) {
  return values(snapshot.orders).flatMap(({ eligibility }) =>
    [eligibility?.onDates, eligibility?.on].flat().filter(isDate),
  );
}

const routeDates = (snapshot) =>
  values(snapshot.routes)
    .map((route) => route.date)
    .filter(isDate);

const settingsDates = (snapshot) =>
  values(snapshot.vehicles).flatMap((vehicle) =>
    [vehicle.settings, vehicle.settingsByDate].flatMap((settings) => Object.keys(settings ?? {}).filter(isDate)),
  );

const lastDates = (snapshot) =>
  values(snapshot.orders).flatMap(({ eligibility }) => [eligibility?.byDate, eligibility?.by].filter(isDate));

/**
 * The first and last date to plan, and where they come from. In turn: dates that orders name, dates of
 * the routes there are, dates that vehicles have settings for, `now`, last dates of orders, `today`.
 * Dates before `now` cannot be planned and fall away.
 */
export function dateRange(snapshot, today) {
  const now = isDate(snapshot.now?.date) ? snapshot.now.date : null;
  const sources = [
    ['the dates that orders ask for', eligibleDates(snapshot)],
    ['the dates of the routes there are', routeDates(snapshot)],
    ['the dates that vehicles have settings for', settingsDates(snapshot)],
    ['the present date of the snapshot', now === null ? [] : [now]],
    ['the last dates of orders', lastDates(snapshot)],
    ['today', [today]],
  ];
  for (const [source, found] of sources) {
    const dates = found.filter((date) => now === null || date >= now).sort();
    if (dates.length > 0) return { from: dates[0], to: dates[dates.length - 1], source };
  }
  return { from: today, to: today, source: 'today' };
}

/** A moment of this machine's calendar as `yyyyMMdd`. */
export function dateOf(moment) {
  const parts = [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('');
}
