//! The walk at values without parts: numbers, texts, ids, dates, coordinates.

use super::issues::{quoted, shortened};
use super::limits;
use super::parse::whole;
use super::shape::Entity;
use super::walk::Walk;
use crate::date::Date;
use crate::error::ErrorCode;
use crate::model::LatLng;
use serde_json::Value;

/// Micro-degrees of ±90° and ±180°.
pub(super) const MOST_LAT: i64 = 90_000_000;
/// Micro-degrees of ±180°.
pub(super) const MOST_LNG: i64 = 180_000_000;

/// That a number is out of its range.
pub(super) fn not_between(least: f64, most: f64, given: &str) -> String {
    format!("must be between {} and {}, not {given}", told(least), told(most))
}

/// A number as JSON has it, whole ones without a fraction. The writer of floats of the standard library would
/// be a second one in the package, of 5 kB.
pub(super) fn told(number: f64) -> Value {
    whole(number).map_or_else(|| number.into(), Value::from)
}

impl<'v> Walk<'v> {
    /// An integer of that range: a fraction is malformed, a whole number beyond is out of range.
    pub(super) fn integer(&mut self, least: i64, most: i64, value: &Value) {
        match value {
            Value::Number(number) if number.as_f64().is_some_and(|float| float.fract() == 0.0) => {
                if !number.as_i64().is_some_and(|number| (least..=most).contains(&number)) {
                    self.out_of_range(least, most, value);
                }
            }
            _ => self.wrong("an integer", value),
        }
    }

    fn out_of_range(&mut self, least: i64, most: i64, value: &Value) {
        #[expect(clippy::cast_precision_loss, reason = "only which side of the range is asked")]
        let is_less = value.as_f64().is_some_and(|number| number < least as f64);
        let value = quoted(value);
        let rule = match () {
            // Who stays below an `int` needs only to hear of the end that was passed.
            () if most >= limits::INT_MAX && is_less => {
                format!("must be >= {least}, not {value}")
            }
            () if most >= limits::INT_MAX => format!("must be <= {most}, not {value}"),
            () => format!("must be between {least} and {most}, not {value}"),
        };
        self.add(ErrorCode::Range, rule);
    }

    /// One of these integers.
    pub(super) fn one_of(&mut self, numbers: &[i64], value: &Value) {
        match value.as_i64() {
            Some(number) if numbers.contains(&number) => {}
            Some(_) => {
                let numbers: Vec<_> = numbers.iter().map(i64::to_string).collect();
                let rule = format!("must be one of {}, not {value}", numbers.join(", "));
                self.add(ErrorCode::Range, rule);
            }
            None => self.integer(i64::MIN, i64::MAX, value),
        }
    }

    /// A finite number of that range.
    pub(super) fn number(&mut self, least: f64, most: f64, value: &Value) {
        match value.as_f64() {
            Some(number) if (least..=most).contains(&number) => {}
            Some(_) => {
                self.add(ErrorCode::Range, not_between(least, most, &quoted(value)));
            }
            None => self.wrong("a number", value),
        }
    }

    /// A text of at most that many characters (Unicode code points).
    pub(super) fn chars(&mut self, most: usize, value: &Value, compared: fn(&str) -> &str) {
        let Some(text) = value.as_str() else { return self.wrong("a text", value) };
        let count = compared(text).chars().count();
        if count > most {
            self.add(ErrorCode::Range, format!("must have at most {most} characters, not {count}"));
        }
    }

    /// One of these words.
    pub(super) fn word(&mut self, words: &[&str], value: &Value) {
        if !value.as_str().is_some_and(|word| words.contains(&word)) {
            self.wrong(&format!("one of {}", words.join(", ")), value);
        }
    }

