//! The request of `translateMobileEvents`.

use super::request::walked;
use super::tables::mobile::REQUEST;
use crate::error::{ErrorCode, Issue};
use crate::model::MobileEventsRequest;
use serde_json::Value;

/// Where moments stand in an event or update.
const MOMENTS: [&str; 4] = ["", "/plannedStartTime", "/data/startTime", "/data/endTime"];

/// Reads the request of `translateMobileEvents`. Local time is needed of every moment, for there is no
/// database of time zones here; the package for JavaScript works it out where it is not given.
///
/// # Errors
/// All issues: malformed or unknown properties, no moment, no order; then moments without local time.
pub fn mobile_events_request(value: &Value) -> Result<MobileEventsRequest, Vec<Issue>> {
    let mut given = walked(value, &REQUEST, None)?;
    let mut list = |name| match given.get_mut(name).map(Value::take) {
        Some(Value::Array(list)) => Some(list),
        _ => None,
    };
    let (events, updates) = (list("events"), list("updates").or_else(|| list("orders")));
    let (events, updates) = (events.unwrap_or_default(), updates.unwrap_or_default());
    let mut issues = Vec::new();
    for (index, event) in events.iter().enumerate() {
        without_local_time(&format!("events[{index}]"), event, &MOMENTS[..2], &mut issues);
    }
    for (index, update) in updates.iter().enumerate() {
        without_local_time(&format!("updates[{index}]"), update, &MOMENTS[2..], &mut issues);
    }
    if issues.is_empty() { Ok(MobileEventsRequest { events, updates }) } else { Err(issues) }
}

fn without_local_time(path: &str, object: &Value, moments: &[&str], issues: &mut Vec<Issue>) {
    for place in moments {
        let moment = object.pointer(place).filter(|own| !own.is_null());
        if moment.is_some_and(|own| own.get("localTime").is_none_or(Value::is_null)) {
            let path = format!("{path}{}.localTime", place.replace('/', "."));
            let rule = "is missing: working it out takes the time zone of the territory \
                        (timeZoneCode), and a database of zones, which JavaScript has";
            issues.push(Issue::new(ErrorCode::Malformed, path, rule));
        }
    }
}
