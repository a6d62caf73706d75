//! Progress on its way out: a few numbers, up to twenty times a second, without text in between.

use super::text::{thrown, written};
use crate::error::{Error, ErrorCode};
use crate::model::Progress;
use js_sys::{JSON, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::JsValue;

/// The progress as a plain object. The plans that may be in it are maps by id and go as text: only a
/// parser makes a key such as `__proto__` an own one, and a writer of objects made for whole routes
/// would cost 10 kB of the package.
pub(super) fn object(progress: Progress) -> Result<JsValue, String> {
    made(progress).map_err(|error| thrown(&error))
}

fn made(progress: Progress) -> Result<JsValue, Error> {
    let (numbers, changed) = progress.split();
    let object = numbers.serialize(&Serializer::json_compatible()).map_err(failed)?;
    if let Some(changed) = changed {
        let changed = JSON::parse(&written(&changed)?).map_err(failed)?;
        Reflect::set(&object, &"changed".into(), &changed).map_err(failed)?;
    }
    Ok(object)
}

/// None of our numbers is so large, and none of our texts so wrong, that it comes to this.
fn failed<E>(_: E) -> Error {
    Error::new(ErrorCode::Internal, "the progress cannot be handed over")
}
