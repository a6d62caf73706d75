//! The travel model, by SEMANTICS 1.

mod around;
mod estimate;
mod given;
mod polygon;
mod regions;
