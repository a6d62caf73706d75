// A snapshot that has every property that is read, once; with each kind of travel model.

import { base } from './routewright.mjs';

const PLACE = [33_831_316, -87_278_355];
const WINDOW = { startSec: 30_600, endSec: 37_800 };

const SETTINGS = {
  maxWorkingTimeSec: 0, maxDrivingTimeSec: 0, maxDistanceMt: 0, maxOrders: 0, minWorkingTimeSec: 0, perStopCost: 0, perStopTimeSec: 0,
  idleTimeCost: 0, serviceTimeCost: 0, breakTimeCost: 0,
};

const TRACKED = { latLng: PLACE, timeSec: 30_000 };
const POD = { sec: 30_000, latLng: PLACE, text: 't', token: 'k' };
const TRACKING = {
  driverId: 'p1', vehicleId: 'v1', timeInSec: 31_718, timeInLatLng: PLACE, timeOutSec: 32_318, timeOutLatLng: PLACE,
  status: 'done', statusSec: 32_318, statusLatLng: PLACE, statusReason: 'none', timeInDetectedSec: 31_718, timeInDetectedLatLng: PLACE,
  timeOutDetectedSec: 32_318, timeOutDetectedLatLng: PLACE,
  trackedLoadMap: { people: { ...TRACKED, value: 100 } }, trackedCustomFieldMap: { field: { ...TRACKED, value: 'x' } },
  pods: {
    signatures: { customer: POD }, pictures: { one: POD }, audios: { one: POD }, note: POD,
    barcodes: [{ sec: 30_000, latLng: PLACE, barcode: '1', barcodeStatus: 'SCANNED' }],
  },
  clientTs: { timeIn: 1 },
  implicitDone: { shown: true, proofs: [{ proof: 'picture/one', holds: true }] },
};

/** With that travel model, an estimate if none is given. */
export function full(travel) {
  const snapshot = base();
  const { territory, regions, vehicles, orders, routes } = snapshot;
  // Of two spellings only one may be given.
  territory[travel === undefined ? 'statusReasons' : 'reasons'] = ['one'];
  Object.assign(regions.r1, { enterCost: 0, enterTimeSec: 0 });
  const { settings } = vehicles.v1;
  Object.assign(settings, SETTINGS);
  const { minLoadCapacities, ...bySettings } = settings;
  vehicles.v2 = { id: 'v2', settings: { default: bySettings, 20151204: bySettings } };
  vehicles.v1.settingsByDate = { 20151206: { ...settings } };
  const { timeWindowExceptions, ...second } = orders.o1.delivery;
  orders.o2.delivery = { ...second, timeWindowsExceptions: timeWindowExceptions };
  orders.o1.forceVehicleId = 'v1';
  const [route] = Object.values(routes);
  const [departure, delivery, arrival] = route.steps;
  Object.assign(delivery, {
    idleTimeSec: 0, perStopTimeSec: 0, driveToNextSec: 2_617, distanceToNextMt: 1, stopIdx: 1, displayLabel: '1', trackingLink: 'x',
    violations: ['TW'], trackingData: TRACKING, effective: { startSec: 31_718, endSec: 32_318 }, notBeforeSec: -1, latenessSec: 0, depotId: '',
  });
  Object.assign(route, {
    vehicleViolations: ['TWE'],
    trackingData: {
      driversTrackingData: {
        p1: {
          current: { departure: { sec: 28_800, latLng: PLACE }, arrival: { sec: 35_235, latLng: PLACE } },
          history: [{ eventType: 'departure', action: 'upsert', fix: { sec: 28_800, latLng: PLACE }, clientTs: 1 }],
          clientTs: { departure: 1 },
        },
      },
    },
    plan: [departure, delivery, arrival].map(({ type, orderId, arrivalSec, startSec, endSec }) => ({ type, orderId, arrivalSec, startSec, endSec, driveToNextSec: 0 })),
    costBreakdown: Object.fromEntries(
      ['total', 'activation', 'driving', 'idle', 'service', 'break', 'distance', 'perStop', 'depotSetup', 'regionEnter'].map((name) => [name, 0]),
    ),
  });
  snapshot.lockedRouteIds = ['v1-20151204'];
  snapshot.travel = travel ?? { type: 'estimate', speedKmh: 50, detourFactor: 1.3 };
  snapshot.orders.o1.delivery.timeWindows = [WINDOW, { startSec: 45_000, endSec: 55_800 }];
  return snapshot;
}

/** The other kinds of a travel model: of one place. */
export const TRAVELS = [
  { type: 'matrix', locations: [PLACE], durationsSec: [0], distancesMt: [0], missing: 'estimate' },
  { type: 'sparse', locations: [PLACE], rowStart: [0, 0], to: [], durationsSec: [], distancesMt: [], missing: 'estimate' },
];
