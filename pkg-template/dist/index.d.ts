/// <reference lib="esnext.disposable" />

export * from './data.js';
export * from './events.js';
export * from './options.js';
export * from './units.js';

import type {
  ApplyProposalRequest, ApplySequencesRequest, ApproveRoutesRequest, ApprovedRoutesChanged, AssignOrderStepsRequest,
  BuildRoutesRequest, ComputeProposalsRequest, EvaluateRoutesRequest, ExecutionEventsRequest, ExecutionEventsResult,
  ExplainOrderRequest, FitInRequest, MarginalCost, MarginalCostsRequest, MobileEventsRequest, MobileEventsResult, Order, OrderExplanation,
  Progress, ProposalApplied, ProposalsSet, RevokeRoutesRequest, Rules, SchedulingResult, Snapshot, SwapRoutesRequest, TravelModel,
  UnassignOrdersRequest, ValidationIssue, Vehicle,
} from './data.js';
import type { Slice, SolveOptions } from './options.js';
import type { OrderId } from './units.js';

/** An object, its JSON text or the UTF-8 bytes of that; the texts also with a travel model beside them. */
export type SnapshotInput = Snapshot | string | Uint8Array | { json: string | Uint8Array; travel: TravelModel };

/**
 * Loads the WebAssembly module, once; more calls do nothing. A page must await it before its first call, else every call
 * throws 400. Node, Deno and Bun load by themselves at the first call. A failed attempt may be repeated.
 *
 * @param source default: `routewright.wasm` beside the package's files. A text is a URL; in Node also a path.
 * @throws {RoutewrightError} 400: what could not be loaded, and why
 */
export function init(
  source?: WebAssembly.Module | BufferSource | URL | string | Response | Promise<Response>,
): Promise<void>;

/**
 * All that is formally wrong with a snapshot; empty = valid. With `warnings`, of a valid one instead what is taken, though perhaps not as
 * it was meant: such as routes of vehicles that are not available on their date (code 400).
 */
export function validate(snapshot: SnapshotInput, options?: { warnings?: boolean }): ValidationIssue[];

/**
 * Plans the routes of the dates `from` … `to`. The snapshot is left untouched; the result tells what changes.
 *
 * @throws {RoutewrightError} 100 … 104 with all issues, 400, 600
 */
export function buildRoutes(
  snapshot: SnapshotInput, request: BuildRoutesRequest, options?: SolveOptions,
): SchedulingResult;

/**
 * Puts orders that no route has where they add least to the routes there are, and on vehicles without a route where that
 * does not serve them all. No order leaves its route. `data.orderIds` of the result are the orders that were fitted in.
 *
 * @throws {RoutewrightError} 100 … 104 with all issues, 400, 600
 */
export function fitIn(snapshot: SnapshotInput, request: FitInRequest, options?: SolveOptions): SchedulingResult;

/**
 * Where a new order could go, slot by slot: the route whose cost rises least, as it would be, and the next best ones.
 *
 * @throws {RoutewrightError} 100 … 104 with all issues; 400: a slot in the past, or today where routes are approved
 */
export function computeProposals(
  snapshot: SnapshotInput, request: ComputeProposalsRequest, options?: SolveOptions,
): ProposalsSet;

/**
 * Applies the first of the proposals that applies; merge its routes and orders into the snapshot.
 *
 * @throws {RoutewrightError} 400 where none applies, with `stillApplicable`; 100 … 104 with all issues
 */
export function applyProposal(
  snapshot: SnapshotInput, set: ProposalsSet, request: ApplyProposalRequest, options?: Rules,
): ProposalApplied;

/**
 * What every vehicle on every date could do with an order, or why it cannot take it.
 *
 * @throws {RoutewrightError} 100 … 104 with all issues
 */
export function explainOrder(
  snapshot: SnapshotInput, request: ExplainOrderRequest, options?: Rules,
): OrderExplanation;

/**
 * What each order costs its route: the cost of the route less that of the same without the order.
 *
 * @throws {RoutewrightError} 100 … 104 with all issues
 */
