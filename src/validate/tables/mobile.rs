//! Mobile events and completion states, as OptimoRoute's interface has them. Their objects say more
//! than is read, so that unknown properties are let pass.

use super::super::limits::EVENTS;
use super::super::rules::mobile as rules;
use super::super::shape::{Kind, Shape, capacity, closed, open, opt, req, ruled, two_names};

pub(in super::super) static REQUEST: Shape = closed(
    &[
        opt("events", Kind::List(&Kind::Object(&EVENT), capacity(EVENTS))),
        // FEATURES DEF-74.
        two_names("updates", "orders", Kind::List(&Kind::Object(&UPDATE), capacity(EVENTS))),
    ],
    None,
);

/// Seconds since 1970, to the end of the year 9999.
const INSTANT: Kind = Kind::Int(0, 253_402_300_799);

static EVENT: Shape = ruled(
    &[
        req("event", Kind::Text),
        opt("unixTimestamp", INSTANT),
        opt("utcTime", Kind::Text),
        opt("localTime", Kind::Text),
        opt("driverName", Kind::Text),
        opt("driverSerial", Kind::Text),
        opt("driverExternalId", Kind::Text),
        opt("orderNo", Kind::Text),
        // FEATURES DEF-76.
        two_names("orderId", "id", Kind::Text),
        opt("plannedStartTime", Kind::Object(&TIME)),
    ],
    rules::moment,
);

static UPDATE: Shape = ruled(
    &[
        opt("orderNo", Kind::Text),
        two_names("id", "orderId", Kind::Text),
        opt("data", Kind::Object(&DATA)),
    ],
    rules::update,
);

static DATA: Shape = open(&[
    req(
        "status",
        Kind::Word(&[
            "unscheduled",
            "scheduled",
            "on_route",
            "servicing",
            "success",
            "failed",
            "rejected",
            "cancelled",
        ]),
    ),
    opt("startTime", Kind::Object(&TIME)),
    opt("endTime", Kind::Object(&TIME)),
]);

static TIME: Shape = ruled(
    &[opt("unixTimestamp", INSTANT), opt("utcTime", Kind::Text), opt("localTime", Kind::Text)],
    rules::moment,
);
