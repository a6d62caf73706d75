// Execution events, each kind with its data.

import type { DateString } from './data.js';
import type { DriverId, LatLng, OrderId, VehicleId } from './units.js';

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
