// The JSON Schema of a snapshot and the declarations of the package: both are made from the Rust types; here they are held
// against what the package takes and gives.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { ROOT } from './support/installed.mjs';
import { FEW } from './support/native.mjs';
import { merged } from '../../scripts/types/merge.mjs';
import { Planner, base, example, validate } from './support/routewright.mjs';

const ajv = () => new Ajv({ strict: true, allowUnionTypes: true, allErrors: true });
const schema = JSON.parse(readFileSync(join(ROOT, 'pkg/schema/snapshot.json'), 'utf8'));
const isSnapshot = ajv().compile(schema);

test('every example is a snapshot by its schema', () => {
  for (const snapshot of [base(), ...['jasper', 'city-200', 'city-1000'].map((name) => JSON.parse(example(name)))]) {
    assert.ok(isSnapshot(snapshot), JSON.stringify(isSnapshot.errors?.slice(0, 3)));
  }
});

test('what may be left out may be null; what has another type is neither valid nor by its schema', () => {
  const taken = base();
  Object.assign(taken.orders.o1, { loads: null, forceVehicleId: null, eligibility: null, unknown: [1] });
  assert.deepEqual([validate(taken), isSnapshot(taken)], [[], true]);
  for (const wrong of [{ priority: 7 }, { loads: [] }, { delivery: 5 }, { eligibility: { type: 'never' } }, { isService: 'yes' }]) {
    const snapshot = base();
    Object.assign(snapshot.orders.o1, wrong);
    assert.ok(validate(snapshot).length > 0, JSON.stringify(wrong));
    assert.ok(!isSnapshot(snapshot), JSON.stringify(wrong));
  }
});

test('what the operations give has the shapes that are declared', () => {
  const shapes = execFileSync('scripts/schema.sh', { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 26 });
  const { input, output } = JSON.parse(shapes);
  const declared = merged(input, output);
  const checks = new Ajv({ strict: false, allErrors: true, validateFormats: false }).addSchema({ $id: 'given', $defs: declared });
  // Nothing but what is declared: properties that the caller's objects carry along are not of ours.
  const closed = new Set(['SchedulingResult', 'CostSummary', 'SolveStats', 'UnassignedOrder', 'Reason', 'OrderExplanation', 'Place', 'ProposalApplied', 'Proposal']);
  for (const name of closed) declared[name].unevaluatedProperties ??= false;
  const has = (name, value) => {
    const check = checks.getSchema(`given#/$defs/${name}`);
    assert.ok(check(value), `${name}: ${JSON.stringify(check.errors?.slice(0, 3))}`);
  };
  const dates = { from: '20260317', to: '20260317' };
  const planner = new Planner(example('city-200'));
  const { pickup, ...order } = { ...planner.snapshot().orders['order-001'], id: 'new' };
  let progress;
  has('SchedulingResult', planner.buildRoutes(dates, { ...FEW, progressPlans: true, onProgress: (one) => void (progress = one) }));
  if (progress !== undefined) has('Progress', progress);
  const [routeId, route] = Object.entries(planner.snapshot().routes)[0];
  const { orderId } = route.steps.find(({ type }) => type === 'delivery');
  has('OrderExplanation', planner.explainOrder({ orderId, ...dates }));
  for (const cost of Object.values(planner.marginalCosts())) has('MarginalCost', cost);
  has('ApprovedRoutesChanged', planner.approveRoutes({ ids: [routeId], strict: false }));
  has('SchedulingResult', planner.unassignOrders({ orderIds: [orderId] }));
  const slot = { date: '20260318', deliveryTimeWindows: [{ startSec: 28_800, endSec: 64_800 }] };
  const set = planner.computeProposals({ order, timeSlots: [slot] });
  has('ProposalsSet', set);
  if (set.proposals[0].status === 'FOUND') has('ProposalApplied', planner.applyProposal(set, { proposalsIndexes: [0] }));
  const event = { type: 'departure', vehicleId: route.vehicleId, date: '20260317', driverId: 'd', data: { sec: 28_800, latLng: [0, 0] } };
  has('ExecutionEventsResult', planner.applyExecutionEvents({ events: [event], strict: false }));
  for (const issue of validate('{}')) has('ValidationIssue', issue);
  planner.free();
});
