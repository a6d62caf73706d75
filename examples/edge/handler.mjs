// A booking endpoint for an edge runtime: POST an order and slots, and the answer is what each slot would cost and which
// vehicle would come when, within milliseconds.
//
//   POST /proposals   { "order": { … }, "timeSlots": [ … ] }   →  { "proposals": [ … ] }

import { Planner, RoutewrightError } from 'routewright';

let loaded; // kept between requests: reading a snapshot costs more than answering

/** `env.SNAPSHOT` gives the JSON text of the plan as it stands: a binding to wherever it is stored. */
async function planner(env) {
  loaded ??= new Planner(await env.SNAPSHOT());
  return loaded;
}

async function propose(request, env) {
  const { order, timeSlots } = await request.json();
  const { proposals, expiryTs } = (await planner(env)).computeProposals({ order, timeSlots });
  return Response.json({
    expiryTs,
    proposals: proposals.map(({ status, routeId, deliveryStartSec, deltaCost, reasons }) =>
      status === 'FOUND' ? { routeId, deliveryStartSec, price: deltaCost } : { reasons: reasons?.map(({ message }) => message) }),
  });
}

export default {
  async fetch(request, env) {
    if (request.method !== 'POST' || new URL(request.url).pathname !== '/proposals') return new Response('not found\n', { status: 404 });
    try {
      return await propose(request, env);
    } catch (error) {
      if (error instanceof SyntaxError) return Response.json({ message: 'the body is no JSON' }, { status: 400 });
      if (!(error instanceof RoutewrightError)) throw error;
      if (error.errorCode === 500) loaded = undefined; // a fault of ours: the next request loads anew
      return Response.json({ message: error.message, issues: error.issues }, { status: error.errorCode === 500 ? 500 : 400 });
    }
  },
};
