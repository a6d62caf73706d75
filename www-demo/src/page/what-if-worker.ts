// A worker of its own for what is asked while a stop is being dragged, so that the answer never waits for a search. The
// functions of the package are pure: they leave the snapshot as it is and say what would change.

import { assignOrderSteps, init, unassignOrders, type TravelModel } from 'routewright';
import type { Operation, Question } from './move.js';
import type { RouteChange } from './session.js';
import type { Snapshot } from './snapshot.js';

const ready = init();
let travel: TravelModel | undefined;

const typed = (ints: ArrayLike<number | null>): Int32Array => Int32Array.from(ints, (value) => value ?? -1);

/** Tables travel beside the text, once. */
function keep(given: TravelModel | undefined): void {
  travel = given;
  if (given !== undefined && given.type !== 'estimate') {
    travel = { ...given, durationsSec: typed(given.durationsSec), distancesMt: typed(given.distancesMt) };
  }
}

function perform(snapshot: Snapshot, operation: Operation): RouteChange {
  const json = JSON.stringify(snapshot);
  const input = travel === undefined ? json : { json, travel };
  return operation.name === 'assignOrderSteps'
    ? assignOrderSteps(input, operation.request)
    : unassignOrders(input, operation.request);
}

/** The operations one after the other; what they change together. */
function answer({ snapshot, operations }: Question): RouteChange {
  let routes = snapshot.routes ?? {};
  const changed: RouteChange = { routes: {}, deletedRouteIds: [] };
  for (const operation of operations) {
    const result = perform({ ...snapshot, routes }, operation);
    routes = { ...routes, ...result.routes };
    for (const id of result.deletedRouteIds) delete routes[id];
    const gone = new Set([...changed.deletedRouteIds, ...result.deletedRouteIds]);
    changed.routes = { ...changed.routes, ...result.routes };
    changed.deletedRouteIds = [...gone].filter((id) => !Object.hasOwn(routes, id));
    for (const id of changed.deletedRouteIds) delete changed.routes[id];
  }
  return changed;
}

addEventListener('message', async ({ data }: MessageEvent<{ travel?: TravelModel | null; question?: Question }>) => {
  if (data.travel !== undefined) keep(data.travel ?? undefined);
  if (data.question === undefined) return;
  const { id } = data.question;
  try {
    await ready;
    postMessage({ id, change: answer(data.question) });
  } catch (error) {
    postMessage({ id, refused: error instanceof Error ? error.message : String(error) });
  }
});
