// Reading vehicles and places as the documents write them.

const isDated = (settings) => {
  const keys = Object.keys(settings ?? {});
  return keys.length > 0 && keys.every((key) => /^\d{8}$/.test(key));
};

/** The settings of a vehicle on a date (SEMANTICS 4.5), `{}` where it has none. */
export function settingsOn(vehicle, date) {
  const dated = vehicle?.settingsByDate?.[date];
  if (dated) return dated;
  const settings = vehicle?.settings;
  return (isDated(settings) ? settings[date] : settings) ?? {};
}

/** A vehicle that is not available on a date, and otherwise the same. */
export function outOfService(vehicle, date) {
  const settings = { ...settingsOn(vehicle, date), available: false };
  return isDated(vehicle.settings)
    ? { ...vehicle, settings: { ...vehicle.settings, [date]: settings } }
    : { ...vehicle, settingsByDate: { ...vehicle.settingsByDate, [date]: settings } };
}

/** What people call a vehicle. */
export const vehicleName = (vehicle, id) => vehicle?.externalId || id;

/** Whether coordinates can be drawn. */
export const isLatLng = (place) =>
  Array.isArray(place) &&
  place.length === 2 &&
  place.every(Number.isFinite) &&
  Math.abs(place[0]) <= 90_000_000 &&
  Math.abs(place[1]) <= 180_000_000;

/** Where an order step takes place: `{ latLng, address }`, with `null` for what is not known. */
export function placeOf(orderStep, depots) {
  const depot = orderStep?.depotId == null ? null : depots[orderStep.depotId];
  const location = depot?.location ?? orderStep?.location ?? {};
  return {
    latLng: isLatLng(location.latLng) ? location.latLng : null,
    address: depot?.name ?? location.address ?? location.geoAddress ?? null,
  };
}

/** The windows of an order step on a date (SEMANTICS 2.6). */
export function windowsOn(orderStep, date) {
  const exceptions = orderStep?.timeWindowExceptions ?? orderStep?.timeWindowsExceptions ?? {};
  return (exceptions[date] ?? orderStep?.timeWindows ?? []).map(({ startSec, endSec }) => ({ startSec, endSec }));
}
