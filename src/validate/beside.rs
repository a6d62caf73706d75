//! A travel model that stands beside the text of a snapshot: its long arrays as integers already.

use super::issues::Issues;
use super::rules::travel as travel_rules;
use super::{Valid, parse, snapshot, tables};
use crate::error::Issue;
use crate::model::Travel;

/// Reads a snapshot from JSON text whose travel model stands in `beside`, the text of an object with
/// the property `travel` alone; those of its long arrays that are in `arrays` are not in the text.
/// Without that property the snapshot's own travel model counts.
///
/// # Errors
/// All issues, those of the travel model first.
pub fn snapshot_with_travel(
    text: &[u8],
    beside: &[u8],
    arrays: Vec<(&'static str, Vec<i32>)>,
) -> Result<Valid, Vec<Issue>> {
    match travel(beside, arrays) {
        Ok(travel) => snapshot(text, travel),
        Err(mut issues) => {
            issues.extend(snapshot(text, Some(Travel::default())).err().into_iter().flatten());
            Err(issues)
        }
    }
}

/// The travel model of such a text.
pub(super) fn travel(
    text: &[u8],
    arrays: Vec<(&'static str, Vec<i32>)>,
) -> Result<Option<Travel>, Vec<Issue>> {
    let parsed = parse::parse(text, &tables::snapshot::SNAPSHOT, false);
    let parsed = parsed.map_err(Issues::into_vec)?;
    let Some(mut travel) = parsed.travel else { return Ok(None) };
    travel.arrays.extend(arrays);
    let mut issues = parsed.issues;
    let typed = travel_rules::typed(travel, &mut issues);
    if issues.is_empty() { Ok(typed) } else { Err(issues.into_vec()) }
}
