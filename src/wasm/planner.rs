//! Planners: loaded snapshots, and the operations on them.

use super::operations::perform;
use super::slots::{self, Slot};
use super::text::{self, read, thrown, written};
use super::travel;
use crate::error::{Error, Issue};
use crate::ops::{self, Loaded};
use crate::validate;
use serde_json::{Map, Value};
use wasm_bindgen::prelude::wasm_bindgen;

/// Loads a snapshot: its text; the text of `{"travel": …}` and the typed arrays of it, where they
/// stand beside; and the rules for all operations. The number of the planner.
///
/// # Errors
/// All issues of the snapshot or of the rules.
#[wasm_bindgen]
pub fn load(
    snapshot: &[u8],
    travel: Option<Vec<u8>>,
    durations_sec: Option<Vec<i32>>,
    distances_mt: Option<Vec<i32>>,
    row_start: Option<Vec<i32>>,
    to: Option<Vec<i32>>,
    rules: &str,
) -> Result<u32, String> {
    reserve(snapshot.len());
    let arrays = [durations_sec, distances_mt, row_start, to];
    let checked = || -> Result<u32, Error> {
        let rules = read(rules)?;
        let snapshot = text::snapshot(snapshot, travel, arrays);
        let (valid, _) = validate::together(snapshot, validate::rules(&rules))?;
        let loaded = Loaded::from(valid);
        let rules = if let Value::Object(rules) = rules { rules } else { Default::default() };
        Ok(slots::keep(Slot { loaded, rules, run: None }))
    };
    checked().map_err(|error| thrown(&error))
}

/// Memory that reading a text takes at least, per byte of it: of cities of 1 000 and 10 000 orders 17.
const PER_BYTE: usize = 12;

/// Lets a new memory grow at once to what reading a text of that length takes, not page by page as it is
/// asked for. One that has been used has space between what is in use, and would grow in vain. Where
/// there is not so much, reading tells.
fn reserve(text: usize) {
    if !slots::is_new() {
        return;
    }
    let mut space: Vec<u8> = Vec::new();
    if space.try_reserve_exact(text.saturating_mul(PER_BYTE)).is_ok() {
        // What is freed unused would not even be asked for.
        std::hint::black_box(&mut space);
    }
}

/// Drops a planner.
#[wasm_bindgen]
pub fn release(slot: u32) {
    slots::release(slot);
}

/// Does an operation on a planner: its request and options as JSON. The result, as JSON.
///
/// # Errors
/// Issues of the request and options, what the operation refuses, a run in progress.
#[wasm_bindgen]
pub fn operate(slot: u32, name: &str, request: &str, options: &str) -> Result<String, String> {
    slots::idle(slot, |slot| {
        let (request, options) = (read(request)?, slot.options(read(options)?));
        perform(slot, name, &request, &options)
    })
}

/// Sets the travel model of a planner: the text of `{"travel": …}` and its typed arrays, where they
/// stand beside. The result, as JSON.
///
/// # Errors
/// All issues of the model, a run in progress.
#[wasm_bindgen(js_name = setTravel)]
pub fn set_travel(
    slot: u32,
    travel: &[u8],
    durations_sec: Option<Vec<i32>>,
    distances_mt: Option<Vec<i32>>,
    row_start: Option<Vec<i32>>,
    to: Option<Vec<i32>>,
) -> Result<String, String> {
    let arrays = text::arrays([durations_sec, distances_mt, row_start, to]);
    slots::idle(slot, |slot| {
        let rules = validate::rules(&slot.options(Value::Object(Map::new())))?;
        written(&ops::set_travel(&mut slot.loaded, travel, arrays, &rules)?)
    })
}

/// All issues of a request and its options as JSON that can be told without a snapshot, for one that is
/// not valid: what they are, as JSON.
///
/// # Errors
/// What is no JSON.
#[wasm_bindgen(js_name = requestIssues)]
pub fn request_issues(name: &str, request: &str, options: &str) -> Result<String, String> {
    let found = || -> Result<String, Error> {
        written(&validate::without_snapshot(name, &read(request)?, &read(options)?))
    };
    found().map_err(|error| thrown(&error))
}

/// All issues of a snapshot, as JSON; the arguments are those of [`load`]. Of one that has none its
/// warnings, where `warns`.
///
/// # Errors
/// None of the input.
#[wasm_bindgen]
pub fn validate(
    snapshot: &[u8],
    travel: Option<Vec<u8>>,
    durations_sec: Option<Vec<i32>>,
    distances_mt: Option<Vec<i32>>,
    row_start: Option<Vec<i32>>,
    to: Option<Vec<i32>>,
    warns: bool,
) -> Result<String, String> {
    let arrays = [durations_sec, distances_mt, row_start, to];
    let issues: Vec<Issue> = match text::snapshot(snapshot, travel, arrays) {
        Err(issues) => issues,
        Ok(valid) if warns => {
            let at_home = validate::routes_at_home(&valid.snapshot);
            valid.warnings.into_iter().chain(at_home).collect()
        }
        Ok(_) => Vec::new(),
    };
    written(&issues).map_err(|error| thrown(&error))
}

/// The snapshot of a planner as it stands, as JSON; arrays of its travel model are left out.
///
/// # Errors
/// The planner was freed.
#[wasm_bindgen]
pub fn snapshot(slot: u32) -> Result<String, String> {
    slots::with(slot, |slot| {
        slot.loaded.write_out();
        let mut document = slot.loaded.document.clone();
        if let (Some(travel), Some(document)) =
            (&slot.loaded.snapshot.travel, document.as_object_mut())
        {
            document.insert("travel".to_owned(), travel::without_arrays(travel));
        }
        written(&document)
    })
}

/// One of the arrays of a planner's travel model, by its name in the API; none where it has none.
///
/// # Errors
/// The planner was freed.
#[wasm_bindgen(js_name = travelArray)]
pub fn travel_array(slot: u32, name: &str) -> Result<Option<Vec<i32>>, String> {
    slots::with(slot, |slot| {
        Ok(slot.loaded.snapshot.travel.as_ref().and_then(|model| travel::array(model, name)))
    })
}
