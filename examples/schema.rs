//! Prints the shapes of the model as JSON Schema: `{ input, output, snapshot }`, what the operations
//! take and what they give, and the former with the bounds of a snapshot. `scripts/types.mjs` makes
//! the types and the schema of the npm package of it.

use routewright::date::Date;
use routewright::error::Issue;
use routewright::model::{
    ApplyProposalRequest, ApplySequencesRequest, ApproveRoutesRequest, ApprovedRoutesChanged,
    AssignOrderStepsRequest, BuildRoutesRequest, ComputeProposalsRequest, EvaluateRoutesRequest,
    ExecutionEventsRequest, ExecutionEventsResult, ExplainOrderRequest, FitInRequest, MarginalCost,
    MarginalCostsRequest, MobileEventsRequest, MobileEventsResult, OrderExplanation, Progress,
    ProposalApplied, ProposalsSet, RevokeRoutesRequest, Rules, SchedulingResult, Snapshot,
    SolveOptions, SwapRoutesRequest, UnassignOrdersRequest,
};
use routewright::ops::{Frozen, Loaded, build_routes};
use routewright::validate;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Value, json};

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
    MobileEventsRequest,
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
    MobileEventsResult,
    ApprovedRoutesChanged,
    Issue,
);

fn described<T: JsonSchema>(settings: SchemaSettings) -> serde_json::Value {
    let mut generator: SchemaGenerator = settings.into_generator();
    generator.subschema_for::<T>();
    let mut definitions = json!(generator.take_definitions(true));
    if let Some(definitions) = definitions.as_object_mut() {
        definitions.retain(|name, _| name != "Input" && name != "Output");
    }
    definitions
}

/// Whether this release refuses an option, as one that it does not know how to honour.
fn is_refused(name: &str, value: &Value) -> bool {
    let nothing =
        br#"{"territory": {"timeZoneCode": "UTC"}, "depots": {}, "vehicles": {}, "orders": {}}"#;
    let Ok(snapshot) = validate::snapshot(nothing, None) else { return false };
    let Ok(options) = validate::solve_options(&json!({ name: value })) else { return false };
    let day = Date::EPOCH;
    let request = BuildRoutesRequest {
        from: day,
        to: day,
        locked_route_ids_override: None,
        depot_trips: false,
    };
    let result = build_routes(&Loaded::from(snapshot), &request, &options, &mut Frozen);
    result.is_err_and(|error| error.to_string().contains("not available"))
}

/// Takes away the options that are still refused: what is offered works.
fn offer_what_works(definitions: &mut Value) {
    let words = |definitions: &Value, reference: &str| -> Vec<Value> {
        let name = reference.trim_start_matches("#/$defs/");
        let choices = definitions[name]["oneOf"].as_array().cloned().unwrap_or_default();
        let all = definitions[name]["enum"].as_array().cloned().unwrap_or_default();
        all.into_iter().chain(choices.into_iter().map(|choice| choice["const"].clone())).collect()
    };
    let shown = definitions.clone();
    let Some(options) = definitions["SolveSettings"]["properties"].as_object_mut() else { return };
    options.retain(|name, option| {
        let mut tried = vec![json!(true), json!(1)];
        tried.extend(option["$ref"].as_str().map(|name| words(&shown, name)).unwrap_or_default());
        !tried.iter().any(|value| is_refused(name, value))
    });
}

fn main() {
    let mut input = described::<Input>(SchemaSettings::draft2020_12().for_deserialize());
    offer_what_works(&mut input);
    let output = described::<Output>(SchemaSettings::draft2020_12().for_serialize());
    let mut snapshot = input.clone();
    validate::bounds::bound_snapshot(&mut snapshot);
    println!("{}", json!({ "input": input, "output": output, "snapshot": snapshot }));
}
