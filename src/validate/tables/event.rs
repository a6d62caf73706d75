//! Execution events, by what their data is (documents: "ExecutionEvent objects"). Unknown
//! properties are let pass: devices send more than planning reads.

use super::super::limits::{EVENTS, INT_MAX, INT_MIN, POD_CHARS, REPORTED_SEC};
use super::super::rules;
use super::super::shape::{ANY, Entity, Key, Kind, Shape, capacity, closed, open, opt, req, ruled};
use crate::model::EventKind;

pub(in super::super) static REQUEST: Shape = closed(
    // Events are judged one by one, not with the request.
    &[
        req("events", Kind::List(&Kind::Anything, capacity(EVENTS))),
        opt("positions", Kind::List(&Kind::Object(&POSITION), capacity(EVENTS))),
        opt("strict", Kind::Flag),
    ],
    Some(rules::request::execution_events),
);

/// Which route it concerns is found out later: devices tell where they are all the time.
static POSITION: Shape = open(&[
    opt("vehicleId", Kind::Text),
    opt("driverId", Kind::Text),
    req("date", Kind::Date),
    req("sec", SEC),
    req("latLng", WHERE),
]);

/// Seconds since midnight.
const SEC: Kind = Kind::Int(0, REPORTED_SEC);
const WHERE: Kind = Kind::Coordinates;

/// An event with that data, of an order step or of a route as a whole.
macro_rules! event {
    ($data:expr) => {
        ruled(
            &[
                req("type", Kind::Text),
                opt("orderId", Kind::Ref(Entity::Order)),
                opt("orderStepType", Kind::Word(&["pickup", "delivery"])),
                req("date", Kind::Date),
                req("vehicleId", Kind::Ref(Entity::Vehicle)),
                opt("driverId", Kind::Ref(Entity::Driver)),
                opt("clientTs", Kind::Int(0, i64::MAX)),
                $data,
            ],
            rules::event::event,
        )
    };
}

/// The shape of an event of that kind.
pub(in super::super) const fn of(kind: EventKind) -> &'static Shape {
    match kind {
        EventKind::StatusUpdate => &STATUS_UPDATE,
        EventKind::PodSignature => &SIGNATURE,
        EventKind::PodPicture => &PICTURE,
        EventKind::PodAudio => &AUDIO,
        EventKind::PodBarcodes => &BARCODES,
        EventKind::PodNote => &NOTE,
        EventKind::Departure | EventKind::Arrival => &DRIVER,
        EventKind::LoadTracking => &LOADS,
        EventKind::CustomFieldTracking => &CUSTOM_FIELDS,
        _ => &MOMENT,
    }
}

static MOMENT: Shape = event!(req("data", Kind::Object(&MOMENT_DATA)));
static MOMENT_DATA: Shape = open(&[req("sec", SEC), opt("latLng", WHERE)]);

/// Without data it takes back what was reported.
static DRIVER: Shape = event!(opt("data", Kind::Object(&DRIVER_DATA)));
static DRIVER_DATA: Shape = open(&[req("sec", SEC), req("latLng", WHERE)]);

static STATUS_UPDATE: Shape = event!(req("data", Kind::Object(&STATUS_DATA)));
static STATUS_DATA: Shape = ruled(
    &[
        req("sec", SEC),
        opt("latLng", WHERE),
        opt("status", Kind::Word(&["done", "reschedule"])),
        opt("statusReason", Kind::Text),
    ],
    rules::event::status,
);

static LOADS: Shape = event!(req("data", Kind::Object(&LOADS_DATA)));
static LOADS_DATA: Shape = open(&[
    req("sec", SEC),
    opt("latLng", WHERE),
    req("trackedLoads", Kind::Map(Key::Chars(30), &Kind::Int(INT_MIN, INT_MAX), ANY)),
]);

static CUSTOM_FIELDS: Shape = event!(req("data", Kind::Object(&CUSTOM_FIELDS_DATA)));
static CUSTOM_FIELDS_DATA: Shape = open(&[
    req("sec", SEC),
    opt("latLng", WHERE),
    req("trackedCustomFields", Kind::Map(Key::Any, &Kind::Text, ANY)),
]);

const IMAGE: Kind = Kind::Word(&["image/png", "image/jpeg"]);
const SOUND: Kind = Kind::Word(&["audio/mpeg", "audio/aac"]);

/// A binary proof with that id and those formats; `data: null` removes it.
macro_rules! proof {
    ($id:expr, $mime:expr) => {
        ruled(
            &[
                req("id", $id),
                req("sec", SEC),
                opt("latLng", WHERE),
                opt("text", Kind::Text),
                opt("mime", $mime),
                opt("data", Kind::Chars(POD_CHARS)),
                opt("token", Kind::Text),
            ],
            rules::event::proof,
        )
    };
}

static SIGNATURE: Shape = event!(req("data", Kind::Object(&SIGNATURE_DATA)));
static SIGNATURE_DATA: Shape = proof!(Kind::Word(&["customer", "driver"]), IMAGE);
static PICTURE: Shape = event!(req("data", Kind::Object(&PICTURE_DATA)));
static PICTURE_DATA: Shape = proof!(Kind::Id, IMAGE);
static AUDIO: Shape = event!(req("data", Kind::Object(&AUDIO_DATA)));
static AUDIO_DATA: Shape = proof!(Kind::Id, SOUND);

static NOTE: Shape = event!(req("data", Kind::Object(&NOTE_DATA)));
static NOTE_DATA: Shape =
    ruled(&[req("sec", SEC), opt("latLng", WHERE), opt("text", Kind::Text)], rules::event::note);

static BARCODES: Shape = event!(req("data", Kind::Object(&BARCODES_DATA)));
static BARCODES_DATA: Shape = open(&[req("barcodes", Kind::List(&Kind::Object(&BARCODE), ANY))]);
static BARCODE: Shape = open(&[
    req("sec", SEC),
    opt("latLng", WHERE),
    req("barcode", Kind::Barcode(100)),
    req(
        "barcodeStatus",
        Kind::Word(&["SCANNED", "UNREADABLE", "MISSING_BARCODE", "MISSING_PACKAGE"]),
    ),
]);
