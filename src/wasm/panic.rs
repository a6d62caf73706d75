//! What a panic said, for the error 500 of the JavaScript side: the trap itself carries no message.
//! A build with the feature `development` also writes it to the console, with the stack.

use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static LAST: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Runs once per instance.
#[wasm_bindgen(start)]
fn start() {
    std::panic::set_hook(Box::new(|panic| {
        LAST.with(|last| *last.borrow_mut() = panic.to_string());
        #[cfg(feature = "development")]
        console_error_panic_hook::hook(panic);
    }));
}

/// Message and place of the panic that ended this instance; empty where it was no panic (memory or
/// stack exhausted). The only function that may be called after a trap.
#[wasm_bindgen(js_name = lastPanic)]
#[must_use]
pub fn last_panic() -> String {
    LAST.with(|last| last.borrow().clone())
}
