// The documented objects of a snapshot. Units: `…Sec` integer seconds, since local midnight of the route's date where it is a
// time of day; `…Mt` integer metres; costs integers in hundredths, `…TimeCost` per hour, `kmCost` per kilometre; loads integers
// in hundredths. Properties that are not listed are carried through untouched.

import type { TrackingData, TrackingDataRegistry } from './events.js';

/** `[lat, lng]`: WGS-84 degrees × 1 000 000, floored to integers. */
export type LatLng = [number, number];
/** A local date of the territory, `"yyyyMMdd"`. */
export type DateString = string;
/** `"<vehicleId>-<yyyyMMdd>"`. */
export type RouteId = string;
export type OrderId = string;
export type VehicleId = string;
export type DriverId = string;

/** The one input of every operation: a territory as it stands. */
export interface Snapshot {
  territory: Territory;
  depots: Record<string, Depot>;
  regions?: Record<string, Region>;
  drivers?: Record<DriverId, Driver>;
  vehicles: Record<VehicleId, Vehicle>;
  vehicleDriverAssignments?: Record<DateString, Record<VehicleId, DriverId | null>>;
  orders: Record<OrderId, Order>;
  /** The current plan; absent = nothing planned yet. */
  routes?: Record<RouteId, Route>;
  approvedRoutes?: RouteId[];
  /** Routes and vehicle-dates that planning must not touch. */
  lockedRouteIds?: RouteId[];
  /** Absent = estimate. */
  travel?: TravelModel;
  /** For execution: nothing may be planned before it. */
  now?: { date: DateString; sec: number };
}

/** An unreachable pair is −1 (also: null; 0xFFFFFFFF in a `Uint32Array`). */
export type Ints = (number | null)[] | Int32Array | Uint32Array;

/** Where seconds and metres between locations come from. */
export type TravelModel = EstimateTravel | MatrixTravel | SparseTravel;

/** Great circle × detour; deterministic. */
export interface EstimateTravel {
  type: 'estimate';
  /** One speed for all drives; absent = two stages. */
  speedKmh?: number;
  /** Default 1.3. */
  detourFactor?: number;
}

/** Row-major, from i to j; may be asymmetric. */
export interface MatrixTravel {
  type: 'matrix';
  locations: LatLng[];
  /** `locations`² seconds. */
  durationsSec: Ints;
  /** `locations`² metres. */
  distancesMt: Ints;
  /** A location that is not listed: estimated (default), or an issue. */
  missing?: 'estimate' | 'error';
}

/** Of location i the pairs `rowStart[i]` … `rowStart[i + 1] − 1`; pair k leads to location `to[k]`. */
export interface SparseTravel {
  type: 'sparse';
  locations: LatLng[];
  rowStart: Ints;
  to: Ints;
  durationsSec: Ints;
  distancesMt: Ints;
  /** A location that is not listed, a pair that is not stored: estimated (default), or an issue. */
  missing?: 'estimate' | 'error';
}

export interface Territory {
  id?: string;
  name?: string;
  center?: LatLng;
  /** IANA zone of all times of day. */
  timeZoneCode?: string;
  languageCode?: string;
  /** Allowed reasons of the status `reschedule`. */
  statusReasons?: string[];
}

export interface Location {
  address?: string;
  /** Missing or out of range = not usable for planning. */
  latLng?: LatLng | null;
  status?:
    | 'OK' | 'LOW_ACCURACY' | 'POSTCODE_ISSUE' | 'POSTCODE_LEVEL_ACCURACY'
    | 'NOT_FOUND' | 'OUT_OF_TERRITORY_RANGE' | 'GEOCODING_ERROR' | 'GEOCODING_TIMEOUT' | (string & {});
  geoAddress?: string;
}

export interface Depot {
  id?: string;
  name?: string;
  location: Location;
  /** Hundredths per return to reload. */
  setupCost?: number;
  /** Seconds per return to reload. */
  setupTimeSec?: number;
  color?: string;
}

export interface Region {
  id?: string;
  name?: string;
  color?: string;
  /** Corners, closed implicitly. */
  poly: LatLng[];
  /** Hundredths per entry. */
  enterCost?: number;
  /** Seconds per entry. */
  enterTimeSec?: number;
}

/** Does not influence planning. */
export interface Driver {
  id?: string;
  name?: string;
  email?: string;
  gpsDeviceId?: string | null;
}

export interface Vehicle {
  id?: string;
  idx?: number;
  externalId?: string;
  color?: string;
  tracked?: boolean;
  gpsDeviceId?: string | null;
  /** Of the normal day; or by date. */
  settings?: VehicleSettings | Record<DateString, VehicleSettings>;
  /** Of single dates; wins over `settings`. */
  settingsByDate?: Record<DateString, VehicleSettings>;
}

