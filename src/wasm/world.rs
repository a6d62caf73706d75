//! The world outside: a monotonous clock, and chance where it is wished for.

use crate::error::{Error, ErrorCode};
use crate::model::{SeedOption, SolveOptions};
use crate::ops::World;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn performance_now() -> f64;
}

/// `performance.now()`: pages, workers, Node and edge functions all have it.
pub(super) struct Clock;

impl World for Clock {
    fn now_ms(&mut self) -> i64 {
        performance_now() as i64
    }
}

/// Seconds of the Unix epoch.
pub(super) fn epoch_sec() -> i64 {
    (js_sys::Date::now() / 1000.0) as i64
}

/// The options with a seed drawn where `"random"` was asked for.
pub(super) fn seeded(mut options: SolveOptions) -> Result<SolveOptions, Error> {
    if let SeedOption::Random(_) = options.seed {
        let drawn = getrandom::u32();
        let drawn = drawn.map_err(|error| Error::new(ErrorCode::Internal, error.to_string()))?;
        options.seed = SeedOption::Fixed(drawn.into());
    }
    Ok(options)
}
