// Runs the handler here and asks it twice, as a booking page would: the first answer loads the plan, the second is quick.
//
//   node examples/edge/ask.mjs

import { readFile } from 'node:fs/promises';
import { buildRoutes } from 'routewright';
import handler from './handler.mjs';

// The plan as it stands: planned once, stored as text.
const snapshot = JSON.parse(await readFile(new URL('../city-200.json', import.meta.url), 'utf8'));
const { routes } = buildRoutes(snapshot, { from: '20260317', to: '20260317' }, { maxIterations: 300 });
const stored = JSON.stringify({ ...snapshot, routes });
const env = { SNAPSHOT: async () => stored };

const hours = (from, to) => ({ startSec: from * 3600, endSec: to * 3600 });
const slot = (from, to) => ({ date: '20260317', deliveryTimeWindows: [hours(from, to)] });
const body = JSON.stringify({
  order: { id: 'web-1', delivery: { location: { latLng: [45429000, 10982000] }, serviceTimeSec: 300 } },
  timeSlots: [slot(8, 10), slot(10, 12), slot(14, 16)],
});

for (const which of ['first', 'second']) {
  const begun = performance.now();
  const response = await handler.fetch(new Request('http://localhost/proposals', { method: 'POST', body }), env);
  const { proposals } = await response.json();
  console.log(`${which} answer: ${response.status} in ${(performance.now() - begun).toFixed(1)} ms`);
  if (which === 'second') for (const proposal of proposals) console.log(JSON.stringify(proposal));
}
