//! What drivers' phones report in the words of OptimoRoute's interface (documents: "Objet Événement",
//! "Objet de mise à jour des détails d'achèvement", "Champs de mise à jour des détails de
//! l'achèvement", "Objet de mise à jour du temps").

use crate::date::Date;
use crate::error::Issue;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Request of `translateMobileEvents` (ours). Events and updates keep to the shapes of [`MobileEvent`]
/// and [`CompletionUpdate`], and stay as given: each is looked at once, so that a reader of their own
/// for each shape would be all cost.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MobileEventsRequest {
    /// In any order.
    #[cfg_attr(feature = "schema", schemars(default, with = "Vec<MobileEvent>"))]
    pub events: Vec<Value>,
    /// In any order. Also read from `orders` (FEATURES DEF-74).
    #[cfg_attr(feature = "schema", schemars(default, with = "Vec<CompletionUpdate>"))]
    pub updates: Vec<Value>,
}

/// What a driver did. Of its moment at least one of `unixTimestamp`, `utcTime` and `localTime` is
/// given; of several the first of these counts.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct MobileEvent {
    /// What. One that is not documented is left out with a warning: there may be more one day.
    #[cfg_attr(feature = "schema", schemars(required, extend("tsType" = "'on_duty' | 'off_duty' | 'start_service' | 'success' | 'failed' | 'rejected' | 'start_route' | 'end_route' | 'start_time_changed' | (string & {})")))]
    pub event: String,
    /// Seconds since 1970.
    pub unix_timestamp: Option<i64>,
    /// ISO 8601, `2018-01-18T17:20:30`.
    pub utc_time: Option<String>,
    /// ISO 8601, `2018-01-18T09:20:30`.
    pub local_time: Option<String>,
    /// Of the driver, who is found by the first of `driverSerial`, `driverExternalId` and `driverName`
    /// that is known.
    pub driver_name: Option<String>,
    /// Of the driver: its id or its carried `serial`.
    pub driver_serial: Option<String>,
    /// Of the driver: its id or its carried `externalId`.
    pub driver_external_id: Option<String>,
    /// Of the order, where it has no known `orderId`: its id, name or carried `orderNo`.
    pub order_no: Option<String>,
    /// Of the order: its id. Also read from `id` (FEATURES DEF-76).
    #[serde(alias = "id")]
    pub order_id: Option<String>,
    /// Of `start_time_changed`: when the driver means to start the route.
    pub planned_start_time: Option<MobileTime>,
}

/// What became of an order.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CompletionUpdate {
    /// Of the order, where it has no known `id`: its id, name or carried `orderNo`.
    #[serde(default)]
    pub order_no: Option<String>,
    /// Of the order: its id. Also read from `orderId`.
    #[serde(default, alias = "orderId")]
    pub id: Option<String>,
    /// What became of it; without it, nothing.
    #[serde(default)]
    pub data: Option<CompletionData>,
}

/// A completion state, and when service began and ended.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CompletionData {
    /// The state.
    pub status: CompletionStatus,
    /// When service began; of `servicing`, `success`, `failed` and `rejected`.
    #[serde(default)]
    pub start_time: Option<MobileTime>,
    /// When service ended; of `success`, `failed` and `rejected`.
    #[serde(default)]
    pub end_time: Option<MobileTime>,
}

/// Documents: "Valeurs de statut de la commande".
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompletionStatus {
    /// Not planned.
    Unscheduled,
    /// Not begun.
    Scheduled,
    /// The driver is on the way.
    OnRoute,
    /// Being served.
    Servicing,
    /// Served.
    Success,
    /// The driver could not serve it.
    Failed,
    /// The driver rejected it.
    Rejected,
    /// The customer cancelled it.
    Cancelled,
}

/// A moment: at least one of the three; of several the first counts.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct MobileTime {
    /// Seconds since 1970.
    pub unix_timestamp: Option<i64>,
    /// ISO 8601, `2018-01-18T17:20:30`.
    pub utc_time: Option<String>,
    /// ISO 8601, `2018-01-18T09:20:30`.
    pub local_time: Option<String>,
}

/// Result of `translateMobileEvents` (ours).
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MobileEventsResult {
    /// In the order of their moments: `events` of `applyExecutionEvents`, with `strict: false`.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<super::ExecutionEvent>", extend("tsType" = "ExecutionEvent[]")))]
    pub events: Vec<Value>,
    /// What was left out, and why.
    pub warnings: Vec<Issue>,
}

/// Date and seconds since its midnight of an ISO 8601 text without an offset, `2018-01-18T09:20:30`; a
/// fraction of a second is dropped.
#[must_use]
pub fn iso_moment(text: &str) -> Option<(Date, i64)> {
    let (whole, fraction) = text.as_bytes().split_at_checked(FORM.len())?;
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    let mut digits = String::new();
    for (byte, form) in whole.iter().zip(FORM) {
        match form {
            b'0' if is_digit(byte) => digits.push(char::from(*byte)),
            _ if byte == form && *form != b'0' => {}
            _ => return None,
        }
    }
    let is_fraction = match fraction {
        [] => true,
        [b'.', digits @ ..] => !digits.is_empty() && digits.iter().all(is_digit),
        _ => false,
    };
    let (date, time) = digits.split_at_checked(8)?;
    let time: i64 = time.parse().ok()?;
    let (hour, minute, sec) = (time / 10_000, time / 100 % 100, time % 100);
    let exists = is_fraction && hour < 24 && minute < 60 && sec < 60;
    Date::parse(date).filter(|_| exists).map(|date| (date, hour * 3_600 + minute * 60 + sec))
}

/// Where digits stand.
const FORM: &[u8; 19] = b"0000-00-00T00:00:00";

#[cfg(test)]
mod tests {
    use super::iso_moment;
    use crate::date::Date;

    #[test]
    fn moments_are_read_to_the_second_and_nothing_else_is() {
        let date = Date::parse("20180118").unwrap();
        // 9 · 3 600 + 20 · 60 + 30.
        assert_eq!(iso_moment("2018-01-18T09:20:30"), Some((date, 33_630)));
        assert_eq!(iso_moment("2018-01-18T23:59:59.999"), Some((date, 86_399)));
        for text in [
            "",
            "2018-01-18",
            "2018-01-18 09:20:30",
            "2018-1-18T09:20:30",
            "20-180118T09:20:30",
            "2018-02-30T09:20:30",
            "2018-01-18T24:00:00",
            "2018-01-18T09:60:00",
            "2018-01-18T09:20:60",
            "2018-01-18T09:20",
            "2018-01-18T9::20:30",
            "2018-01-18T+9:20:30",
            "2018-01-18T09:20:30.",
            "2018-01-18T09:20:30Z",
            "2018-01-18T09:20:30+01:00",
            "2018-01-18T09:20:3é",
        ] {
            assert_eq!(iso_moment(text), None, "{text}");
        }
    }
}
