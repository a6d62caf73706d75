//! Progress on its way out, up to twenty times a second.

use super::text::{thrown, written};
use crate::error::{Error, ErrorCode};
use crate::model::Progress;
use js_sys::JSON;
use wasm_bindgen::prelude::JsValue;

/// The progress as a plain object. Its few numbers go as text, like all else: a writer of objects,
/// made for the plans that may stand in it, would cost 10 kB of the package.
///
/// # Errors
/// None: what is written here can be read.
pub(super) fn object(progress: &Progress) -> Result<JsValue, String> {
    let failed = |_| Error::new(ErrorCode::Internal, "the progress cannot be handed over");
    let parsed = written(progress).and_then(|text| JSON::parse(&text).map_err(failed));
    parsed.map_err(|error| thrown(&error))
}
