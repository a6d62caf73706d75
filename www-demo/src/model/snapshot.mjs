// Reading a snapshot that the package has found valid.

const MAPS = ['depots', 'regions', 'drivers', 'vehicles', 'orders', 'routes'];

/** The snapshot in UTF-8 bytes of JSON; maps that are absent or `null` are empty. */
export function parseSnapshot(bytes) {
  const snapshot = JSON.parse(new TextDecoder().decode(bytes));
  for (const map of MAPS) snapshot[map] ??= {};
  return snapshot;
}
