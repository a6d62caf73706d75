//! routewright: the scheduling brain of a fleet route manager.
//!
//! The modules are listed from the bottom up; each imports only from those above it in this list
//! (checked by `tests/native/architecture.rs`).

pub mod date;
pub mod error;
pub mod rng;
pub mod sorted;
pub mod units;

pub mod model;
pub mod travel;
pub mod validate;

pub mod problem;
pub mod schedule;

pub mod check;

pub mod solver;

pub mod ops;

#[cfg(target_arch = "wasm32")]
pub mod wasm;

// Runs the Rust example of README.md as a documentation test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
