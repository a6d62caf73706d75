//! The travel model, by SEMANTICS 1.

mod estimate;
mod given;
mod golden;
mod polygon;
mod regions;
