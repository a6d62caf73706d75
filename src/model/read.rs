//! How values are normalised while they are read.

use crate::sorted;
use serde::{Deserialize, Deserializer};

/// A load key or tag as it is compared: trimmed, lower-cased (SEMANTICS 3.3).
pub(super) fn normalised(text: &str) -> String {
    text.trim().to_lowercase()
}

/// `null` reads as the default of the type.
pub(super) fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// Normalised tags, in order, each once.
pub(super) fn tags<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let mut tags = Vec::new();
    for tag in Option::<Vec<String>>::deserialize(deserializer)?.unwrap_or_default() {
        let tag = normalised(&tag);
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    Ok(tags)
}

/// Loads of an order: amounts of keys that become equal add up (FEATURES CNV-07).
pub(super) fn loads<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<sorted::Map<String, i64>, D::Error> {
    let mut loads = sorted::Map::new();
    for (key, amount) in entries(deserializer)? {
        *loads.entry(normalised(&key)).or_insert(0) += amount;
    }
    Ok(loads)
}

/// Capacities of a vehicle: of keys that become equal the last wins (FEATURES CNV-07).
pub(super) fn capacities<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<sorted::Map<String, i64>, D::Error> {
    let entries = entries(deserializer)?;
    Ok(sorted::map(entries.into_iter().map(|(key, value)| (normalised(&key), value))))
}

/// The entries of a map in document order.
fn entries<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(String, i64)>, D::Error> {
    let map = Option::<serde_json::Map<String, serde_json::Value>>::deserialize(deserializer)?;
    map.unwrap_or_default()
        .into_iter()
        .map(|(key, value)| {
            let amount = value.as_i64();
            amount.map(|amount| (key, amount)).ok_or_else(|| {
                serde::de::Error::custom(format!("an integer was expected, not {value}"))
            })
        })
        .collect()
}

/// A time, a revision or the like of which `-1`, `null` and nothing mean "not available".
pub(super) fn sentinel<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<i64>, D::Error> {
    Ok(Option::<i64>::deserialize(deserializer)?.filter(|value| *value >= 0))
}

/// Writes `None` as the documented sentinel `-1`.
#[expect(clippy::ref_option, reason = "the signature serde asks for")]
pub(super) fn write_sentinel<S: serde::Serializer>(
    value: &Option<i64>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_i64(value.unwrap_or(-1))
}

/// A negative number reads as 0 (documents' examples: `setupCost: -1` where nothing is set).
pub(super) fn not_negative<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    Ok(Option::<i64>::deserialize(deserializer)?.unwrap_or(0).max(0))
}

/// `null` reads as `true`.
pub(super) fn yes_unless_false<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<bool, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or(true))
}

/// `""` and `null` read as nothing (FEATURES DEF-25).
pub(super) fn not_empty<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.filter(|text| !text.is_empty()))
}

/// `""` and `null` read as the default of the type, which is a list or an object (FEATURES DEF-25).
pub(super) fn not_text<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + serde::de::DeserializeOwned,
{
    match serde_json::Value::deserialize(deserializer)? {
        serde_json::Value::Null => Ok(T::default()),
        serde_json::Value::String(text) if text.is_empty() => Ok(T::default()),
        value => super::from_tree(&value).map_err(serde::de::Error::custom),
    }
}
