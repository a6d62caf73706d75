//! `buildRoutes` (documents: "Build Routes"): plans a range of dates anew. As many
//! orders as can be are served, as cheaply as the search finds.

use super::World;
use super::loaded::Loaded;
use super::run::{Manner, Run, refuse_contradictions};
use super::scope;
use super::start::refuse_needless_lock;
use crate::error::Error;
use crate::model::{BuildRoutesRequest, SchedulingResult, SolveOptions};
use crate::validate::build_routes_warnings;

/// Budget where no limit is given, in milliseconds.
const DEFAULT_MS: i64 = 10_000;

/// Runs `buildRoutes` to its end.
///
/// # Errors
/// As [`Run::build_routes`].
pub fn build_routes(
    loaded: &Loaded,
    request: &BuildRoutesRequest,
    options: &SolveOptions,
    world: &mut dyn World,
) -> Result<SchedulingResult, Error> {
    Ok(Run::build_routes(loaded, request, options, world)?.complete(world))
}

impl Run {
    /// Compiles the snapshot and begins `buildRoutes`.
    ///
    /// # Errors
    /// 400 where an option asks for what is not available, or for a lock type without a plan.
    pub fn build_routes(
        loaded: &Loaded,
        request: &BuildRoutesRequest,
        options: &SolveOptions,
        world: &mut dyn World,
    ) -> Result<Self, Error> {
        refuse_needless_lock(options)?;
        refuse_contradictions(options)?;
        let started = world.now_ms();
        let mut scope = scope::build(loaded, request, options);
        scope.warnings.extend(build_routes_warnings(request, &loaded.snapshot));
        scope.count_routes(options);
        let manner = Manner {
            reloads: request.depot_trips,
            keep_sequence: false,
            default_ms: DEFAULT_MS,
            started,
        };
        Self::new(loaded, scope, manner, options, world)
    }
}
