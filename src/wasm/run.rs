//! Solves in slices: a planner has at most one at a time.

use super::progress;
use super::slots::{self, Slot};
use super::text::{read, slice, written};
use super::world::{Clock, seeded};
use crate::error::{Error, ErrorCode};
use crate::ops::{self, Run};
use crate::validate;
use serde_json::Value;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Begins a solve on a planner: its request and options as JSON.
///
/// # Errors
/// Issues of the request and options, what the operation refuses, a run in progress.
#[wasm_bindgen(js_name = runStart)]
pub fn run_start(slot: u32, name: &str, request: &str, options: &str) -> Result<(), String> {
    slots::idle(slot, |slot| {
        let (request, options) = (read(request)?, slot.options(read(options)?));
        slot.run = Some(match name {
            "buildRoutes" => build_routes(slot, &request, &options)?,
            "fitIn" => fit_in(slot, &request, &options)?,
            _ => return Err(Error::new(ErrorCode::Internal, format!("there is no solve {name}"))),
        });
        Ok(())
    })
}

fn build_routes(slot: &Slot, request: &Value, options: &Value) -> Result<Run, Error> {
    let request = validate::build_routes_request(request, &slot.loaded.snapshot);
    let (request, options) = validate::together(request, validate::solve_options(options))?;
    let options = seeded(options)?;
    Run::build_routes(&slot.loaded, &request, &options, &mut Clock)
}

fn fit_in(slot: &Slot, request: &Value, options: &Value) -> Result<Run, Error> {
    let request = validate::fit_in_request(request, &slot.loaded.snapshot);
    let (request, options) = validate::together(request, validate::solve_options(options))?;
    let options = seeded(options)?;
    Run::fit_in(&slot.loaded, &request, &options, &mut Clock)
}

/// Whether a limit was reached or nothing is left to try.
///
/// # Errors
/// There is no run.
#[wasm_bindgen(js_name = runDone)]
pub fn run_done(slot: u32) -> Result<bool, String> {
    slots::with(slot, |slot| Ok(slot.run.as_ref().ok_or_else(no_run)?.done()))
}

/// Goes on for a slice, `{ms, iterations, work}` as JSON. The progress, as an object.
///
/// # Errors
/// Issues of the slice; there is no run.
#[wasm_bindgen(js_name = runStep)]
pub fn run_step(slot: u32, slice_text: &str) -> Result<JsValue, String> {
    let progress = slots::with(slot, |slot| {
        let slice = slice(slice_text)?;
        let run = slot.run.as_mut().ok_or_else(no_run)?;
        Ok(run.step(slice, &mut Clock))
    })?;
    progress::object(progress)
}

/// Ends the run; the planner takes its result over. The result, as JSON.
///
/// # Errors
/// There is no run.
#[wasm_bindgen(js_name = runFinish)]
pub fn run_finish(slot: u32) -> Result<String, String> {
    slots::with(slot, |slot| {
        let run = slot.run.take().ok_or_else(no_run)?;
        let result = run.finish(&mut Clock);
        let text = written(&result)?;
        ops::take_over_for_now(&mut slot.loaded, result);
        Ok(text)
    })
}

/// Ends the run, if there is one; nothing has changed.
///
/// # Errors
/// The planner was freed.
#[wasm_bindgen(js_name = runCancel)]
pub fn run_cancel(slot: u32) -> Result<(), String> {
    slots::with(slot, |slot| {
        slot.run = None;
        Ok(())
    })
}

fn no_run() -> Error {
    Error::new(ErrorCode::NotApplicable, "there is no run of this planner in progress")
}
