// Requests, options and results of the operations.

import type {
  CostSummary, DateString, OrderId, OrderStepIdentifier, Route, RouteId, StepViolation, VehicleId, VehicleViolation,
} from './model.js';

export interface BuildRoutesRequest {
  from: DateString;
  /** Included. */
  to: DateString;
  /** Replaces the snapshot's locks for this call; null = the snapshot's. */
  lockedRouteIdsOverride?: RouteId[] | null;
  /** Vehicles may return to their departure depot to reload. Default false. */
  depotTrips?: boolean;
}

export interface FitInRequest {
  from: DateString;
  /** Included. */
  to: DateString;
  /** Which orders; absent or empty = all unassigned ones that are eligible in the range. */
  orderIds?: OrderId[] | null;
  /** The only targets, existing or not; overrides `from` and `to`. Absent or empty = all of the range. */
  routeIds?: RouteId[] | null;
  /** The snapshot's locks do not count. Default false. */
  overrideLockedRoutes?: boolean;
  /** Routes whose orders violate nothing but tags, regions, date or forced vehicle are targets too. Default `"none"`. */
  includeRoutesWithViolations?: 'none' | 'vehicleOrderAssignment';
  /** What is on a route keeps its sequence. Default false. */
  keepSequence?: boolean;
  /** Vehicles may return to their departure depot to reload. Default false. */
  depotTrips?: boolean;
}

export interface EvaluateRoutesRequest {
  /** Absent = all. */
  routeIds?: RouteId[] | null;
}

export interface AssignOrderStepsRequest {
  /** Put together and in this order. A single one may come from another route, several must be on none. */
  orderSteps: OrderStepIdentifier[];
  /** Created where it is missing. */
  routeId: RouteId;
  /** Before the first order step that starts after this second, else last; 0 = at the beginning. */
  afterSec: number;
}

export interface UnassignOrdersRequest {
  /** Ids, or identifiers of steps: both steps of an order leave. */
  orderIds: (OrderId | OrderStepIdentifier)[];
}

export interface ApplySequencesRequest {
  sequences: RouteSequence[];
}

export interface RouteSequence {
  /** Of a vehicle and date without work. */
  routeId: RouteId;
  /** On no route; each once. */
  orderSteps: OrderStepIdentifier[];
}

export interface SwapRoutesRequest {
  srcRouteId: RouteId;
  /** Of the same date; one of the two may be empty. */
  dstRouteId: RouteId;
}

export interface ApproveRoutesRequest {
  /** Approval of a route without order steps is revoked. */
  ids: RouteId[];
  /** Default true: one that cannot be approved fails the call; false: it is ignored. */
  strict?: boolean;
}

export interface RevokeRoutesRequest {
  /** Those that cannot be revoked are ignored. */
  ids: RouteId[];
}

export interface ApprovedRoutesChanged {
  /** Dates of which approvals changed and some are left. */
  approved: DateString[];
  /** Dates of which approvals changed and none is left. */
  revoked: DateString[];
  /** The new list. */
  approvedRoutes: RouteId[];
}

/** How the territory is read, for every operation. */
export interface Rules {
  /** A load key that a vehicle does not list. Default `"unlimited"`. */
  missingCapacity?: 'unlimited' | 'zero';
  /** Only vehicles without regions serve steps in no region. Default false. */
  strictRegions?: boolean;
  /** Default false. */
  treatApprovedAsLocked?: boolean;
  /** Detected times stand in for reported ones. Default false. */
  detectedTimes?: boolean;
  /** A proof of delivery creates no implicit `done`. Default false. */
  requiredActions?: boolean;
}

