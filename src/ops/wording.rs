//! Reasons in words: what a code means, and amounts as people write them.

use crate::model::{OtherReason, ReasonCode, StepViolation, VehicleViolation};
use std::fmt::Write as _;

pub(super) const fn refusal(code: StepViolation) -> &'static str {
    match code {
        StepViolation::Ve => "another vehicle is forced",
        StepViolation::Tgi => "the vehicle lacks a tag",
        StepViolation::Tgo => "the vehicle has a banned tag",
        StepViolation::Elg => "not eligible on that date",
        StepViolation::Rgn => "outside the vehicle's regions",
        _ => "a constraint of the step",
    }
}

pub(super) const fn meaning(code: ReasonCode) -> &'static str {
    match code {
        ReasonCode::Vehicle(VehicleViolation::Ld) => "the load would exceed its capacity",
        ReasonCode::Vehicle(VehicleViolation::Nld) => "a load would fall below 0",
        ReasonCode::Vehicle(VehicleViolation::Tws) => "the route would begin too early",
        ReasonCode::Vehicle(VehicleViolation::Twe) => "the route would end too late",
        ReasonCode::Vehicle(VehicleViolation::Dt) => "the driving time would be too long",
        ReasonCode::Vehicle(VehicleViolation::Wt) => "the working time would be too long",
        ReasonCode::Vehicle(VehicleViolation::Ml) => "the distance would be too long",
        ReasonCode::Vehicle(VehicleViolation::Or) => "the orders would be too many",
        ReasonCode::Step(StepViolation::Tw) => "a time window would be missed",
        ReasonCode::Step(_) => "a constraint of the step would be violated",
        ReasonCode::Other(OtherReason::Unr) => "a leg cannot be driven",
        ReasonCode::Other(_) => "it cannot be served",
    }
}

/// Of a break that cannot be taken in its window, for which the documents have no code.
pub(super) const LATE_BREAK: &str = "a break would begin too late";

/// By how much, in the unit of the code: "7 h 30 min 45 s", "1.2 km", "16.54", "3".
pub(super) fn amount(code: ReasonCode, by: i64) -> String {
    match code {
        ReasonCode::Vehicle(VehicleViolation::Ml) => metres(by),
        ReasonCode::Vehicle(VehicleViolation::Or) => by.to_string(),
        ReasonCode::Vehicle(VehicleViolation::Ld | VehicleViolation::Nld) => decimals(by, 2),
        _ => seconds(by),
    }
}

fn seconds(by: i64) -> String {
    let mut text = String::new();
    for (amount, unit) in [(by / 3_600, "h"), (by / 60 % 60, "min"), (by % 60, "s")] {
        if amount != 0 || (unit == "s" && text.is_empty()) {
            let blank = if text.is_empty() { "" } else { " " };
            // Writing to a text cannot fail.
            let _ = write!(text, "{blank}{amount} {unit}");
        }
    }
    text
}

fn metres(by: i64) -> String {
    if by.abs() < 1_000 { format!("{by} m") } else { format!("{} km", decimals(by, 3)) }
}

/// A number of so many decimals, without needless ones.
fn decimals(value: i64, places: usize) -> String {
    let digits = format!("{:0>width$}", value.unsigned_abs(), width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let fraction = fraction.trim_end_matches('0');
    let sign = if value < 0 { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{fraction}")
}

#[cfg(test)]
mod tests {
    use super::amount;
    use crate::model::{ReasonCode, StepViolation, VehicleViolation};

    #[test]
    fn amounts_are_written_as_people_write_them() {
        let late = |by| amount(ReasonCode::Step(StepViolation::Tw), by);
        // 27 045 = 7 × 3 600 + 30 × 60 + 45.
        assert_eq!(late(27_045), "7 h 30 min 45 s");
        assert_eq!((late(0), late(59), late(3_600)), ("0 s".into(), "59 s".into(), "1 h".into()));
        let load = |by| amount(ReasonCode::Vehicle(VehicleViolation::Ld), by);
        assert_eq!((load(99_916_654), load(3)), ("999166.54".into(), "0.03".into()));
        assert_eq!((load(150), load(200)), ("1.5".into(), "2".into()));
        let far = |by| amount(ReasonCode::Vehicle(VehicleViolation::Ml), by);
        assert_eq!((far(999), far(1_050)), ("999 m".into(), "1.05 km".into()));
        assert_eq!(amount(ReasonCode::Vehicle(VehicleViolation::Or), 2), "2");
    }
}
