//! routewright: the scheduling brain of a fleet route manager.
//!
//! The modules are listed from the bottom up; each imports only from those above it in this list
//! (checked by `tests/native/architecture.rs`).

pub use routewright_model::{date, error, model, rng, sorted, units, validate};
pub use routewright_search::{check, problem, schedule, solver, travel};

pub mod ops;

#[cfg(target_arch = "wasm32")]
pub mod wasm;

// Runs the Rust example of README.md as a documentation test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
