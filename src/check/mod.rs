//! From an evaluated sequence to what it breaks: the documented codes and by how much
//! (documents: "vehicleViolations", "violations"; SEMANTICS 4.2–4.4, 6.4).

mod breach;
mod steps;
mod vehicle;
mod waits;

pub use breach::{Breach, breaches};
pub use waits::early_starts;

use crate::model::{ReasonCode, StepViolation, VehicleViolation};
use crate::sorted;

/// The documented codes of a route.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codes {
    /// Of the vehicle, in the documents' order.
    pub vehicle: Vec<VehicleViolation>,
    /// Of each item of the sequence, in the documents' order.
    pub steps: Vec<Vec<StepViolation>>,
}

/// The codes of a sequence of that many items with these breaches.
#[must_use]
pub fn codes(breaches: &[Breach], items: usize) -> Codes {
    let mut codes = Codes { vehicle: Vec::new(), steps: vec![Vec::new(); items] };
    for breach in breaches {
        match (breach.code, breach.item) {
            (ReasonCode::Vehicle(code), _) => codes.vehicle.push(code),
            (ReasonCode::Step(code), Some(item)) => codes.steps[item].push(code),
            _ => {}
        }
    }
    sorted::plain(&mut codes.vehicle);
    codes.vehicle.dedup();
    for step in &mut codes.steps {
        sorted::plain(step);
        step.dedup();
    }
    codes
}
