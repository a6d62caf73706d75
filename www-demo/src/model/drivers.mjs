// What drivers report: they are sometimes late, and sometimes find nobody there.

const DRIVE_DELAY_SEC = 900;
const SERVICE_DELAY_SEC = 300;
/** Of a hundred stops so many find nobody there. */
const NOBODY_THERE = 3;

export const isOrderStep = (step) => step.type === 'pickup' || step.type === 'delivery';
export const isExecuted = (step) => step.effective != null;

/** The orders of a route that nobody has begun with, and those that are half done: their goods are on board. */
export function openOrders(route) {
  const steps = route.steps.filter(isOrderStep);
  const begun = new Set(steps.filter(isExecuted).map((step) => step.orderId));
  const open = new Set(steps.filter((step) => !isExecuted(step)).map((step) => step.orderId));
  return {
    rest: [...open].filter((id) => !begun.has(id)),
    onBoard: [...open].filter((id) => begun.has(id)),
  };
}

/** Uniform numbers in [0, 1) from a seed: a Weyl sequence through the mixer of MurmurHash3 (Appleby). */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
}

/** Mostly little, at times much: up to `most` seconds. */
const delay = (random, most) => Math.floor(random() ** 3 * most);

/** What a driver reports about the next stop of a route, in order of time; nothing at its end. */
export function nextVisit(id, route, random) {
  const step = route.steps.find((one) => isOrderStep(one) && !isExecuted(one));
  if (step === undefined) return [];
  const split = id.lastIndexOf('-');
  const visit = { orderId: step.orderId, orderStepType: step.type };
  const at = { ...visit, vehicleId: id.slice(0, split), date: id.slice(split + 1) };
  const inSec = step.startSec + delay(random, DRIVE_DELAY_SEC);
  const outSec = inSec + (step.endSec - step.startSec) + delay(random, SERVICE_DELAY_SEC);
  const status =
    random() * 100 < NOBODY_THERE ? { status: 'reschedule', statusReason: 'Nobody there' } : { status: 'done' };
  return [
    { type: 'timeIn', ...at, data: { sec: inSec } },
    { type: 'timeOut', ...at, data: { sec: outSec } },
    { type: 'statusUpdate', ...at, data: { sec: outSec, ...status } },
  ];
}