export function marginalCosts(
  snapshot: SnapshotInput, request?: MarginalCostsRequest, options?: Rules,
): Record<OrderId, MarginalCost>;

/**
 * Times, violations and costs of the plan as it stands: all routes asked for, with a new revision where something differs.
 *
 * @throws {RoutewrightError} 100 … 104 with all issues
 */
export function evaluateRoutes(
  snapshot: SnapshotInput, request?: EvaluateRoutesRequest, options?: Rules,
): SchedulingResult;

/**
 * Puts order steps on a route. Violations are reported, not avoided. A position earlier than anything recorded of
 * the route's order steps assigns nothing: `data.orderSteps` is empty.
 *
 * @throws {RoutewrightError} 100 … 104 with all issues; 400: one of several is on a route, a route is locked, a vehicle is not
 *   available, a leg cannot be driven
 */
export function assignOrderSteps(
  snapshot: SnapshotInput, request: AssignOrderStepsRequest, options?: Rules,
): SchedulingResult;

/**
 * Takes orders off their routes, both steps and what was recorded of them.
 *
 * @throws {RoutewrightError} 100 … 104 with all issues; 400: a route is locked
 */
export function unassignOrders(
  snapshot: SnapshotInput, request: UnassignOrdersRequest, options?: Rules,
): SchedulingResult;

/**
 * Creates routes with exactly these sequences; only their timing is chosen.
 *
 * @throws {RoutewrightError} 100 … 104 with all issues; 400: a route has work or is locked, a step is on a route, a vehicle is
 *   not available, a leg cannot be driven
 */
export function applySequences(
  snapshot: SnapshotInput, request: ApplySequencesRequest, options?: Rules,
): SchedulingResult;

/**
 * Two routes of a date exchange their order steps.
 *
 * @throws {RoutewrightError} 100 … 104 with all issues; 400: other dates, nothing to exchange, tracking data, a route is locked
 */
export function swapRoutes(snapshot: SnapshotInput, request: SwapRoutesRequest, options?: Rules): SchedulingResult;

/**
 * Approves routes, on at most three future dates.
 *
 * @throws {RoutewrightError} 100 … 104 with all issues; 400: a fourth date, a route of which something was reported
 */
export function approveRoutes(
  snapshot: SnapshotInput, request: ApproveRoutesRequest, options?: Rules,
): ApprovedRoutesChanged;

/**
 * Revokes the approval of routes of which nothing was reported yet.
 *
 * @throws {RoutewrightError} 100 … 104 with all issues
 */
export function revokeRoutes(
  snapshot: SnapshotInput, request: RevokeRoutesRequest, options?: Rules,
): ApprovedRoutesChanged;

/**
 * Records what drivers report and times the routes in progress anew. The same list twice changes nothing, and a list in two
 * parts gives what it gives at once, but for revisions.
 *
 * @throws {RoutewrightError} 100 with all issues where an event is wrong; not with `strict: false`
 */
export function applyExecutionEvents(
  snapshot: SnapshotInput, request: ExecutionEventsRequest, options?: Rules,
): ExecutionEventsResult;

/**
 * What phones report in the words of OptimoRoute's interface (`get_events`, `update_completion_details`), as execution events.
 * Nothing is applied: `events` of the result go to `applyExecutionEvents`, with `strict: false`. Moments are read in the time
 * zone of the territory.
 *
 * @throws {RoutewrightError} 100 … 104 with all issues; 100: a moment of which the local time is neither given nor can be worked
 *   out, for the runtime does not know the time zone of the territory
 */
export function translateMobileEvents(
  snapshot: SnapshotInput, request: MobileEventsRequest, options?: Rules,
): MobileEventsResult;

/**
 * The operations on a loaded snapshot, which is read once and kept up to date by the results. Release it with `free()` or
 * `using`: one that is only dropped is released when the garbage collector finds it, never during synchronous work.
 *
 * Every method throws 400 after `free()`, and 500 "planner lost by a fault" after an internal fault of any call: make it anew
 * from a snapshot.
 */
