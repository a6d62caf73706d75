//! Faults on purpose, in a build for tests only: that one call's fault poisons no other is a promise
//! of the contract.

use wasm_bindgen::prelude::wasm_bindgen;

/// Ends the instance: by a `"panic"`, by using up all memory (`"memory"`), or the `"stack"`.
#[wasm_bindgen(js_name = fault)]
#[expect(clippy::panic, reason = "the point of it")]
pub fn fault(kind: &str) -> usize {
    match kind {
        "memory" => exhaust_memory(),
        "stack" => exhaust_stack(1),
        _ => panic!("a fault was asked for"),
    }
}

fn exhaust_memory() -> usize {
    let mut held = Vec::new();
    loop {
        held.push(Vec::<u8>::with_capacity(1 << 30));
        std::hint::black_box(&held);
    }
}

#[expect(unconditional_recursion, reason = "the point of it")]
fn exhaust_stack(depth: usize) -> usize {
    let frame = std::hint::black_box([depth; 64]);
    exhaust_stack(frame[0] + 1) + frame[1]
}