export interface SolveOptions extends Rules {
  /** A soft limit, 10 000 ms by default, 2 000 ms of `fitIn`; no default where another limit is given. */
  timeBudgetMs?: number;
  /** 0 = insertion only. The same input, seed and `maxIterations` or `maxWork` give the same result everywhere. */
  maxIterations?: number;
  /** Work units: insertions and moves evaluated. */
  maxWork?: number;
  /** Default 1; `"random"` is drawn once and reported in `stats.seed`. */
  seed?: number | 'random';
  /** Default `"empty"`. */
  startFrom?: 'empty' | 'current';
  /** What stays of the current plan. Default `"NONE"`. */
  lockType?: 'NONE' | 'ROUTES' | 'RESOURCES';
  /**
   * Called at most 20 times a second; false ends the search, the best plan so far is the result. What it throws ends the
   * search too and comes out of the call; the planner is as it was.
   */
  onProgress?: (progress: Progress) => void | boolean;
  /** Progress carries what changed in the best plan. Default false. */
  progressPlans?: boolean;
  /** So many of the next stops of each route stay, after what was done and the one that is driven to. Default 0. */
  upcomingStopCutoff?: number;
  /** Default `"OFF"`. */
  balancing?: 'OFF' | 'ON' | 'ON_FORCE';
  /** Default `"WT"`, working time. */
  balanceBy?: 'WT' | 'NUM';
  /** 0 … 1, default 0.3. */
  balancingFactor?: number;
  /** Less overlap between routes. Default false. */
  clustering?: boolean;
  /** Fewer routes before lower cost. Default false. */
  minimiseRoutes?: boolean;
  /** Default false. */
  avoidEagerPickups?: boolean;
  /** Late rather than left out. Default false. */
  elasticTimeWindows?: boolean;
  /** Most lateness per step, in seconds. Default: no limit. */
  maxLatenessSec?: number;
  /** Seconds a set of proposals stays valid, default 900. */
  proposalTtlSec?: number;
}

export interface Progress {
  /** 0 … 100. */
  progress: number;
  elapsedMs: number;
  iterations: number;
  /** Hundredths, of the best plan. */
  cost: number;
  /** Orders the best plan leaves out. */
  unassigned: number;
  routesUsed: number;
  /** With `progressPlans`: since the last progress. */
  changed?: { routes: Record<RouteId, Route>; deletedRouteIds: RouteId[] };
}

/** How far `Run.step` goes; what is reached first counts. Empty = to the end. */
export interface Slice {
  ms?: number;
  iterations?: number;
  work?: number;
}

export interface SchedulingResult {
  data: { orderIds?: OrderId[]; orderSteps?: OrderStepIdentifier[] };
  /** Every route that was created or changed, whole. */
  routes: Record<RouteId, Route>;
  /** Routes that are empty now. */
  deletedRouteIds: RouteId[];
  /** Every order in scope that is not, or not fully, on a route. */
  unassigned: UnassignedOrder[];
  /** Of all routes of the dates in scope. */
  cost: CostSummary;
  stats: SolveStats;
  /** What was accepted but read in a way worth knowing. */
  warnings: ValidationIssue[];
}

export interface UnassignedOrder {
  orderId: OrderId;
  orderSteps: ('pickup' | 'delivery')[];
  /** Most telling first, never empty. */
  reasons: Reason[];
}

/**
 * A documented violation code, or: `LOC` no usable coordinates, `LCK` only locked routes could take it, `NOV` no vehicle
 * available, `UNR` unreachable, `CST` left out for its cost or priority.
 */
export type ReasonCode = VehicleViolation | StepViolation | 'LOC' | 'LCK' | 'NOV' | 'UNR' | 'CST';

export interface Reason {
  code: ReasonCode;
  vehicleId?: VehicleId;
  date?: DateString;
  /** Seconds, metres, hundredths of load or orders too many. */
  by?: number;
  message: string;
}

export interface SolveStats {
  iterations: number;
  elapsedMs: number;
  seed: number;
  /** New best plans found. */
  improvements: number;
  /** In force. */
  options: SolveOptions;
  stoppedBy: 'timeBudget' | 'iterations' | 'work' | 'converged' | 'aborted';
  history: { elapsedMs: number; iterations: number; cost: number; unassigned: number }[];
}

/** One thing that is wrong, or worth knowing. */
export interface ValidationIssue {
  /** `orders[49269a16].delivery.timeWindows[1].endSec` */
  path: string;
  errorCode: number;
  /** Path, rule and value in one sentence. */
  message: string;
}
