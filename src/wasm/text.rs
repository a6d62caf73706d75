//! Between text and values.

use crate::error::{Error, ErrorCode, Issue};
use crate::ops::Slice;
use crate::validate::{self, Valid};
use serde::Serialize;
use serde_json::Value;

/// Names of the long arrays of a travel model, in the order in which they are handed over.
const ARRAYS: [&str; 4] = ["durationsSec", "distancesMt", "rowStart", "to"];

/// A value as JSON.
pub(super) fn written(value: &impl Serialize) -> Result<String, Error> {
    // A value that cannot be written: none of ours is such.
    let internal = |error: serde_json::Error| Error::new(ErrorCode::Internal, error.to_string());
    serde_json::to_string(value).map_err(internal)
}

/// An error as JSON.
pub(super) fn thrown(error: &Error) -> String {
    serde_json::to_string(error).unwrap_or_default()
}

/// A request, options or slice.
pub(super) fn read(text: &str) -> Result<Value, Error> {
    // As bytes, as snapshots are read: the reader of texts would be a second one in the module.
    let value = serde_json::from_slice(text.as_bytes());
    value.map_err(|error| Error::new(ErrorCode::Malformed, error.to_string()))
}

/// A snapshot, with its travel model beside it or not.
pub(super) fn snapshot(
    text: &[u8],
    travel: Option<Vec<u8>>,
    arrays: [Option<Vec<i32>>; 4],
) -> Result<Valid, Vec<Issue>> {
    let Some(travel) = travel else { return validate::snapshot(text, None) };
    validate::snapshot_with_travel(text, &travel, self::arrays(arrays))
}

/// The typed arrays that are there, with their names.
pub(super) fn arrays(arrays: [Option<Vec<i32>>; 4]) -> Vec<(&'static str, Vec<i32>)> {
    let named = ARRAYS.into_iter().zip(arrays);
    named.filter_map(|(name, array)| array.map(|array| (name, array))).collect()
}

/// How far a run is to go: `{ms, iterations, work}`, all optional.
pub(super) fn slice(text: &str) -> Result<Slice, Error> {
    let given = read(text)?;
    let Value::Object(map) = &given else {
        return Err(wrong("", "the slice must be an object", &given));
    };
    let mut slice = Slice::default();
    for (name, value) in map.iter().filter(|(_, value)| !value.is_null()) {
        let count = || value.as_u64().ok_or_else(|| wrong(name, "must be an integer >= 0", value));
        match name.as_str() {
            "ms" => slice.ms = Some(i64::try_from(count()?).unwrap_or(i64::MAX)),
            "iterations" => slice.iterations = Some(count()?),
            "work" => slice.work = Some(count()?),
            _ => return Err(wrong(name, "is not known", value)),
        }
    }
    Ok(slice)
}

fn wrong(name: &str, rule: &str, value: &Value) -> Error {
    vec![Issue::new(ErrorCode::Malformed, name, format!("{rule}, not {value}"))].into()
}
