//! What holds between the properties of an object, and between objects. A rule is called after the
//! object's properties were looked at, and is silent about those that have no right shape.

pub(super) mod edits;
pub(super) mod event;
pub(super) mod mobile;
pub(super) mod moves;
pub(super) mod order;
pub(super) mod overflow;
pub(super) mod place;
pub(super) mod polygon;
pub(super) mod proposals;
pub(super) mod request;
pub(super) mod route;
pub(super) mod snapshot;
pub(super) mod travel;
pub(super) mod vehicle;
pub(super) mod window;

use super::issues::Segment;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// A property that is there and not `null`.
fn given<'v>(map: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    map.get(name).filter(|value| !value.is_null())
}

/// An integer property.
fn integer(map: &Map<String, Value>, name: &str) -> Option<i64> {
    map.get(name)?.as_i64()
}

/// A text property.
fn text<'v>(map: &'v Map<String, Value>, name: &str) -> Option<&'v str> {
    map.get(name)?.as_str()
}

/// A list property.
fn list<'v>(map: &'v Map<String, Value>, name: &str) -> &'v [Value] {
    map.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A property as a segment of a path.
pub(super) fn field(name: &str) -> Segment<'_> {
    Segment::Field(Cow::Borrowed(name))
}
