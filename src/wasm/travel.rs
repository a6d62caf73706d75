//! A travel model on its way out: its long arrays go beside the text.

use crate::model::{Travel, to_tree};
use serde_json::Value;

/// The model with empty arrays.
pub(super) fn without_arrays(travel: &Travel) -> Value {
    let bare = match travel {
        Travel::Estimate { .. } => travel.clone(),
        Travel::Matrix { locations, missing, .. } => Travel::Matrix {
            locations: locations.clone(),
            durations_sec: Vec::new(),
            distances_mt: Vec::new(),
            missing: *missing,
        },
        Travel::Sparse { locations, missing, .. } => Travel::Sparse {
            locations: locations.clone(),
            row_start: Vec::new(),
            to: Vec::new(),
            durations_sec: Vec::new(),
            distances_mt: Vec::new(),
            missing: *missing,
        },
    };
    to_tree(&bare)
}

/// One array by its name in the API; none where this model has none of that name.
pub(super) fn array(travel: &Travel, name: &str) -> Option<Vec<i32>> {
    let (durations, distances, rows) = match travel {
        Travel::Estimate { .. } => return None,
        Travel::Matrix { durations_sec, distances_mt, .. } => (durations_sec, distances_mt, None),
        Travel::Sparse { row_start, to, durations_sec, distances_mt, .. } => {
            (durations_sec, distances_mt, Some((row_start, to)))
        }
    };
    match name {
        "durationsSec" => Some(durations.clone()),
        "distancesMt" => Some(distances.clone()),
        "rowStart" => rows.map(|(start, _)| start.clone()),
        "to" => rows.map(|(_, to)| to.clone()),
        _ => None,
    }
}
