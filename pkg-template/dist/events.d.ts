// What drivers report: execution events, and the tracking data that they become.

import type { DateString, DriverId, LatLng, OrderId, Route, RouteId, VehicleId } from './model.js';
import type { ValidationIssue } from './options.js';

export interface ExecutionEventsRequest {
  /** Applied in this order. */
  events: ExecutionEvent[];
  /** Whether one that is wrong fails the call; false = it is skipped and reported. Default true. */
  strict?: boolean;
}

export interface ExecutionEventsResult {
  /** One status per event, in their order. */
  data: { processed: ProcessedStatus[] };
  /** Every route that changed, whole, with tracking data and fresh times; revision + 1. */
  routes: Record<RouteId, Route>;
  /** What was skipped, dropped or read in a way worth knowing. */
  warnings: ValidationIssue[];
}

export type ProcessedStatus =
  | 'OK' | 'OK_WARN_LATLNG_OUT_OF_BOUNDS' | 'ERROR_NO_ORDER' | 'ERROR_NO_ORDER_STEP' | 'ERROR_NO_VEHICLE'
  | 'ERROR_VEHICLE_NOT_TRACKED' | 'ERROR_INVALID_EVENT_TYPE' | 'ERROR_VALIDATION';

interface RouteEvent {
  /** With `date` it names the route. */
  vehicleId: VehicleId;
  date: DateString;
  driverId?: DriverId | null;
  /** When the device recorded it, in seconds since 1970: it does not replace what is newer. */
  clientTs?: number | null;
}

interface StepEvent extends RouteEvent {
  orderId: OrderId;
  orderStepType: 'pickup' | 'delivery';
}

/** A moment, in seconds since midnight, and a place; one farther than 500 km from the territory's centre is dropped. */
interface Moment {
  sec: number;
  latLng?: LatLng | null;
}

export type ExecutionEvent =
  | StepEvent & { type: 'timeIn' | 'timeOut' | 'detectedTimeIn' | 'detectedTimeOut'; data: Moment }
  /** A `null` status removes it. */
  | StepEvent & {
      type: 'statusUpdate';
      data: Moment & { status: 'done' | 'reschedule' | null; statusReason?: string | null };
    }
  | StepEvent & { type: 'loadTracking'; data: Moment & { trackedLoads: Record<string, number> } }
  | StepEvent & { type: 'customFieldTracking'; data: Moment & { trackedCustomFields: Record<string, string> } }
  | StepEvent & { type: 'podSignature' | 'signature'; data: Proof & { id: 'customer' | 'driver' } }
  | StepEvent & { type: 'podPicture' | 'picture' | 'podAudio' | 'audio'; data: Proof }
  /** A `null` text removes it. */
  | StepEvent & { type: 'podNote' | 'note'; data: Moment & { text: string | null } }
  /** Replaces all barcodes of the step. */
  | StepEvent & { type: 'podBarcodes' | 'barcodes'; data: { barcodes: (Moment & Barcode)[] } }
  /** `null` takes back what was reported. */
  | RouteEvent & {
      type: 'departure' | 'arrival';
      driverId: DriverId;
      data: { sec: number; latLng: LatLng } | null;
    }
  | RouteEvent & {
      type: 'preparationTimeIn' | 'preparationTimeOut' | 'closeOutTimeIn' | 'closeOutTimeOut';
      data: Moment;
    };

interface Proof extends Moment {
  id: string;
  text?: string | null;
  mime?: 'image/png' | 'image/jpeg' | 'audio/mpeg' | 'audio/aac' | null;
  /** Base64; it is not kept. `null` removes the proof. */
  data: string | null;
  /** Where the caller keeps the binary. */
  token?: string | null;
}

interface Barcode {
  barcode: string;
  barcodeStatus: 'SCANNED' | 'UNREADABLE' | 'MISSING_BARCODE' | 'MISSING_PACKAGE';
}

/** Of a route. */
export interface TrackingDataRegistry {
  driversTrackingData: Record<DriverId, DriverTrackingData>;
}

export interface DriverTrackingData {
  current: { departure?: Fix | null; arrival?: Fix | null };
  history: {
    eventType: 'departure' | 'arrival';
    action: 'upsert' | 'delete';
    fix: Fix | null;
    clientTs?: number;
  }[];
  /** Latest device timestamps by kind of event. */
  clientTs?: Record<string, number>;
}

export interface Fix {
  sec: number;
  latLng?: LatLng | null;
}

/** Of a step. Seconds are −1 where nothing was reported. */
export interface TrackingData {
  driverId?: DriverId | null;
  vehicleId?: VehicleId | null;
  timeInSec?: number;
  timeInLatLng?: LatLng | null;
  timeOutSec?: number;
  timeOutLatLng?: LatLng | null;
  status?: 'done' | 'reschedule' | null;
  statusSec?: number;
  statusLatLng?: LatLng | null;
  statusReason?: string | null;
  timeInDetectedSec?: number;
  timeInDetectedLatLng?: LatLng | null;
  timeOutDetectedSec?: number;
  timeOutDetectedLatLng?: LatLng | null;
  trackedLoadMap?: Record<string, { latLng?: LatLng | null; timeSec: number; value: number }>;
  trackedCustomFieldMap?: Record<string, { latLng?: LatLng | null; timeSec: number; value: string }>;
  pods?: {
    signatures?: Record<string, Pod>;
    pictures?: Record<string, Pod>;
    audios?: Record<string, Pod>;
    note?: Pod;
    barcodes?: (Fix & Barcode)[];
  };
  /** Latest device timestamps by kind of event; of proofs, loads and custom fields by kind, slash, id. */
  clientTs?: Record<string, number>;
  /** Proofs of delivery that make the step done while nothing else is reported. */
  implicitDone?: { shown: boolean; proofs: { proof: string; holds: boolean }[] };
}

export interface Pod extends Fix {
  text?: string;
  token?: string;
}