export class Planner {
  /** @param rules for every operation; the options of a call win */
  constructor(snapshot: SnapshotInput, rules?: Rules);
  buildRoutes(request: BuildRoutesRequest, options?: SolveOptions): SchedulingResult;
  /** Begins a solve to be driven in slices. Until its end all other methods but `snapshot` and `free` throw 400. */
  startBuildRoutes(request: BuildRoutesRequest, options?: SolveOptions): Run;
  fitIn(request: FitInRequest, options?: SolveOptions): SchedulingResult;
  startFitIn(request: FitInRequest, options?: SolveOptions): Run;
  /** Changes nothing. */
  computeProposals(request: ComputeProposalsRequest, options?: SolveOptions): ProposalsSet;
  applyProposal(set: ProposalsSet, request: ApplyProposalRequest, options?: Rules): ProposalApplied;
  /** Changes nothing. */
  explainOrder(request: ExplainOrderRequest, options?: Rules): OrderExplanation;
  /** Changes nothing. */
  marginalCosts(request?: MarginalCostsRequest, options?: Rules): Record<OrderId, MarginalCost>;
  evaluateRoutes(request?: EvaluateRoutesRequest, options?: Rules): SchedulingResult;
  applyExecutionEvents(request: ExecutionEventsRequest, options?: Rules): ExecutionEventsResult;
  /** Changes nothing. */
  translateMobileEvents(request: MobileEventsRequest, options?: Rules): MobileEventsResult;
  assignOrderSteps(request: AssignOrderStepsRequest, options?: Rules): SchedulingResult;
  unassignOrders(request: UnassignOrdersRequest, options?: Rules): SchedulingResult;
  applySequences(request: ApplySequencesRequest, options?: Rules): SchedulingResult;
  swapRoutes(request: SwapRoutesRequest, options?: Rules): SchedulingResult;
  approveRoutes(request: ApproveRoutesRequest, options?: Rules): ApprovedRoutesChanged;
  revokeRoutes(request: RevokeRoutesRequest, options?: Rules): ApprovedRoutesChanged;
  /**
   * Adds or replaces orders, each with its id. As with every edit all else is kept, and the routes concerned are timed anew
   * in their sequence; a step that its order has no more leaves its route.
   */
  putOrders(orders: Order[]): SchedulingResult;
  /** The orders leave their routes. */
  removeOrders(ids: OrderId[]): SchedulingResult;
  /** Adds or replaces vehicles, each with its id. */
  putVehicles(vehicles: Vehicle[]): SchedulingResult;
  /** null = the estimate. */
  setTravel(travel: TravelModel | null): SchedulingResult;
  /** null = none is known. */
  setNow(now: NonNullable<Snapshot['now']> | null): SchedulingResult;
  /** As it stands; arrays of a travel model are `Int32Array`. */
  snapshot(): Snapshot;
  free(): void;
  [Symbol.dispose](): void;
}

/** A solve in slices: `while (!run.done) run.step({ ms: 8 });` and then `run.finish()`. */
export interface Run {
  /** Whether a limit was reached, nothing is left to try, `onProgress` wanted no more, or the run has ended. */
  readonly done: boolean;
  step(slice?: Slice): Progress;
  /** The best plan so far, which the planner's snapshot now has; ends the run. */
  finish(): SchedulingResult;
  /** Ends the run; nothing has changed. */
  cancel(): void;
}

/**
 * Every failure of the package; nothing was changed. Codes: 100 missing or malformed, 101 out of range, 102 too many or too
 * deep, 103 a reference to what does not exist, 104 duplicate, 400 not applicable, 500 an internal fault (a bug), 600 a
 * capacity limit of the package.
 */
export class RoutewrightError extends Error {
  readonly name: 'RoutewrightError';
  readonly errorCode: number;
  /** Of the first issue. */
  readonly path?: string;
  /** All of them. */
  readonly issues: ValidationIssue[];
  /** Of `applyProposal`: indexes of the proposals that would still apply. */
  readonly stillApplicable?: number[];
}