/** What holds for a vehicle on a date. Limits of 0 are off. */
export interface VehicleSettings {
  /** Default true. */
  available?: boolean;
  notes?: string;
  /** Absent = open start: the route begins at its first stop. */
  departureDepotId?: string | null;
  /** Absent = open end: the route ends at its last stop. */
  arrivalDepotId?: string | null;
  /** Working window. */
  timeWindow?: TimeWindow;
  /** False: leaves at the start of the working window. Default true. */
  flexStartTime?: boolean;
  /** Hundredths per new place. */
  perStopCost?: number;
  /** Seconds per new place. */
  perStopTimeSec?: number;
  maxWorkingTimeSec?: number;
  maxDrivingTimeSec?: number;
  maxDistanceMt?: number;
  maxOrders?: number;
  /** At most three. */
  breaks?: Break[];
  /** Hundredths of load per key; a key that is missing is unlimited (see `Rules.missingCapacity`). */
  loadCapacities?: Record<string, number>;
  /** Regions it works in; empty = anywhere. */
  regionIds?: string[];
  /** Hundredths if used. */
  activationCost?: number;
  /** Hundredths per hour. */
  drivingTimeCost?: number;
  /** Hundredths per hour. */
  idleTimeCost?: number;
  /** Hundredths per hour. */
  serviceTimeCost?: number;
  /** Hundredths per hour. */
  breakTimeCost?: number;
  /** Hundredths per kilometre. */
  kmCost?: number;
  tags?: string[];
  /** Percent of average speed, 50 … 200. */
  speedFactor?: number;
  /** Working time to aim for. */
  minWorkingTimeSec?: number;
  /** Loads to aim for, hundredths per key. */
  minLoadCapacities?: Record<string, number>;
  preparationTimeSec?: number;
  closeOutTimeSec?: number;
}

/** Its start lies in `[startSec, endSec]`. */
export interface Break {
  durationSec: number;
  startSec: number;
  endSec: number;
}

/** Both ends included; `endSec` may pass 86 400. */
export interface TimeWindow {
  startSec: number;
  endSec: number;
}

/** A pickup, a delivery, or both on the same route, the pickup first. */
export interface Order {
  id?: string;
  name?: string;
  /** Absent = any date. */
  eligibility?: Eligibility;
  forceVehicleId?: VehicleId | null;
  priority?: -20 | -10 | 0 | 10 | 20;
  /** Hundredths per key. */
  loads?: Record<string, number>;
  pickup?: OrderStep | null;
  delivery?: OrderStep | null;
  isService?: boolean;
}

export interface Eligibility {
  type: 'on' | 'by' | 'any';
  byDate?: DateString;
  onDates?: DateString[];
}

/** One visit; exactly one of `depotId` and `location`. */
export interface OrderStep {
  depotId?: string | null;
  location?: Location | null;
  /** When its service may start; empty = any time. */
  timeWindows?: TimeWindow[];
  /** Replaces `timeWindows` on single dates. */
  timeWindowExceptions?: Record<DateString, TimeWindow[]>;
  notes?: string;
  email?: string;
  phone?: string;
  serviceTimeSec?: number;
  /** Tags that the vehicle must have, all of them. */
  tagsIn?: string[];
  /** Tags that the vehicle must not have. */
  tagsOut?: string[];
  customFields?: Record<string, string | null>;
  barcodes?: string[];
}

export interface OrderStepIdentifier {
  orderId: OrderId;
  type: 'pickup' | 'delivery';
}

/** Violated constraints of the vehicle: loads, negative loads, start, end, driving, working time, distance, orders. */
export type VehicleViolation = 'LD' | 'NLD' | 'TWS' | 'TWE' | 'DT' | 'WT' | 'ML' | 'OR';
/**
 * Violated constraints of an order step: vehicle, tag missing, tag banned, date, window, region, other step missing, delivery
 * before pickup, outside the driver's working time.
 */
export type StepViolation = 'VE' | 'TGI' | 'TGO' | 'ELG' | 'TW' | 'RGN' | 'PDM' | 'PDI' | 'OWB';

/** The work of one vehicle on one date. */
export interface Route {
  id?: RouteId;
  /** Grows by 1 with each change. */
  revision?: number;
  date?: DateString;
  vehicleId?: VehicleId;
  driverId?: DriverId | null;
  vehicleViolations?: VehicleViolation[];
  steps: RouteStep[];
  trackingData?: TrackingDataRegistry | null;
  /** Of a route with tracking data: the steps as they were planned. */
  plan?: PlannedStep[];
  /** The parts of its cost. */
  costBreakdown?: CostSummary;
}

/** A step as it was planned. */
export interface PlannedStep {
  type: RouteStep['type'];
  orderId?: OrderId;
  depotId?: string;
  arrivalSec: number;
  startSec: number;
  endSec: number;
  driveToNextSec: number;
}

/** Times are seconds since midnight of the route's date; −1 = not available. */
export interface RouteStep {
  type: 'departure' | 'preparation' | 'pickup' | 'delivery' | 'brk' | 'depot' | 'closeOut' | 'arrival';
  orderId?: OrderId | null;
  /** Of a reload. */
  depotId?: string | null;
  idleTimeSec?: number;
  perStopTimeSec?: number;
  arrivalSec?: number;
  startSec?: number;
  endSec?: number;
  driveToNextSec?: number;
  distanceToNextMt?: number;
  stopIdx?: number;
  displayLabel?: string | null;
  trackingLink?: string | null;
  violations?: StepViolation[];
  trackingData?: TrackingData | null;
  /** When an executed step really took place. */
  effective?: { startSec: number; endSec: number };
  /** Seconds after its last window, with `elasticTimeWindows`. */
  /**
   * (ours) The vehicle does not drive to it before that moment: it was planned while a route in progress had nothing left
   * to do.
   */
  notBeforeSec?: number;
  latenessSec?: number;
}

/** Hundredths; the parts add up to `total`. */
export interface CostSummary {
  total: number;
  activation: number;
  driving: number;
  idle: number;
  service: number;
  break: number;
  distance: number;
  perStop: number;
  depotSetup: number;
  regionEnter: number;
}
