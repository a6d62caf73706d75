//! Prints the shapes of the model as JSON Schema: `{ input, output }`, what the operations take and
//! what they give. `scripts/types.mjs` makes the types of the npm package of it.

use routewright::error::Issue;
use routewright::model::{
    ApplyProposalRequest, ApplySequencesRequest, ApproveRoutesRequest, ApprovedRoutesChanged,
    AssignOrderStepsRequest, BuildRoutesRequest, ComputeProposalsRequest, EvaluateRoutesRequest,
    ExecutionEventsRequest, ExecutionEventsResult, ExplainOrderRequest, FitInRequest, MarginalCost,
    MarginalCostsRequest, OrderExplanation, Progress, ProposalApplied, ProposalsSet,
    RevokeRoutesRequest, Rules, SchedulingResult, Snapshot, SolveOptions, SwapRoutesRequest,
    UnassignOrdersRequest,
};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::json;

/// All that a caller writes.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it is only described")]
struct Input(
    Snapshot,
    Rules,
    SolveOptions,
    BuildRoutesRequest,
    FitInRequest,
    ComputeProposalsRequest,
    ApplyProposalRequest,
    ExplainOrderRequest,
    MarginalCostsRequest,
    EvaluateRoutesRequest,
    ExecutionEventsRequest,
    AssignOrderStepsRequest,
    UnassignOrdersRequest,
    ApplySequencesRequest,
    SwapRoutesRequest,
    ApproveRoutesRequest,
    RevokeRoutesRequest,
);

/// All that a caller gets.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it is only described")]
struct Output(
    SchedulingResult,
    Progress,
    ProposalsSet,
    ProposalApplied,
    OrderExplanation,
    MarginalCost,
    ExecutionEventsResult,
    ApprovedRoutesChanged,
    Issue,
);

fn described<T: JsonSchema>(settings: SchemaSettings) -> serde_json::Value {
    let mut generator: SchemaGenerator = settings.into_generator();
    generator.subschema_for::<T>();
    json!(generator.take_definitions(true))
}

fn main() {
    let input = described::<Input>(SchemaSettings::draft2020_12().for_deserialize());
    let output = described::<Output>(SchemaSettings::draft2020_12().for_serialize());
    println!("{}", json!({ "input": input, "output": output }));
}
