//! Order, order step, eligibility.

use super::super::limits::{DAY, LOAD};
use super::super::rules;
use super::super::shape::{ANY, Entity, Key, Kind, Shape, at_most, opt, ruled, two_names};
use super::place::{LOCATION, TIME_WINDOW};
use super::vehicle::TAGS;
use serde_json::Value;

pub(in super::super) static ORDER: Shape = ruled(
    &[
        opt("id", Kind::Id),
        opt("name", Kind::Text),
        opt("eligibility", Kind::Object(&ELIGIBILITY)),
        opt("forceVehicleId", Kind::Ref(Entity::Vehicle)),
        opt("priority", Kind::OneOf(&[-20, -10, 0, 10, 20])),
        opt("loads", Kind::Map(Key::Load, &Kind::Int(0, LOAD), at_most(10))),
        opt("pickup", Kind::Object(&ORDER_STEP)),
        opt("delivery", Kind::Object(&ORDER_STEP)),
        opt("isService", Kind::Flag),
    ],
    rules::order::order,
);

pub(in super::super) static ELIGIBILITY: Shape = ruled(
    &[
        opt("type", Kind::Word(&["on", "by", "any"])),
        opt("byDate", Kind::Date),
        opt("onDates", DATES),
        // Shorthands of the documents' examples (FEATURES DEF-12).
        opt("on", Kind::Either(one_or_many)),
        opt("by", Kind::Date),
    ],
    rules::order::eligibility,
);

const DATES: Kind = Kind::List(&Kind::Date, ANY);

fn one_or_many(value: &Value) -> &'static Kind {
    static ONE: Kind = Kind::Date;
    static MANY: Kind = DATES;
    if value.is_array() { &MANY } else { &ONE }
}

/// Windows of a step: at most four.
const WINDOWS: Kind = Kind::List(&Kind::Object(&TIME_WINDOW), at_most(4));

pub(in super::super) static ORDER_STEP: Shape = ruled(
    &[
        opt("depotId", Kind::Ref(Entity::Depot)),
        opt("location", Kind::Object(&LOCATION)),
        opt("timeWindows", WINDOWS),
        // Also spelt `timeWindowsExceptions` in the documents (FEATURES DEF-19).
        two_names(
            "timeWindowExceptions",
            "timeWindowsExceptions",
            Kind::Map(Key::Date, &WINDOWS, at_most(3)),
        ),
        opt("notes", Kind::Text),
        opt("email", Kind::Text),
        opt("phone", Kind::Text),
        opt("serviceTimeSec", Kind::Int(0, DAY)),
        opt("tagsIn", TAGS),
        opt("tagsOut", TAGS),
        opt("customFields", Kind::Map(Key::Chars(50), &Kind::Nullable(&Kind::Text), at_most(20))),
        opt("barcodes", Kind::List(&Kind::Barcode(100), at_most(10))),
    ],
    rules::order::step,
);
