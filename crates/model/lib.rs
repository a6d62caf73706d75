//! The objects of routewright and the rules that they keep: what is compiled for size in the package.
//! Its modules are those of `src/`, where `ARCHITECTURE.md` has them; `routewright` offers them all.

#[path = "../../src/date.rs"]
pub mod date;
#[path = "../../src/error.rs"]
pub mod error;
#[path = "../../src/rng.rs"]
pub mod rng;
#[path = "../../src/sorted/mod.rs"]
pub mod sorted;
#[path = "../../src/units.rs"]
pub mod units;

#[path = "../../src/model/mod.rs"]
pub mod model;
#[path = "../../src/validate/mod.rs"]
pub mod validate;
