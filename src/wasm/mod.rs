//! Bindings for JavaScript: plain functions over numbered slots, text in and text out. Each
//! converts, calls one operation and converts; what an operation does is not known here.
//!
//! No class is exported: after the instance has been replaced, an old object's `free()` would hit
//! the new one. An error comes back as the JSON text of [`crate::error::Error`].

#[cfg(feature = "fault-injection")]
pub mod fault;
mod operations;
pub mod panic;
pub mod planner;
mod progress;
pub mod run;
mod slots;
mod text;
mod travel;
mod world;
