//! What one more order breaks on a vehicle-date: not what is broken there without it, and nothing
//! that has happened (SEMANTICS 4.1).

use super::tolerated::{Tolerated, is_allowed, is_history};
use crate::check::{Breach, breaches};
use crate::model::{OtherReason, ReasonCode, StepViolation, VehicleViolation};
use crate::problem::{DayIdx, Problem, StopIdx, VehicleDay};
use crate::schedule::{Rough, Scheduler};
use crate::sorted;

/// Sequences that are evaluated exactly, for all orders together. Of further ones is told what no
/// departure and no break can mend.
pub(super) const EXACT: usize = 150;
/// Sequences of so few items are always evaluated exactly.
const SHORT: usize = 2;

/// Evaluates sequences beside those of a plan.
pub(super) struct Faults<'p> {
    pub(super) problem: &'p Problem,
    pub(super) plan: &'p sorted::Map<DayIdx, Vec<StopIdx>>,
    pub(super) noted: Noted,
}

/// What evaluating sequences has come to know and used up.
pub(super) struct Noted {
    pub(super) scheduler: Scheduler,
    /// How many of [`EXACT`] are left.
    exact_left: usize,
    /// What the sequences of the plan break, of the days in `known`.
    already: Tolerated,
    known: sorted::Set<DayIdx>,
    all_known: bool,
}

impl Default for Noted {
    fn default() -> Self {
        Self {
            scheduler: Scheduler::default(),
            exact_left: EXACT,
            already: Tolerated::default(),
            known: sorted::Set::new(),
            all_known: false,
        }
    }
}

impl Faults<'_> {
    /// That is all that the sequences of the plan break.
    pub(super) fn know(&mut self, already: &Tolerated) {
        self.noted.already = already.clone();
        self.noted.all_known = true;
    }

    /// What a sequence breaks on a day beyond what the plan breaks there.
    pub(super) fn beside_plan(&mut self, day: DayIdx, items: &[StopIdx]) -> Vec<Breach> {
        let mut found = self.alone(day, items);
        if !found.is_empty() {
            if !self.noted.all_known && self.noted.known.insert(day) {
                let planned = self.plan.get(&day).map(Vec::as_slice).unwrap_or_default();
                let broken = self.exactly(day, planned);
                self.noted.already.note(day, planned, &broken);
            }
            found.retain(|breach| !self.noted.already.has(day, items, breach));
        }
        found
    }

    /// What a sequence breaks on a day: exactly, or what is sure without.
    pub(super) fn alone(&mut self, day: DayIdx, items: &[StopIdx]) -> Vec<Breach> {
        let vehicle = &self.problem.days[day as usize];
        let is_long = items.len() > SHORT && vehicle.kept.started.is_none();
        if self.noted.exact_left == 0 && is_long {
            return self.surely(vehicle, items);
        }
        self.noted.exact_left = self.noted.exact_left.saturating_sub(1);
        self.exactly(day, items)
    }

    fn exactly(&mut self, day: DayIdx, items: &[StopIdx]) -> Vec<Breach> {
        let vehicle = &self.problem.days[day as usize];
        let evaluation = self.noted.scheduler.evaluate(self.problem, vehicle, items);
        let mut found = breaches(self.problem, vehicle, items, &evaluation);
        found.retain(|breach| !is_history(vehicle, breach));
        found.extend(late_break(&found, evaluation.timing.overrun));
        self.too_late(found)
    }

    /// Where services may be late, by how much they are later than that.
    fn too_late(&self, mut found: Vec<Breach>) -> Vec<Breach> {
        if let Some(elastic) = &self.problem.elastic {
            found.retain(|breach| !is_allowed(self.problem, breach));
            let window = ReasonCode::Step(StepViolation::Tw);
            let late = found.iter_mut().filter(|own| own.code == window && own.item.is_some());
            late.filter_map(|own| own.by.as_mut()).for_each(|by| *by -= elastic.most);
        }
        found
    }

    /// What is broken whatever the departure and the breaks.
    fn surely(&mut self, vehicle: &VehicleDay, items: &[StopIdx]) -> Vec<Breach> {
        let rough = self.noted.scheduler.rough(self.problem, vehicle, items);
        let mut found = sure_breaches(&rough);
        let stops = items.iter().filter_map(|item| self.problem.stops.get(*item as usize));
        let orders = sorted::set(stops.map(|stop| stop.task)).len();
        let above = i64::try_from(orders).unwrap_or(i64::MAX).saturating_sub(vehicle.max_orders);
        if above > 0 {
            let code = ReasonCode::Vehicle(VehicleViolation::Or);
            found.push(Breach { code, by: Some(above), item: None, load_key: None });
        }
        found
    }
}

/// What is broken whatever the departure and the breaks. By how much is only told of what does not
/// depend on them.
fn sure_breaches(rough: &Rough) -> Vec<Breach> {
    use VehicleViolation::{Dt, Ld, Ml, Twe, Wt};
    let breach = |code, by| Breach { code, by, item: None, load_key: None };
    let vehicle = |code, by: i64, told: bool| {
        (by > 0).then_some(breach(ReasonCode::Vehicle(code), told.then_some(by)))
    };
    let load = vehicle(Ld, rough.loads.excess, true);
    let window = ReasonCode::Step(StepViolation::Tw);
    let found = [
        load.map(|own| Breach { load_key: rough.loads.excess_key, ..own }),
        vehicle(Twe, rough.after_end, false),
        vehicle(Dt, rough.driving, true),
        vehicle(Wt, rough.too_long, false),
        vehicle(Ml, rough.distance, true),
        rough.unreachable.then_some(breach(OtherReason::Unr.into(), None)),
        rough.late_item.map(|item| Breach { item: Some(item), ..breach(window, None) }),
    ];
    found.into_iter().flatten().collect()
}

/// What the overrun has beside that of windows and of the working time: breaks that begin after
/// their latest start. The documents have no code for them; it is a window that is missed.
fn late_break(breaches: &[Breach], overrun: i64) -> Option<Breach> {
    let told = breaches.iter().filter(|breach| {
        use VehicleViolation::{Twe, Wt};
        matches!(breach.code, ReasonCode::Vehicle(Twe | Wt) | ReasonCode::Step(StepViolation::Tw))
    });
    let late = overrun - told.filter_map(|breach| breach.by).sum::<i64>();
    let code = ReasonCode::Step(StepViolation::Tw);
    (late > 0).then_some(Breach { code, by: Some(late), item: None, load_key: None })
}

pub(super) fn is_late_break(breach: &Breach) -> bool {
    breach.code == ReasonCode::Step(StepViolation::Tw) && breach.item.is_none()
}
