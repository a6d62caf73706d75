//! Dates as the documents write them, `yyyyMMdd` (documents: "DateString"); the only user of chrono.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// A local date of the territory. Ordered by time; written as `"yyyyMMdd"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

impl Date {
    /// 1 January 1970.
    pub const EPOCH: Self = Self(match NaiveDate::from_epoch_days(0) {
        Some(date) => date,
        None => NaiveDate::MIN,
    });

    /// Reads exactly eight digits of a date that exists; `None` otherwise (`20150231`).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let number: u32 = text.parse().ok()?;
        let year = i32::try_from(number / 10_000).ok()?;
        NaiveDate::from_ymd_opt(year, number / 100 % 100, number % 100).map(Self)
    }

    /// The day `days` later (earlier if negative); the date itself where the calendar ends.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        chrono::Duration::try_days(days)
            .and_then(|span| self.0.checked_add_signed(span))
            .map_or(self, Self)
    }

    /// Whole days from `earlier` to this date.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).num_days()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}{:02}{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "DateString".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^[0-9]{8}$",
            "description": "A local date of the territory, `yyyyMMdd`.",
        })
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom(format!("no date yyyyMMdd: {text:?}")))
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn every_date_from_1970_to_2099_round_trips() {
        let mut date = Date::parse("19700101").unwrap();
        let mut days = 0;
        while date.to_string() != "21000101" {
            assert_eq!(Date::parse(&date.to_string()), Some(date));
            date = date.plus_days(1);
            days += 1;
        }
        // 130 years, of which 1972, 1976 … 2096 are leap years (32; 2000 is one of them).
        assert_eq!(days, 130 * 365 + 32);
    }

    #[test]
    fn impossible_dates_are_refused() {
        for text in [
            "20150231",
            "20151301",
            "20150100",
            "2015121",
            "201512150",
            "2015-1-1",
            "",
            "２０１５1215",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }
}
