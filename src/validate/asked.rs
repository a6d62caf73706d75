//! What is wrong with all that one call is given, at once.

use super::request::walked;
use super::shape::Shape;
use super::tables::{event, mobile, moves, proposals, request as tables};
use crate::error::{ErrorCode, Issue};
use crate::model::Snapshot;
use serde_json::Value;

/// Both, or the issues of both.
///
/// # Errors
/// All issues of the first, then all of the second.
pub fn together<A, B>(
    one: Result<A, Vec<Issue>>,
    two: Result<B, Vec<Issue>>,
) -> Result<(A, B), Vec<Issue>> {
    match (one, two) {
        (Ok(one), Ok(two)) => Ok((one, two)),
        (one, two) => Err(all([one.err(), two.err()])),
    }
}

fn all(issues: [Option<Vec<Issue>>; 2]) -> Vec<Issue> {
    issues.into_iter().flatten().flatten().collect()
}

/// All that can be told of a request and its options without the snapshot that it is about, for one
/// that is not valid: not whether what it refers to exists.
#[must_use]
pub fn without_snapshot(operation: &str, request: &Value, options: &Value) -> Vec<Issue> {
    let solves = matches!(operation, "buildRoutes" | "fitIn" | "computeProposals");
    let of_options = if solves { &tables::SOLVE_OPTIONS } else { &tables::RULES };
    let mut issues = shape_of(operation).map(|shape| issues_of(request, shape)).unwrap_or_default();
    issues.extend(issues_of(options, of_options));
    issues
}

fn issues_of(value: &Value, shape: &'static Shape) -> Vec<Issue> {
    walked(value, shape, None).err().unwrap_or_default()
}

fn shape_of(operation: &str) -> Option<&'static Shape> {
    Some(match operation {
        "buildRoutes" => &tables::BUILD_ROUTES,
        "fitIn" => &tables::FIT_IN,
        "computeProposals" => &proposals::COMPUTE_PROPOSALS,
        "applyProposal" => &proposals::APPLY_PROPOSAL,
        "explainOrder" => &proposals::EXPLAIN_ORDER,
        "marginalCosts" => &proposals::MARGINAL_COSTS,
        "evaluateRoutes" => &tables::EVALUATE_ROUTES,
        "applyExecutionEvents" => &event::REQUEST,
        "translateMobileEvents" => &mobile::REQUEST,
        "assignOrderSteps" => &moves::ASSIGN_ORDER_STEPS,
        "unassignOrders" => &moves::UNASSIGN_ORDERS,
        "applySequences" => &moves::APPLY_SEQUENCES,
        "swapRoutes" => &moves::SWAP_ROUTES,
        "approveRoutes" => &moves::APPROVE_ROUTES,
        "revokeRoutes" => &moves::REVOKE_ROUTES,
        _ => return None,
    })
}

/// Routes of vehicles that are not available on their date: they are kept, with nothing added (FEATURES
/// DOM-021). A warning, not an issue.
#[must_use]
pub fn routes_at_home(snapshot: &Snapshot) -> Vec<Issue> {
    let routes = snapshot.routes.iter().filter(|(_, route)| {
        let has_work = route.steps.iter().any(|step| step.step_kind().is_some());
        let vehicle = route.vehicle_id.as_ref().and_then(|id| snapshot.vehicles.get(id));
        let settings = vehicle.zip(route.date).and_then(|(own, date)| own.settings_on(date));
        has_work && !settings.is_some_and(|own| own.available)
    });
    let rule = "is of a vehicle that is not available on its date: it is kept, with nothing added";
    let issue = |id: &String| Issue::new(ErrorCode::NotApplicable, format!("routes[{id}]"), rule);
    routes.map(|(id, _)| issue(id)).collect()
}
