//! The documented operations, one per file. Pure: they read a valid snapshot and return what
//! changes.

mod apply_proposal;
mod approve;
mod assign;
mod bases;
mod board;
mod budget;
mod build_routes;
mod current;
mod edits;
mod emit;
mod en_route;
mod evaluate_routes;
mod events;
mod explain;
mod faults;
mod fit_in;
mod fit_scope;
mod halves;
mod kept;
mod least_bad;
mod loaded;
mod marginal;
mod mobile;
mod nearest;
mod outcome;
mod passed;
mod plan_kept;
mod progress;
mod proposals;
mod reasons;
mod route_data;
mod run;
mod scope;
mod sequences;
mod start;
mod summary;
mod swap;
mod take_over;
mod targets;
mod telling;
mod tolerated;
mod trials;
mod unassign;
mod wording;

pub use apply_proposal::apply_proposal;
pub use approve::{approve_routes, revoke_routes};
pub use assign::assign_order_steps;
pub use build_routes::build_routes;
pub use edits::{put_orders, put_vehicles, remove_orders, set_now, set_travel};
pub use evaluate_routes::evaluate_routes;
pub use events::apply_execution_events;
pub use explain::explain_order;
pub use fit_in::fit_in;
pub use loaded::Loaded;
pub use marginal::marginal_costs;
pub use mobile::translate_mobile_events;
pub use proposals::{compute_proposals, compute_proposals_with};
pub use route_data::Preview;
pub use run::Run;
pub use sequences::apply_sequences;
pub use swap::swap_routes;
pub use take_over::{
    take_over, take_over_approvals, take_over_events, take_over_events_for_now, take_over_for_now,
    take_over_proposal,
};
pub use unassign::unassign_orders;

/// What comes in from outside: the clock. The core has none of its own, so that a frozen, jumping
/// or fast clock is a unit test.
pub trait World {
    /// Milliseconds since any fixed moment.
    fn now_ms(&mut self) -> i64;
}

/// A clock that stands still: limits of time never end anything.
#[derive(Clone, Copy, Debug, Default)]
pub struct Frozen;

impl World for Frozen {
    fn now_ms(&mut self) -> i64 {
        0
    }
}

/// How far a run may go before it returns; what is reached first counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slice {
    /// Milliseconds.
    pub ms: Option<i64>,
    /// Rounds of ruin and recreate.
    pub iterations: Option<u64>,
    /// Insertions and moves evaluated.
    pub work: Option<u64>,
}
