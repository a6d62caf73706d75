//! Each documented field that decides something, changed alone in a tiny snapshot, against numbers
//! derived by hand: what the evaluator makes of it, and which codes it brings.

mod carried;
mod costs;
mod limits;
mod order;
mod places;
mod times;

pub(crate) use crate::oracle::{base, date, delivery, settings, with};

use crate::support::oracle::journey::{Entry, Journey};
use crate::support::oracle::{codes, cost, timing};
use routewright::check;
use routewright::check::breaches;
use routewright::model::{
    CostSummary, ReasonCode, Rules, Snapshot, StepKind, StepViolation, VehicleViolation,
};
use routewright::problem::{Problem, StopIdx, compile};
use routewright::schedule::{Evaluation, RELOAD, Scheduler, StepWhat, cost_summary};
use routewright::sorted;
use serde_json::{Value, json};

/// What the evaluator and the check say of one sequence of vehicle `v`.
///
/// The base: `v` leaves depot `h` at 8:00 (28 800) and works till 17:00, all rates 0; deliveries `a`,
/// `b`, `c` of 100 s. Seconds and metres both ways: h–a 600/5000, h–b 900/8000, h–c 1200/10000,
/// a–b 300/2000, a–c 500/4000, b–c 200/1500.
struct Outcome {
    problem: Problem,
    sequence: Vec<StopIdx>,
    evaluation: Evaluation,
}

/// `"a"` is the delivery of order a, `"+a"` its pickup, `"@"` a reload.
fn outcome_under(rules: &Rules, snapshot: &Snapshot, sequence: &[&str]) -> Outcome {
    let problem = compile(snapshot, rules, &sorted::Set::from([date()]));
    let stop = |text: &&str| match text.strip_prefix('+') {
        Some(order) => problem.stop(order, StepKind::Pickup).expect("a pickup"),
        None if *text == "@" => RELOAD,
        None => problem.stop(text, StepKind::Delivery).expect("a delivery"),
    };
    let sequence: Vec<StopIdx> = sequence.iter().map(stop).collect();
    let day = problem.day("v", date()).expect("the vehicle's day") as usize;
    let evaluation = Scheduler::default().evaluate(&problem, &problem.days[day], &sequence);
    let outcome = Outcome { problem, sequence, evaluation };
    outcome.judge(rules, snapshot);
    outcome
}

/// Of the base with changes.
fn outcome(sequence: &[&str], change: impl FnOnce(&mut Value)) -> Outcome {
    outcome_under(&Rules::default(), &with(change), sequence)
}

/// Of the base with one of the vehicle's settings changed.
fn with_setting(sequence: &[&str], name: &str, value: Value) -> Outcome {
    outcome(sequence, |json| settings(json)[name] = value)
}

impl Outcome {
    /// The independent checker says the same, where all of it can be driven.
    fn judge(&self, rules: &Rules, snapshot: &Snapshot) {
        let settings = snapshot.vehicles["v"].settings_on(date()).expect("settings");
        let entry = |stop: &StopIdx| match self.problem.stops.get(*stop as usize) {
            Some(own) => {
                let task = &self.problem.tasks[own.task as usize];
                Entry::Step(task.order_id.clone(), own.kind)
            }
            None => Entry::Reload(settings.departure_depot_id.clone().expect("a depot")),
        };
        let entries: Vec<Entry> = self.sequence.iter().map(entry).collect();
        let journey = Journey::new(snapshot, rules, "v", date(), &entries).expect("a journey");
        if journey.legs.iter().any(Option::is_none) {
            return;
        }
        let line = timing::choose(&journey);
        let visits: Vec<_> =
            line.visits.iter().map(|own| [own.arrival, own.start, own.end]).collect();
        assert_eq!((self.departure(), self.end()), (line.departure, line.end));
        assert_eq!(self.visits(), visits);
        assert_eq!(self.cost(), cost::of(&journey, &line));
        let steps = (0..visits.len()).map(|index| codes::of_step(&journey, &line, index));
        let vehicle = codes::of_vehicle(&journey, line.departure, line.end);
        let sorted = |mut codes: Vec<StepViolation>| {
            codes.sort_unstable();
            codes
        };
        let mut own = self.vehicle_codes();
        own.sort_unstable();
        assert_eq!(own, vehicle);
        let own = self.step_codes().into_iter().map(sorted);
        assert_eq!(own.collect::<Vec<_>>(), steps.collect::<Vec<_>>());
    }

    fn departure(&self) -> i64 {
        self.evaluation.timing.departure
    }

    fn end(&self) -> i64 {
        self.evaluation.timing.end
    }

    /// Arrival, start and end of every pickup, delivery and reload.
    fn visits(&self) -> Vec<[i64; 3]> {
        let steps = self.evaluation.timeline.steps.iter();
        let visits = steps.filter(|one| matches!(one.what, StepWhat::Stop(_) | StepWhat::Reload));
        visits.map(|step| [step.arrival, step.start, step.end]).collect()
    }

    /// Start and end of every step of a kind.
    fn spans(&self, what: StepWhat) -> Vec<[i64; 2]> {
        let steps = self.evaluation.timeline.steps.iter().filter(|step| step.what == what);
        steps.map(|step| [step.start, step.end]).collect()
    }

    fn cost(&self) -> CostSummary {
        cost_summary(&self.evaluation.parts)
    }

    fn found(&self) -> Vec<routewright::check::Breach> {
        let day = self.problem.day("v", date()).expect("the vehicle's day") as usize;
        breaches(&self.problem, &self.problem.days[day], &self.sequence, &self.evaluation)
    }

    fn vehicle_codes(&self) -> Vec<VehicleViolation> {
        check::codes(&self.found(), self.sequence.len()).vehicle
    }

    /// Of each visit.
    fn step_codes(&self) -> Vec<Vec<StepViolation>> {
        check::codes(&self.found(), self.sequence.len()).steps
    }

    /// By how much a limit of the vehicle is broken.
    fn beyond(&self, code: VehicleViolation) -> Option<i64> {
        self.found().iter().find(|one| one.code == ReasonCode::Vehicle(code))?.by
    }
}

#[test]
fn the_base_is_as_described() {
    let base = outcome(&["a", "b"], |_| {});
    // 28 800 + 600, + 100, + 300, + 100, + 900.
    assert_eq!(base.visits(), [[29_400, 29_400, 29_500], [29_800, 29_800, 29_900]]);
    assert_eq!((base.departure(), base.end()), (28_800, 30_800));
    assert_eq!((base.evaluation.driving, base.evaluation.distance), (1_800, 15_000));
    assert_eq!(base.cost(), CostSummary::default());
    assert_eq!((base.vehicle_codes(), base.step_codes()), (vec![], vec![vec![], vec![]]));
}

/// A window of seconds.
fn window(start: i64, end: i64) -> Value {
    json!({"startSec": start, "endSec": end})
}
