//! Tracking data of routes and of their steps. Proofs of delivery are recorded, never decoded.

use super::super::limits::{INT_MAX, INT_MIN, REPORTED_SEC};
use super::super::shape::{ANY, Field, Key, Kind, Shape, open, opt, req};

/// Seconds since midnight; −1 where nothing was reported.
const SEC: Kind = Kind::Int(-1, REPORTED_SEC);

/// Seconds since 1970, as the device has them.
const TIMESTAMP: Kind = Kind::Int(i64::MIN, i64::MAX);
const TIMESTAMPS: Kind = Kind::Map(Key::Any, &TIMESTAMP, ANY);

pub(in super::super) static ROUTE_TRACKING: Shape = open(&[
    opt("driversTrackingData", Kind::Map(Key::Any, &Kind::Object(&DRIVER), ANY)),
    opt("position", Kind::Object(&FIX)),
]);

static DRIVER: Shape = open(&[
    opt("current", Kind::Object(&CURRENT)),
    opt("history", Kind::List(&Kind::Object(&HISTORICAL), ANY)),
    opt("clientTs", TIMESTAMPS),
]);

static CURRENT: Shape =
    open(&[opt("departure", Kind::Object(&FIX)), opt("arrival", Kind::Object(&FIX))]);

static HISTORICAL: Shape = open(&[
    opt("eventType", Kind::Word(&["departure", "arrival"])),
    opt("action", Kind::Word(&["upsert", "delete"])),
    opt("fix", Kind::Object(&FIX)),
    opt("clientTs", TIMESTAMP),
]);

static FIX: Shape = open(&[opt("sec", SEC), opt("latLng", Kind::Coordinates)]);

pub(in super::super) static STEP_TRACKING: Shape = open(STEP_TRACKING_FIELDS);

static STEP_TRACKING_FIELDS: &[Field] = &[
    opt("driverId", Kind::Text),
    opt("vehicleId", Kind::Text),
    opt("timeInSec", SEC),
    opt("timeInLatLng", Kind::Coordinates),
    opt("timeOutSec", SEC),
    opt("timeOutLatLng", Kind::Coordinates),
    opt("status", Kind::Word(&["done", "reschedule"])),
    opt("statusSec", SEC),
    opt("statusLatLng", Kind::Coordinates),
    opt("statusReason", Kind::Text),
    opt("timeInDetectedSec", SEC),
    opt("timeInDetectedLatLng", Kind::Coordinates),
    opt("timeOutDetectedSec", SEC),
    opt("timeOutDetectedLatLng", Kind::Coordinates),
    // Maps in every example, single objects in the tables (FEATURES DEF-24).
    opt("trackedLoadMap", Kind::Map(Key::Any, &Kind::Object(&TRACKED_LOAD), ANY)),
    opt("trackedCustomFieldMap", Kind::Map(Key::Any, &Kind::Object(&TRACKED_TEXT), ANY)),
    opt("pods", Kind::Object(&PODS)),
    opt("clientTs", TIMESTAMPS),
    opt("implicitDone", Kind::Object(&IMPLICIT_DONE)),
];

static IMPLICIT_DONE: Shape = open(&[
    req("shown", Kind::Flag),
    opt("proofs", Kind::List(&Kind::Object(&IMPLICIT_PROOF), ANY)),
]);

static IMPLICIT_PROOF: Shape = open(&[req("proof", Kind::Text), req("holds", Kind::Flag)]);

static TRACKED_LOAD: Shape = open(&[
    opt("latLng", Kind::Coordinates),
    opt("timeSec", SEC),
    opt("value", Kind::Int(INT_MIN, INT_MAX)),
]);

static TRACKED_TEXT: Shape =
    open(&[opt("latLng", Kind::Coordinates), opt("timeSec", SEC), opt("value", Kind::Text)]);

const BY_ID: Kind = Kind::Map(Key::Any, &Kind::Object(&POD), ANY);

static PODS: Shape = open(&[
    opt("signatures", BY_ID),
    opt("pictures", BY_ID),
    // Not in the table, but there are audio proofs of delivery (FEATURES DEF-22).
    opt("audios", BY_ID),
    opt("note", Kind::Object(&POD)),
    opt("barcodes", Kind::List(&Kind::Object(&BARCODE), ANY)),
]);

static POD: Shape = open(&[
    opt("sec", SEC),
    opt("latLng", Kind::Coordinates),
    opt("text", Kind::Text),
    opt("token", Kind::Text),
]);

static BARCODE: Shape = open(&[
    opt("sec", SEC),
    opt("latLng", Kind::Coordinates),
    opt("barcode", Kind::Text),
    opt("barcodeStatus", Kind::Text),
]);
