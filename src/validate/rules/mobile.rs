//! Mobile events and completion states: moments that can be read, and which order it is.

use super::super::walk::Walk;
use super::{given, text};
use crate::error::ErrorCode;
use crate::model::iso_moment;
use serde_json::{Map, Value};

/// At least one of the three ways to say when, each well formed.
pub(in super::super) fn moment<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    let utc = text(map, "utcTime").map(|text| text.strip_suffix('Z').unwrap_or(text));
    for (name, text) in [("utcTime", utc), ("localTime", text(map, "localTime"))] {
        if text.is_some_and(|text| iso_moment(text).is_none()) {
            let rule = "must be a moment that exists, written like 2018-01-18T09:20:30";
            walk.add_at(name, ErrorCode::Malformed, rule);
        }
    }
    if ["unixTimestamp", "utcTime", "localTime"].iter().all(|name| given(map, name).is_none()) {
        let rule = "is missing, and so are utcTime and localTime: one of them must say when";
        walk.add_at("unixTimestamp", ErrorCode::Malformed, rule);
    }
}

/// Which order it is.
pub(in super::super) fn update<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    if ["orderNo", "id", "orderId"].iter().all(|name| given(map, name).is_none()) {
        let rule = "is missing, and so is id: one of them must say which order it is";
        walk.add_at("orderNo", ErrorCode::Malformed, rule);
    }
}
