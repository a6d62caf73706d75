//! The search of routewright and all that it computes by: what is compiled for speed in the package.
//! Its modules are those of `src/`, where `ARCHITECTURE.md` has them; `routewright` offers them all.

pub use routewright_model::{date, error, model, rng, sorted, units, validate};

#[path = "../../src/travel/mod.rs"]
pub mod travel;

#[path = "../../src/problem/mod.rs"]
pub mod problem;
#[path = "../../src/schedule/mod.rs"]
pub mod schedule;

#[path = "../../src/check/mod.rs"]
pub mod check;

#[path = "../../src/solver/mod.rs"]
pub mod solver;