    /// An id, well formed or not.
    pub(super) fn id(&mut self, value: &'v Value) -> Option<&'v str> {
        let Some(id) = value.as_str() else {
            self.wrong("an id (a text)", value);
            return None;
        };
        self.id_text(id);
        Some(id)
    }

    pub(super) fn id_text(&mut self, id: &str) {
        if id.is_empty() {
            self.add(ErrorCode::Malformed, "must be an id that is not empty");
        } else if id.len() > limits::ID_BYTES {
            let (most, bytes) = (limits::ID_BYTES, id.len());
            self.add(
                ErrorCode::Capacity,
                format!("must be an id of at most {most} bytes, not {bytes}"),
            );
        }
    }

    pub(super) fn reference(&mut self, entity: Entity, value: &'v Value) {
        if let Some(id) = self.id(value) {
            self.known(entity, id);
        }
    }

    pub(super) fn reference_text(&mut self, entity: Entity, id: &'v str) {
        self.id_text(id);
        self.known(entity, id);
    }

    fn known(&mut self, entity: Entity, id: &str) {
        if !id.is_empty() && !self.exists(entity, id) {
            let map = entity.map();
            self.add(
                ErrorCode::Reference,
                format!("must be in {map}: there is no {}", shortened(id)),
            );
        }
    }

    pub(super) fn route_id(&mut self, value: &'v Value) {
        if let Some(id) = value.as_str() {
            self.route_id_text(id);
        } else {
            self.wrong("a route id (a text)", value);
        }
    }

    pub(super) fn route_id_text(&mut self, id: &str) {
        if split_route_id(id).is_none() {
            let rule = format!("must be <vehicleId>-<yyyyMMdd>, not {:?}", shortened(id));
            self.add(ErrorCode::Malformed, rule);
        } else if id.len() > limits::ID_BYTES + 9 {
            let (most, bytes) = (limits::ID_BYTES + 9, id.len());
            self.add(
                ErrorCode::Capacity,
                format!("must be an id of at most {most} bytes, not {bytes}"),
            );
        }
    }

    /// A date, if it is one.
    pub(super) fn date(&mut self, value: &Value) -> Option<Date> {
        let date = value.as_str().and_then(Date::parse);
        if date.is_none() {
            self.wrong("a date yyyyMMdd that exists", value);
        }
        date
    }

    /// `[lat, lng]`, two integers.
    pub(super) fn coordinates(&mut self, value: &Value) -> Option<LatLng> {
        if let Some(place) = lat_lng(value) {
            return Some(place);
        }
        let rule = "[lat, lng], two integers in degrees x 1000000";
        match value.as_array() {
            Some(pair) if pair.len() == 2 => {
                let mut seen = String::new();
                for value in pair {
                    seen.push_str(if seen.is_empty() { "" } else { ", " });
                    seen.push_str(&quoted(value));
                }
                self.add(ErrorCode::Malformed, format!("must be {rule}, not [{seen}]"));
            }
            _ => self.wrong(rule, value),
        }
        None
    }

    /// Coordinates on Earth.
    pub(super) fn place(&mut self, value: &Value) {
        if let Some([lat, lng]) = self.coordinates(value).filter(|place| !on_earth(*place)) {
            let rule = format!("must be within ±{MOST_LAT} and ±{MOST_LNG}, not [{lat}, {lng}]");
            self.add(ErrorCode::Range, rule);
        }
    }
}

/// The coordinates that a value is.
pub(super) fn lat_lng(value: &Value) -> Option<LatLng> {
    match value.as_array()?.as_slice() {
        [lat, lng] => Some([lat.as_i64()?, lng.as_i64()?]),
        _ => None,
    }
}

/// Whether coordinates are within ±90° and ±180°.
pub(super) fn on_earth([lat, lng]: LatLng) -> bool {
    (-MOST_LAT..=MOST_LAT).contains(&lat) && (-MOST_LNG..=MOST_LNG).contains(&lng)
}

/// Vehicle and date of a route id, split at the last hyphen (FEATURES CNV-08).
pub(super) fn split_route_id(id: &str) -> Option<(&str, Date)> {
    let (vehicle, date) = id.rsplit_once('-')?;
    let date = Date::parse(date)?;
    (!vehicle.is_empty()).then_some((vehicle, date))
}
