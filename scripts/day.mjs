// Plays one day of a fleet with the package and tells it: `make day`, or `node scripts/day.mjs`.
// The same input gives the same text: searches are limited by iterations and delays are seeded.

import { readFile } from 'node:fs/promises';
import { dayText } from './day/report.mjs';
import { playDay } from './day/story.mjs';

async function load() {
  try {
    return await import('#routewright');
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return null;
  }
}

const routewright = await load();
if (routewright === null) {
  console.error('error: the package is not built yet: run `make build` first');
  process.exitCode = 1;
} else {
  const snapshot = await readFile(new URL('../examples/city-200.json', import.meta.url));
  console.log(dayText(playDay(routewright, snapshot)));
}
