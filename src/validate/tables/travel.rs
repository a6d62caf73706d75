//! The travel model but for its long arrays (API "TravelModel").

use super::super::limits::SPARSE_LOCATIONS;
use super::super::shape::{Field, Kind, Shape, capacity, open, opt, req};

/// Sizes of the arrays are checked on the typed model, as it may also be given beside the text.
const LOCATIONS: Field = req("locations", Kind::List(&Kind::Place, capacity(SPARSE_LOCATIONS)));
const MISSING: Field = opt("missing", Kind::Word(&["estimate", "error"]));

pub(in super::super) static ANY_TYPE: Shape =
    open(&[req("type", Kind::Word(&["estimate", "matrix", "sparse"]))]);

pub(in super::super) static ESTIMATE: Shape = open(&[
    opt("speedKmh", Kind::Number(1.0, 1_000.0)),
    opt("detourFactor", Kind::Number(1.0, 10.0)),
]);

pub(in super::super) static MATRIX: Shape = open(&[
    LOCATIONS,
    req("durationsSec", Kind::Integers),
    req("distancesMt", Kind::Integers),
    MISSING,
]);

pub(in super::super) static SPARSE: Shape = open(&[
    LOCATIONS,
    req("rowStart", Kind::Integers),
    req("to", Kind::Integers),
    req("durationsSec", Kind::Integers),
    req("distancesMt", Kind::Integers),
    MISSING,
]);
