//! `applyExecutionEvents` (documents: "Send Execution Events"; SEMANTICS 6): what drivers report is
//! recorded, and the routes in progress are timed anew.
//!
//! Intake ([`intake`]) finds the route of each event and records it ([`reduce`], [`proofs`],
//! [`drivers`]); [`actual_times`] says when a step took place; the evaluator does the rest.

mod actual_times;
mod bounds;
mod drivers;
mod intake;
mod proofs;
mod reduce;
mod retime;
mod stamps;

pub(super) use actual_times::{actual_times, is_rescheduled};

use super::current::route_key;
use super::loaded::Loaded;
use crate::error::{Error, ErrorCode, Issue};
use crate::model::{
    ExecutionEventsProcessed, ExecutionEventsRequest, ExecutionEventsResult, ProcessedStatus,
    Rules, to_tree,
};
use crate::validate::execution_event;
use intake::Intake;

/// Applies events in their order, then positions, and times the routes with tracking data anew; no route is
/// re-ordered but for what was executed in another order. Routes that change are returned whole,
/// with their revision one higher. The same list twice changes nothing, and a list in two parts
/// gives what it gives at once, but for revisions.
///
/// # Errors
/// With `strict` 100 and all issues of all events, if one is wrong: nothing is applied then.
/// Without it such events are skipped; their issues are among the warnings.
pub fn apply_execution_events(
    loaded: &Loaded,
    request: &ExecutionEventsRequest,
    rules: &Rules,
) -> Result<ExecutionEventsResult, Error> {
    let mut intake = Intake::new(&loaded.snapshot, rules);
    let mut processed = Vec::with_capacity(request.events.len());
    let mut issues = Vec::new();
    for (index, value) in request.events.iter().enumerate() {
        let taken = execution_event(index, value, &loaded.snapshot)
            .and_then(|event| intake.take(index, event));
        processed.push(match taken {
            Ok(status) => status,
            Err(refused) => {
                issues.extend(refused.issues.into_iter().map(|issue| named(issue, refused.status)));
                refused.status
            }
        });
    }
    if request.strict && !issues.is_empty() {
        let error_code = ErrorCode::Malformed;
        return Err(Error { error_code, ..Error::from(issues) });
    }
    for (index, position) in request.positions.iter().enumerate() {
        intake.locate(index, position.clone());
    }
    let (routes, dropped) = intake.finish();
    let mut warnings = loaded.warnings.clone();
    warnings.append(&mut issues);
    warnings.extend(dropped);
    let (routes, mut odd) = retime::routes(loaded, routes, rules);
    warnings.append(&mut odd);
    let changed_etas = retime::changed_etas(&loaded.snapshot, &routes);
    let data = ExecutionEventsProcessed { processed };
    Ok(ExecutionEventsResult { data, routes, changed_etas, warnings })
}

/// The issue with the documented status in its message.
fn named(mut issue: Issue, status: ProcessedStatus) -> Issue {
    let name = to_tree(&status);
    issue.message = format!("{} ({})", issue.message, name.as_str().unwrap_or_default());
    issue
}
