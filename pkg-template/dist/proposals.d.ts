// Proposals and what-ifs: requests and results.

import type {
  DateString, Depot, Driver, Order, OrderId, OrderStepIdentifier, Route, RouteId, TimeWindow, Vehicle,
} from './model.js';
import type { Reason } from './options.js';

export interface ComputeProposalsRequest {
  /** Its own windows and dates do not count; without an id it gets one. */
  order: Order;
  /** One to seven. */
  timeSlots: TimeSlot[];
  /** The snapshot's locks do not count. Default false. */
  overrideLockedRoutes?: boolean;
  /** Vehicles may return to their departure depot to reload. Default false. */
  depotTrips?: boolean;
}

export interface TimeSlot {
  date: DateString;
  /** Needed where the order has a pickup, else null or absent. */
  pickupTimeWindows?: TimeWindow[] | null;
  /** Needed where the order has a delivery, else null or absent. */
  deliveryTimeWindows?: TimeWindow[] | null;
}

export interface ProposalsSet {
  requestId: string;
  requestStatus: 'COMPLETED' | 'PENDING';
  /** Seconds of the Unix epoch. */
  expiryTs: number;
  /** With its id; dates and windows are those of the proposal that is applied. */
  order: Order;
  /** One per slot, in their order. */
  proposals: Proposal[];
  overrideLockedRoutes?: boolean;
  depotTrips?: boolean;
}

export interface ProposalSummary {
  status: 'FOUND' | 'NOT_FOUND';
  routeId: RouteId | null;
  pickupStartSec: number | null;
  deliveryStartSec: number | null;
  /** Hundredths. */
  routeCost: number | null;
  /** Hundredths. */
  deltaCost: number | null;
}

export interface Proposal extends ProposalSummary {
  /** The route with the order, revision -1, and all that it refers to. */
  data: RouteData | null;
  /** Revision of the route that it was computed for; 0 = there was none. */
  baseRevision: number;
  /** The next best routes, at most five. */
  alternatives: ProposalSummary[];
  /** Where none was found. */
  reasons?: Reason[];
  /** Where none was found: the place on that date, windows aside, that starts nearest to the slot. */
  nearest?: ProposalSummary | null;
}

export interface RouteData {
  routes: Record<RouteId, Route>;
  orders: Record<OrderId, Order>;
  vehicles: Record<string, Vehicle>;
  depots: Record<string, Depot>;
  drivers: Record<string, Driver>;
}

export interface ApplyProposalRequest {
  /** The first that applies is applied. */
  proposalsIndexes: number[];
  /** A route that has changed takes the order all the same, where that adds no violation. Default false. */
  ignoreRevision?: boolean;
  /** Then its cost may exceed the proposed one by so many percent; absent = no limit. */
  costPercentThreshold?: number | null;
}

export interface ProposalApplied {
  /** The set's id, as the documents' notification has it. */
  requestId: string;
  /** The same. */
  proposalsSetId: string;
  orderId: OrderId;
  routeId: RouteId;
  proposalIndexApplied: number;
  /** To merge into the snapshot. */
  routes: Record<RouteId, Route>;
  /** To merge into the snapshot. */
  orders: Record<OrderId, Order>;
}

export interface ExplainOrderRequest {
  orderId: OrderId;
  /** Where one of the two is missing: the dates that have routes. */
  from?: DateString | null;
  /** Included. */
  to?: DateString | null;
}

export interface OrderExplanation {
  orderId: OrderId;
  /** One per vehicle and date: places by what they add, then reasons by route id. */
  places: (Place | (Reason & { routeId: RouteId }))[];
}

export interface Place {
  routeId: RouteId;
  /** Hundredths. */
  deltaCost: number;
  /** Hundredths. */
  routeCost: number;
  pickupStartSec: number | null;
  deliveryStartSec: number | null;
  sequence: OrderStepIdentifier[];
  /** Steps of other orders that would start at another time. */
  shifted: { orderId: OrderId; type: 'pickup' | 'delivery'; oldStartSec: number; newStartSec: number }[];
}

export interface MarginalCostsRequest {
  /** Absent = all. */
  routeIds?: RouteId[] | null;
}

export interface MarginalCost {
  routeId: RouteId;
  /** Hundredths. */
  cost: number;
}
