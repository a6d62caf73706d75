//! The travel model, by SEMANTICS 1.

mod estimate;
mod given;
mod polygon;
mod regions;
