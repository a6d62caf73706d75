//! The one place where seconds and hundredths of a route are computed (SEMANTICS 2, 3, 5).
//!
//! A route is a *sequence*: stop indices and [`RELOAD`]s. [`Chain`] turns it into what does not
//! depend on time (drives, parking, service, windows); [`choose`] finds departure and breaks;
//! [`Timeline`] is the result, step by step; [`cost`] prices it.

mod chain;
mod choose;
mod cost;
mod evaluate;
mod in_progress;
mod ladder;
mod late;
mod loads;
mod opening;
mod overrun;
mod piecewise;
mod place;
mod rough;
mod timeline;
mod together;

pub use chain::{Chain, RELOAD, Visit};
pub use choose::Timing;
pub use cost::{CostParts, cost_summary};
pub use evaluate::{Evaluation, Price, Scheduler, count_orders};
pub use ladder::Ladder;
pub use loads::{LoadProfile, follow_load, load_profile};
pub use place::{Spot, TakenBreak};
pub use rough::Rough;
pub use timeline::{Planned, Step, StepWhat, Timeline};
pub use together::{Spans, spans};
