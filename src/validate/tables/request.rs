//! Requests and options: unknown properties are issues, since a typing error must not pass for a
//! wish that was granted (API "Options").

use super::super::limits::{INT_MAX, LATEST, SAFE_INTEGER};
use super::super::rules;
use super::super::shape::{ANY, Entity, Field, Kind, Shape, closed, opt, req};
use serde_json::Value;

const COUNT: Kind = Kind::Int(0, SAFE_INTEGER);
const ROUTE_IDS: Kind = Kind::List(&Kind::RouteId, ANY);

pub(in super::super) static BUILD_ROUTES: Shape = closed(
    &[
        req("from", Kind::Date),
        req("to", Kind::Date),
        opt("lockedRouteIdsOverride", ROUTE_IDS),
        opt("depotTrips", Kind::Flag),
    ],
    Some(rules::request::build_routes),
);

pub(in super::super) static FIT_IN: Shape = closed(
    &[
        req("from", Kind::Date),
        req("to", Kind::Date),
        opt("orderIds", Kind::List(&Kind::Ref(Entity::Order), ANY)),
        opt("routeIds", ROUTE_IDS),
        opt("overrideLockedRoutes", Kind::Flag),
        opt("includeRoutesWithViolations", Kind::Word(&["none", "vehicleOrderAssignment"])),
        opt("keepSequence", Kind::Flag),
        opt("depotTrips", Kind::Flag),
    ],
    Some(rules::request::fit_in),
);

pub(in super::super) static EVALUATE_ROUTES: Shape = closed(
    &[opt("routeIds", Kind::List(&Kind::Ref(Entity::Route), ANY))],
    Some(rules::request::evaluate_routes),
);

const MISSING_CAPACITY: Field = opt("missingCapacity", Kind::Word(&["unlimited", "zero"]));
const STRICT_REGIONS: Field = opt("strictRegions", Kind::Flag);
const APPROVED: Field = opt("treatApprovedAsLocked", Kind::Flag);
const DETECTED: Field = opt("detectedTimes", Kind::Flag);
const REQUIRED: Field = opt("requiredActions", Kind::Flag);

pub(in super::super) static RULES: Shape =
    closed(&[MISSING_CAPACITY, STRICT_REGIONS, APPROVED, DETECTED, REQUIRED], None);

pub(in super::super) static SOLVE_OPTIONS: Shape = closed(SOLVE_FIELDS, None);

static SOLVE_FIELDS: &[Field] = &[
    MISSING_CAPACITY,
    STRICT_REGIONS,
    APPROVED,
    DETECTED,
    REQUIRED,
    opt("timeBudgetMs", COUNT),
    opt("maxIterations", COUNT),
    opt("maxWork", COUNT),
    opt("seed", Kind::Either(seed)),
    opt("startFrom", Kind::Word(&["empty", "current"])),
    opt("lockType", Kind::Word(&["NONE", "ROUTES", "RESOURCES"])),
    opt("progressPlans", Kind::Flag),
    opt("upcomingStopCutoff", Kind::Int(0, INT_MAX)),
    opt("balancing", Kind::Word(&["OFF", "ON", "ON_FORCE"])),
    opt("balanceBy", Kind::Word(&["WT", "NUM"])),
    opt("balancingFactor", Kind::Number(0.0, 1.0)),
    opt("clustering", Kind::Flag),
    opt("minimiseRoutes", Kind::Flag),
    opt("avoidEagerPickups", Kind::Flag),
    opt("elasticTimeWindows", Kind::Flag),
    opt("maxLatenessSec", Kind::Int(0, LATEST)),
    opt("proposalTtlSec", Kind::Int(0, INT_MAX)),
];

/// An integer, or the word `random`.
fn seed(value: &Value) -> &'static Kind {
    static FIXED: Kind = COUNT;
    static RANDOM: Kind = Kind::Word(&["random"]);
    if value.is_string() { &RANDOM } else { &FIXED }
}
