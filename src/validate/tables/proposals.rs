//! Requests and sets of proposals, and of what-ifs.

use super::super::limits::{INT_MAX, SAFE_INTEGER};
use super::super::rules;
use super::super::shape::{ANY, Entity, Kind, Shape, at_most, closed, open, opt, req};
use super::order::ORDER;
use super::place::TIME_WINDOW;

/// Most time slots (documents: "Compute ProposalsSet").
const SLOTS: usize = 7;
/// Windows of a slot (documents: "TimeSlot").
const WINDOWS: Kind = Kind::List(&Kind::Object(&TIME_WINDOW), at_most(4));

pub(in super::super) static COMPUTE_PROPOSALS: Shape = closed(
    &[
        req("order", Kind::Object(&ORDER)),
        req("timeSlots", Kind::List(&Kind::Object(&TIME_SLOT), at_most(SLOTS))),
        opt("overrideLockedRoutes", Kind::Flag),
        opt("depotTrips", Kind::Flag),
    ],
    Some(rules::proposals::compute_proposals),
);

static TIME_SLOT: Shape = closed(
    &[
        opt("pickupTimeWindows", WINDOWS),
        opt("deliveryTimeWindows", WINDOWS),
        req("date", Kind::Date),
    ],
    None,
);

pub(in super::super) static APPLY_PROPOSAL: Shape = closed(
    &[
        req("proposalsIndexes", Kind::List(&Kind::Int(0, INT_MAX), at_most(SLOTS))),
        opt("ignoreRevision", Kind::Flag),
        opt("costPercentThreshold", Kind::Int(0, INT_MAX)),
    ],
    Some(rules::proposals::apply_proposal),
);

/// What of a set is relied on; the rest is read as it is.
pub(in super::super) static PROPOSALS_SET: Shape = open(&[
    req("requestId", Kind::Id),
    req("requestStatus", Kind::Word(&["PENDING", "COMPLETED"])),
    req("expiryTs", Kind::Int(0, SAFE_INTEGER)),
    req("proposals", Kind::List(&Kind::Object(&PROPOSAL), at_most(SLOTS))),
    opt("overrideLockedRoutes", Kind::Flag),
    opt("depotTrips", Kind::Flag),
    opt("upcomingStopCutoff", Kind::Int(0, INT_MAX)),
]);

static PROPOSAL: Shape = open(&[
    req("status", Kind::Word(&["FOUND", "NOT_FOUND", "NOT FOUND"])),
    opt("data", Kind::Object(&ROUTE_DATA)),
    opt("routeId", Kind::RouteId),
]);

static ROUTE_DATA: Shape =
    open(&[opt("orders", Kind::Map(super::super::shape::Key::Any, &Kind::Object(&ORDER), ANY))]);

pub(in super::super) static EXPLAIN_ORDER: Shape = closed(
    &[req("orderId", Kind::Ref(Entity::Order)), opt("from", Kind::Date), opt("to", Kind::Date)],
    Some(rules::request::dates),
);

pub(in super::super) static MARGINAL_COSTS: Shape = closed(
    &[opt("routeIds", Kind::List(&Kind::Ref(Entity::Route), ANY))],
    Some(rules::request::evaluate_routes),
);
