// What a vehicle carries on its way (SEMANTICS 3.1): delivery-only goods from the departure or the
// reload before their delivery, pickup-only goods until the reload or arrival after their pickup.

const onRoute = (step) => step.type === 'pickup' || step.type === 'delivery';

const add = (totals, loads, sign) => {
  for (const [key, amount] of Object.entries(loads ?? {})) {
    const name = key.trim().toLowerCase();
    totals.set(name, (totals.get(name) ?? 0) + sign * amount);
  }
};

/** The trips of a route: its steps, split at reloads. */
function trips(steps) {
  const parts = [[]];
  for (const step of steps) {
    if (step.type === 'depot') parts.push([]);
    else if (onRoute(step)) parts[parts.length - 1].push(step);
  }
  return parts;
}

/** How a step changes the load, and what of it was on board from the start of the trip. */
function effect(step, order) {
  const both = order?.pickup != null && order?.delivery != null;
  if (order === undefined || order.isService) return { fromStart: false, sign: 0 };
  if (step.type === 'pickup') return { fromStart: false, sign: 1 };
  return { fromStart: !both, sign: -1 };
}

/** The greatest load per key, in hundredths, on any leg of the route. */
export function peakLoads(steps, orders) {
  const peaks = new Map();
  const onBoard = new Map(); // of orders with two steps; they ride through reloads
  for (const trip of trips(steps)) {
    const passing = new Map(onBoard);
    for (const step of trip) {
      const order = orders[step.orderId];
      if (effect(step, order).fromStart) add(passing, order.loads, 1);
    }
    raise(peaks, passing);
    for (const step of trip) {
      const order = orders[step.orderId];
      const { sign } = effect(step, order);
      if (sign === 0) continue;
      add(passing, order.loads, sign);
      if (order.pickup != null && order.delivery != null) add(onBoard, order.loads, sign);
      raise(peaks, passing);
    }
  }
  return peaks;
}

function raise(peaks, loads) {
  for (const [key, amount] of loads) peaks.set(key, Math.max(peaks.get(key) ?? 0, amount));
}
