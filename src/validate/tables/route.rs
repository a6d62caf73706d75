//! Route, route step.

use super::super::limits::{INT_MAX, INT_MIN, REPORTED_SEC, ROUTE_STEPS};
use super::super::rules;
use super::super::shape::{ANY, Entity, Field, Kind, Shape, capacity, open, opt, req, ruled};
use super::tracking::{ROUTE_TRACKING, STEP_TRACKING};

/// A documented `int` without limits: times may be −1, and plans may have gone wrong.
const INT: Kind = Kind::Int(INT_MIN, INT_MAX);

pub(in super::super) static ROUTE: Shape = ruled(
    &[
        opt("id", Kind::RouteId),
        opt("revision", INT),
        opt("date", Kind::Date),
        opt("vehicleId", Kind::Ref(Entity::Vehicle)),
        opt("driverId", Kind::Ref(Entity::Driver)),
        opt("vehicleViolations", Kind::ListOrEmpty(&VEHICLE_CODE, ANY)),
        opt("steps", Kind::List(&Kind::Object(&ROUTE_STEP), capacity(ROUTE_STEPS))),
        opt("trackingData", Kind::ObjectOrEmpty(&ROUTE_TRACKING)),
        opt("plan", Kind::List(&Kind::Object(&PLANNED_STEP), capacity(ROUTE_STEPS))),
        opt("costBreakdown", Kind::Object(&COST_SUMMARY)),
    ],
    rules::route::route,
);

const VEHICLE_CODE: Kind = Kind::Word(&["LD", "NLD", "TWS", "TWE", "DT", "WT", "ML", "OR"]);
const STEP_CODE: Kind = Kind::Word(&["VE", "TGI", "TGO", "ELG", "TW", "RGN", "PDM", "PDI", "OWB"]);
const STEP_TYPE: Kind = Kind::Word(&[
    "departure",
    "preparation",
    "pickup",
    "delivery",
    "brk",
    "depot",
    "closeOut",
    "arrival",
]);

pub(in super::super) static ROUTE_STEP: Shape = open(ROUTE_STEP_FIELDS);

static ROUTE_STEP_FIELDS: &[Field] = &[
    req("type", STEP_TYPE),
    opt("orderId", Kind::RefOrEmpty(Entity::Order)),
    opt("depotId", Kind::RefOrEmpty(Entity::Depot)),
    opt("idleTimeSec", INT),
    opt("perStopTimeSec", INT),
    opt("arrivalSec", INT),
    opt("startSec", INT),
    opt("endSec", INT),
    opt("driveToNextSec", INT),
    opt("distanceToNextMt", INT),
    opt("stopIdx", INT),
    opt("displayLabel", Kind::Text),
    opt("trackingLink", Kind::Text),
    opt("violations", Kind::ListOrEmpty(&STEP_CODE, ANY)),
    opt("trackingData", Kind::ObjectOrEmpty(&STEP_TRACKING)),
    opt("effective", Kind::Object(&EFFECTIVE)),
    opt("notBeforeSec", REPORTED),
    opt("latenessSec", INT),
];

/// An order that is not there any more makes the plan void, but is no issue.
static PLANNED_STEP: Shape = open(&[
    req("type", STEP_TYPE),
    opt("orderId", Kind::Text),
    opt("depotId", Kind::Text),
    req("arrivalSec", INT),
    req("startSec", INT),
    req("endSec", INT),
    req("driveToNextSec", INT),
]);

/// A moment that was reported.
const REPORTED: Kind = Kind::Int(-1, REPORTED_SEC);

static EFFECTIVE: Shape = open(&[req("startSec", REPORTED), req("endSec", REPORTED)]);

/// Hundredths of a whole route may pass an `int`.
const SUM: Kind = Kind::Int(i64::MIN, i64::MAX);

static COST_SUMMARY: Shape = open(&[
    req("total", SUM),
    req("activation", SUM),
    req("driving", SUM),
    req("idle", SUM),
    req("service", SUM),
    req("break", SUM),
    req("distance", SUM),
    req("perStop", SUM),
    req("depotSetup", SUM),
    req("regionEnter", SUM),
]);
