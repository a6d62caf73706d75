// A route as a chain of stretches of time, for a Gantt timeline (SEMANTICS 2.4, 2.5, 2.9).

const OWN = {
  pickup: 'service',
  delivery: 'service',
  brk: 'break',
  preparation: 'preparation',
  closeOut: 'closeOut',
  depot: 'reload',
};

/** What each kind of stretch is called. */
export const KIND_NAMES = {
  drive: 'Driving',
  parking: 'Parking',
  idle: 'Waiting',
  service: 'Service',
  break: 'Break',
  preparation: 'Preparation',
  closeOut: 'Close-out',
  reload: 'Reload',
};

/** Parking of the place that a drive after step `index` leads to; breaks there come after it. */
function parkingAfter(steps, index) {
  const place = steps.slice(index + 1).find((step) => step.type !== 'brk');
  return place?.perStopTimeSec ?? 0;
}

/**
 * The stretches in order: `{ kind, fromSec, toSec, step }`, `step` being the index of the step that
 * the stretch leads to or belongs to. Stretches of no length are left out, but for stops.
 */
export function segmentsOf(steps) {
  const segments = [];
  const push = (kind, fromSec, toSec, step) => {
    // A stop is one even where nothing takes time there.
    if (fromSec >= 0 && (toSec > fromSec || (kind === 'service' && toSec === fromSec))) segments.push({ kind, fromSec, toSec, step });
    return Math.max(fromSec, toSec);
  };
  let free = steps[0]?.endSec ?? -1;
  let parked = false;
  for (const [index, step] of steps.entries()) {
    if (index > 0) {
      const parking = parked || step.type === 'brk' ? 0 : step.perStopTimeSec;
      if (parking > 0) free = push('parking', free, free + parking, index);
      if (step.type !== 'brk') parked = false;
      free = push('idle', free, Math.max(step.arrivalSec, step.startSec), index);
      const own = OWN[step.type];
      if (own !== undefined) free = push(own, step.startSec, step.endSec, index);
    }
    if (step.driveToNextSec > 0) {
      free = push('drive', free, free + step.driveToNextSec, index + 1);
      const parking = parkingAfter(steps, index);
      if (parking > 0) free = push('parking', free, free + parking, index + 1);
      parked = true;
    }
  }
  return segments;
}

/** Puts intervals into as few lanes as their overlaps allow, first come first; gives each its lane. */
export function lanes(intervals) {
  const ends = [];
  return intervals.map(({ startSec, endSec }) => {
    const free = ends.findIndex((end) => end < startSec);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = endSec;
    return lane;
  });
}
