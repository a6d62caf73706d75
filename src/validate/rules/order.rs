//! Orders: steps, services, dates.

use super::super::issues::Segment;
use super::super::shape::Entity;
use super::super::walk::Walk;
use super::{given, list, place, text, vehicle};
use crate::date::Date;
use crate::error::ErrorCode;
use crate::model::{Eligibility, from_tree};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// At least one step; a service is a delivery without loads (FEATURES DOM-060, DOM-061).
pub(in super::super) fn order<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    let pickup = given(map, "pickup").is_some();
    let delivery = given(map, "delivery").is_some();
    if map.get("isService") == Some(&Value::Bool(true)) {
        if pickup {
            walk.add_at("pickup", ErrorCode::Malformed, "must be null as isService is true");
        }
        if !delivery {
            walk.add_at("delivery", ErrorCode::Malformed, "must be set as isService is true");
        }
        let loads = map.get("loads").and_then(Value::as_object);
        if loads.is_some_and(|loads| loads.values().any(|amount| amount.as_i64() != Some(0))) {
            walk.add_at("loads", ErrorCode::Malformed, "must be empty as isService is true");
        }
    } else if !pickup && !delivery {
        walk.add(ErrorCode::Malformed, "must have a pickup, a delivery or both");
    }
    vehicle::equal_keys(walk, map, "loads", "they add up");
    let eligibility = match given(map, "eligibility") {
        Some(value) => from_tree::<Eligibility>(value).ok(),
        None => Some(Eligibility::default()),
    };
    let Some(eligibility) = eligibility else { return };
    for name in ["pickup", "delivery"] {
        if let Some(step) = map.get(name).and_then(Value::as_object) {
            walk.at(super::field(name), |walk| exceptions_eligible(walk, step, &eligibility));
        }
    }
}

/// "Specified dates must match the Order's eligibility range" (documents: "OrderStepInput").
fn exceptions_eligible<'v>(
    walk: &mut Walk<'v>,
    step: &'v Map<String, Value>,
    eligibility: &Eligibility,
) {
    for name in ["timeWindowExceptions", "timeWindowsExceptions"] {
        let Some(exceptions) = step.get(name).and_then(Value::as_object) else { continue };
        for key in exceptions.keys() {
            if Date::parse(key).is_some_and(|date| !eligibility.allows(date)) {
                walk.path.push(super::field(name));
                walk.path.push(Segment::Key(Cow::Borrowed(key)));
                walk.add(ErrorCode::Malformed, "must be a date on which the order is eligible");
                walk.path.pop();
                walk.path.pop();
            }
        }
    }
}

/// The dates that the type needs; those of other types are ignored (FEATURES DOM-062).
pub(in super::super) fn eligibility<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    match text(map, "type") {
        Some("by") if given(map, "byDate").is_none() && given(map, "by").is_none() => {
            walk.add_at("byDate", ErrorCode::Malformed, "is missing as type is by");
        }
        Some("on") => {
            let name = if given(map, "onDates").is_some() { "onDates" } else { "on" };
            if given(map, name).is_none() {
                walk.add_at("onDates", ErrorCode::Malformed, "is missing as type is on");
            } else if map.get(name).is_some_and(Value::is_array) && list(map, name).is_empty() {
                walk.add_at(name, ErrorCode::Malformed, "must not be empty as type is on");
            }
        }
        None if map.get("on").is_some_and(Value::is_array) && list(map, "on").is_empty() => {
            walk.add_at("on", ErrorCode::Malformed, "must not be empty");
        }
        _ => {}
    }
}

/// Exactly one of `depotId` and `location` (documents: "OrderStepInput").
pub(in super::super) fn step<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    match (given(map, "depotId"), given(map, "location")) {
        (Some(_), Some(_)) => {
            walk.add(ErrorCode::Malformed, "must have only one of depotId and location, not both");
        }
        (None, None) => {
            walk.add(ErrorCode::Malformed, "must have one of depotId and location, not neither");
        }
        _ => place::remember(walk, map),
    }
    let fields = map.get("customFields").and_then(Value::as_object);
    let texts = fields.into_iter().flat_map(Map::values).filter_map(Value::as_str);
    let chars: usize = texts.map(|text| text.chars().count()).sum();
    if chars > CUSTOM_FIELDS {
        let rule =
            format!("must have at most {CUSTOM_FIELDS} characters in all values, not {chars}");
        walk.add_at("customFields", ErrorCode::Range, rule);
    }
}

/// Characters of all custom fields of a step (documents: "OrderStepInput").
const CUSTOM_FIELDS: usize = 3_000;

/// Whether planning may use the place of a step: its own, or its depot's.
pub(super) fn has_place(walk: &Walk, step: &Map<String, Value>) -> bool {
    match text(step, "depotId") {
        Some(id) => {
            let depots = walk.entities(Entity::Depot);
            depots
                .and_then(|depots| depots.get(id)?.as_object())
                .is_some_and(|depot| place::usable(depot).is_some())
        }
        None => place::usable(step).is_some(),
    }
}
