//! Ways to put absent tasks on tours, one per file, and what they share: where a task may go.

pub(super) mod complete;
pub(super) mod exhaustive;
pub(super) mod first_plan;
mod near;
mod places;
pub(super) mod recreate;
mod refusals;
mod regret;
mod sharing;

pub(super) use places::probe;
pub(super) use places::{Candidate, Places};
