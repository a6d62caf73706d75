//! Base durations and distances between locations, and what entering a region adds (SEMANTICS 1).
//!
//! [`Legs`] is compiled once per problem from the travel model of the snapshot; [`Regions`] likewise
//! from its regions. Both know locations by index only. Floats live in [`estimate`] alone and are
//! rounded to integers before anything reads them.

mod around;
pub mod estimate;
mod further;
mod given;
mod legs;
mod memo;
mod planar;
mod polygon;
mod regions;
mod speed;

pub use around::Around;
pub use legs::{Leg, Legs};
pub use polygon::contains;
pub use regions::{Enter, Regions};
pub use speed::Speed;
