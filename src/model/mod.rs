//! The documented JSON objects, field for field (documents: "Object Definitions"), and ours of the
//! JavaScript contract. Types only: no rule lives here but how text becomes a value.
//!
//! Every object keeps the properties it does not know in `extra` (documents: "Versioning and
//! evolution"). Absent, `null` and the documented sentinel `-1` read alike where a field is
//! optional. Load keys and tags are trimmed and lower-cased on reading (SEMANTICS 3.3).

mod depot;
mod driver;
mod event;
mod fit_in;
mod mobile;
mod moves;
mod order;
mod proposal;
mod read;
mod region;
mod request;
mod result;
mod route;
mod snapshot;
mod territory;
mod tracking;
mod travel;
mod tree;
mod vehicle;
mod what_if;

pub use depot::{Depot, LatLng, Location, LocationStatus};
pub use driver::Driver;
pub use event::{
    DriverPosition, EventBarcode, EventData, EventKind, ExecutionEvent, ExecutionEventsProcessed,
    ExecutionEventsRequest, ExecutionEventsResult, ProcessedStatus,
};
pub use fit_in::{FitInRequest, IncludeRoutes};
pub use mobile::{
    CompletionData, CompletionStatus, CompletionUpdate, MobileEvent, MobileEventsRequest,
    MobileEventsResult, MobileTime, iso_moment,
};
pub use moves::{
    ApplySequencesRequest, ApproveRoutesRequest, ApprovedRoutesChanged, AssignOrderStepsRequest,
    RevokeRoutesRequest, RouteSequence, SwapRoutesRequest, UnassignOrdersRequest,
};
pub use order::{Eligibility, EligibilityType, Order, OrderStep, StepKind, TimeWindow};
pub use proposal::{
    ApplyProposalRequest, ComputeProposalsRequest, Proposal, ProposalApplied, ProposalStatus,
    ProposalSummary, ProposalsSet, RequestStatus, RouteData, TimeSlot,
};
pub use region::Region;
pub use request::{
    BalanceBy, Balancing, BuildRoutesRequest, EvaluateRoutesRequest, LockType, MissingCapacity,
    Rules, SeedOption, SolveOptions, StartFrom,
};
pub use result::{
    CostSummary, OrderStepIdentifier, OtherReason, Progress, Reason, ReasonCode, RoutesChanged,
    SchedulingCompleted, SchedulingResult, SolveStats, StatsPoint, StoppedBy, UnassignedOrder,
};
pub use route::{
    Effective, PlannedStep, Route, RouteStep, StepType, StepViolation, VehicleViolation,
};
pub use snapshot::{Now, Snapshot};
pub use territory::Territory;
pub use tracking::{
    BarcodePod, CurrentDriverTracking, DriverTracking, Fix, HistoricalDriverTracking, ImplicitDone,
    ImplicitProof, Pod, PodContainer, RouteTracking, StepTracking, TrackedLoad, TrackedText,
};
pub use travel::{Missing, Travel, UNREACHABLE};
pub use tree::{Unreadable, from_tree, to_tree};
pub use vehicle::{Break, Vehicle, VehicleSettings};
pub use what_if::{
    ExplainOrderRequest, MarginalCost, MarginalCostsRequest, OrderExplanation, Place, Refusal,
    Shift, Verdict,
};

/// Properties that are carried through untouched.
pub type Extra = serde_json::Map<String, serde_json::Value>;
