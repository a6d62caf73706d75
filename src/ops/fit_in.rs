//! `fitIn` (documents: "Fit-In Unassigned Orders"; SEMANTICS 5): orders that no route has are
//! put where they add least to the routes there are, and on vehicles without a route where that does
//! not serve them all. No order leaves its route.

use super::World;
use super::fit_scope;
use super::loaded::Loaded;
use super::run::{Manner, Run, refuse_contradictions};
use crate::error::{Error, ErrorCode, Issue};
use crate::model::{FitInRequest, LockType, SchedulingResult, SolveOptions, StartFrom};

/// Budget where no limit is given, in milliseconds.
const DEFAULT_MS: i64 = 2_000;

/// Runs `fitIn` to its end.
///
/// # Errors
/// As [`Run::fit_in`].
pub fn fit_in(
    loaded: &Loaded,
    request: &FitInRequest,
    options: &SolveOptions,
    world: &mut dyn World,
) -> Result<SchedulingResult, Error> {
    Ok(Run::fit_in(loaded, request, options, world)?.complete(world))
}

impl Run {
    /// Compiles the snapshot and begins `fitIn`. Its `startFrom` is always the current plan.
    ///
    /// # Errors
    /// 400 where an option asks for what is not available.
    pub fn fit_in(
        loaded: &Loaded,
        request: &FitInRequest,
        options: &SolveOptions,
        world: &mut dyn World,
    ) -> Result<Self, Error> {
        if options.lock_type != LockType::None {
            let rule = "is of buildRoutes: what is on a route stays on it here";
            let issue = Issue::new(ErrorCode::NotApplicable, "lockType", rule);
            return Err(vec![issue].into());
        }
        refuse_contradictions(options)?;
        let started = world.now_ms();
        let few_legs = options.max_iterations == Some(0);
        let mut scope = fit_scope::fit(loaded, request, options, few_legs);
        scope.count_routes(options);
        let manner = Manner {
            reloads: request.depot_trips,
            keep_sequence: request.keep_sequence,
            default_ms: DEFAULT_MS,
            started,
        };
        let options = SolveOptions { start_from: StartFrom::Current, ..options.clone() };
        Self::new(loaded, scope, manner, &options, world)
    }
}
