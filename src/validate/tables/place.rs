//! Territory, depot, location, region, driver, time window.

use super::super::limits::{CORNERS, DAY, INT_MAX, INT_MIN, LATEST};
use super::super::rules;
use super::super::shape::{
    Field, Kind, Shape, at_most, capacity, open, opt, req, ruled, two_names,
};

pub(in super::super) static TERRITORY: Shape = open(&[
    opt("id", Kind::Id),
    opt("name", Kind::Text),
    opt("center", Kind::Place),
    opt("timeZoneCode", Kind::Text),
    opt("languageCode", Kind::Text),
    // The documents' example of "Edit Territory" says `reasons` (FEATURES DEF-02).
    two_names("statusReasons", "reasons", Kind::List(&Kind::Chars(30), at_most(20))),
]);

pub(in super::super) static LOCATION: Shape = open(&[
    opt("address", Kind::Text),
    opt("latLng", Kind::Coordinates),
    opt("status", Kind::Text),
    opt("geoAddress", Kind::Text),
]);

pub(in super::super) static DEPOT: Shape = ruled(
    &[
        opt("id", Kind::Id),
        opt("name", Kind::Text),
        opt("location", Kind::Object(&LOCATION)),
        // Negative reads as 0 (FEATURES DEF-27).
        opt("setupCost", Kind::Int(INT_MIN, INT_MAX)),
        opt("setupTimeSec", Kind::Int(INT_MIN, DAY)),
        opt("color", Kind::Text),
    ],
    rules::place::depot,
);

pub(in super::super) static REGION: Shape = ruled(
    &[
        opt("id", Kind::Id),
        opt("name", Kind::Text),
        opt("color", Kind::Text),
        POLYGON,
        opt("enterCost", Kind::Int(INT_MIN, INT_MAX)),
        opt("enterTimeSec", Kind::Int(INT_MIN, DAY)),
    ],
    rules::place::region,
);

const POLYGON: Field = req("poly", Kind::List(&Kind::Place, capacity(CORNERS)));

pub(in super::super) static DRIVER: Shape = open(&[
    opt("id", Kind::Id),
    opt("name", Kind::Text),
    opt("email", Kind::Text),
    opt("gpsDeviceId", Kind::Text),
]);

pub(in super::super) static TIME_WINDOW: Shape = ruled(
    &[req("startSec", Kind::Int(0, LATEST)), req("endSec", Kind::Int(0, LATEST))],
    rules::window::window,
);
