// Units, and the forms of what the core has as plain texts and numbers: `…Sec` integer seconds, a duration or a time of day
// counted from the midnight that begins the route's date; `…Mt` integer metres; costs integers in hundredths, `…TimeCost` per hour, `kmCost` per
// kilometre; loads integers in hundredths. Properties that are not listed are carried through untouched.

import type { TravelModel } from './data.js';

/** `[lat, lng]`: WGS-84 degrees × 1 000 000, floored to integers. */
export type LatLng = [number, number];
/** `"<vehicleId>-<yyyyMMdd>"`. */
export type RouteId = string;
export type OrderId = string;
export type VehicleId = string;
export type DriverId = string;
/** An unreachable pair is −1 (also: null; 0xFFFFFFFF in a `Uint32Array`). */
export type Ints = (number | null)[] | Int32Array | Uint32Array;

export type EstimateTravel = Extract<TravelModel, { type: 'estimate' }>;
export type MatrixTravel = Extract<TravelModel, { type: 'matrix' }>;
export type SparseTravel = Extract<TravelModel, { type: 'sparse' }>;
