//! What one more order breaks on a vehicle-date: not what is broken there without it, and nothing
//! that has happened (SEMANTICS 4.1).

use super::least_bad::overloaded;
use super::tolerated::{Tolerated, is_allowed, is_history};
use crate::check::{Breach, breaches};
use crate::model::{OtherReason, ReasonCode, StepViolation, VehicleViolation};
use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx};
use crate::schedule::{Rough, Scheduler, count_orders, load_profile};
use crate::sorted;

/// How bad is what cannot be measured.
const UNMEASURED: i64 = i64::MAX / 64;

/// Evaluates sequences beside those of a plan.
pub(super) struct Faults<'p> {
    pub(super) problem: &'p Problem,
    pub(super) plan: &'p sorted::Map<DayIdx, Vec<StopIdx>>,
    pub(super) noted: Noted,
}

/// Exact evaluations and close looks as positions that a search looks at.
const EVALUATION: u64 = 1_000;
const CLOSE_LOOK: u64 = 30;

/// What evaluating sequences has come to know.
#[derive(Default)]
pub(super) struct Noted {
    /// About how much work all that was, as a search counts it.
    pub(super) work: u64,
    /// For rough looks; exact ones are taken within them.
    pub(super) rough: Scheduler,
    pub(super) exact: Scheduler,
    /// What the sequences of the plan break, of the days in `known`.
    already: Tolerated,
    known: sorted::Set<DayIdx>,
    all_known: bool,
}

/// What looks at sequences do not see of how bad they are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unseen {
    /// Orders too many.
    too_many: i64,
    /// What the plan breaks there already, which they cannot tell from what is new.
    known: i64,
    /// Nothing else is broken.
    is_all: bool,
}

impl Unseen {
    /// To be added to what they see.
    pub(super) const fn beside(self) -> i64 {
        self.too_many.saturating_sub(self.known)
    }
}

impl Faults<'_> {
    /// That is all that the sequences of the plan break.
    pub(super) fn know(&mut self, already: &Tolerated) {
        self.noted.already = already.clone();
        self.noted.all_known = true;
    }

    /// What a sequence breaks on a day: beyond what the plan breaks there, if it is tried beside that.
    pub(super) fn of(&mut self, day: DayIdx, items: &[StopIdx], beside: bool) -> Vec<Breach> {
        let mut found = self.exactly(day, items);
        if beside && !found.is_empty() {
            self.note(day);
            found.retain(|breach| !self.noted.already.has(day, items, breach));
        }
        found
    }

    /// What looks at a sequence of a day with one more order than `items` do not see.
    pub(super) fn unseen(&mut self, day: DayIdx, items: &[StopIdx], beside: bool) -> Unseen {
        let too_many = self.too_many(day, count_orders(self.problem, items) + 1);
        let known = if beside { self.known(day, items) } else { 0 };
        Unseen { too_many, known, is_all: known == 0 }
    }

    /// The same of the sequence of a route that has a step of the order already.
    pub(super) fn unseen_by_half(&mut self, day: DayIdx, items: &[StopIdx]) -> Unseen {
        let too_many = self.too_many(day, count_orders(self.problem, items));
        // The route may be one that the order must not go on.
        Unseen { too_many, known: self.known(day, items), is_all: false }
    }

    fn known(&mut self, day: DayIdx, items: &[StopIdx]) -> i64 {
        self.note(day);
        self.noted.already.at_most(day, items)
    }

    /// What is too much on a day wherever one more order goes there.
    pub(super) fn overfull(&self, task: TaskIdx, day: DayIdx, base: &[StopIdx]) -> Option<Breach> {
        let above = self.too_many(day, count_orders(self.problem, base) + 1);
        if above > 0 {
            return Some(too_many_orders(above));
        }
        let vehicle = &self.problem.days[day as usize];
        let own: Vec<StopIdx> = self.problem.tasks[task as usize].stops().collect();
        let loads = overloaded(self.problem, vehicle, &own, base);
        let before = load_profile(self.problem, vehicle, base);
        (loads.excess > 0 && before.excess == 0).then_some(Breach {
            code: ReasonCode::Vehicle(VehicleViolation::Ld),
            by: Some(loads.excess),
            item: None,
            load_key: loads.excess_key,
        })
    }

    /// How bad a sequence is at least, by a rough look and, where that leaves it less bad than `most`, a
    /// closer one; and whether it is just that.
    pub(super) fn bound(
        &mut self,
        day: DayIdx,
        rough: &Rough,
        items: &[StopIdx],
        unseen: Unseen,
        most: i64,
    ) -> (i64, bool) {
        let vehicle = &self.problem.days[day as usize];
        let at_least = rough.sum().saturating_add(unseen.beside());
        let is_plain = unseen.is_all
            && !rough.unreachable
            && rough.loads.shortage == 0
            && self.problem.elastic.is_none()
            && vehicle.kept.is_nothing();
        if at_least >= most || self.problem.elastic.is_some() || rough.is_exact {
            return (at_least, is_plain && rough.is_exact);
        }
        self.noted.work += CLOSE_LOOK;
        let rest = at_least - rough.late - rough.after_end - rough.too_long;
        let exact = &mut self.noted.exact;
        let most = most.saturating_sub(rest);
        let (timed, is_exact) = exact.least_late(self.problem, vehicle, items, most);
        (rest.saturating_add(timed), is_plain && is_exact)
    }

    /// How many orders too many those are for a day.
    fn too_many(&self, day: DayIdx, orders: i64) -> i64 {
        orders.saturating_sub(self.problem.days[day as usize].max_orders).max(0)
    }

    /// What a sequence breaks whatever the departure and the breaks, by a rough look.
    pub(super) fn surely(&mut self, day: DayIdx, items: &[StopIdx]) -> Vec<Breach> {
        let vehicle = &self.problem.days[day as usize];
        let rough = self.noted.rough.rough(self.problem, vehicle, items);
        let mut found = sure_breaches(&rough);
        let above = self.too_many(day, count_orders(self.problem, items));
        if above > 0 {
            found.push(too_many_orders(above));
        }
        found
    }

    /// Evaluates what the plan has on a day, once.
    fn note(&mut self, day: DayIdx) {
        let planned = self.plan.get(&day).map(Vec::as_slice).unwrap_or_default();
        if !planned.is_empty() && !self.noted.all_known && self.noted.known.insert(day) {
            let broken = self.exactly(day, planned);
            self.noted.already.note(day, planned, &broken);
        }
    }

    fn exactly(&mut self, day: DayIdx, items: &[StopIdx]) -> Vec<Breach> {
        let vehicle = &self.problem.days[day as usize];
        self.noted.work += EVALUATION;
        let evaluation = self.noted.exact.evaluate(self.problem, vehicle, items);
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
}

/// How bad it is to break all that: seconds, metres, hundredths of load and orders count the same.
pub(super) fn severity(breaches: &[Breach]) -> i64 {
    let by = breaches.iter().map(|breach| breach.by.unwrap_or(UNMEASURED));
    by.fold(0, i64::saturating_add)
}

/// Of each code the breach that is worst, as relieving that relieves the others; legs that cannot be
/// driven first, as they cannot be relieved.
pub(super) fn worst(breaches: &[Breach]) -> Vec<Breach> {
    let mut found: Vec<Breach> = Vec::new();
    for breach in breaches {
        let same = |own: &&mut Breach| {
            own.code == breach.code && is_late_break(own) == is_late_break(breach)
        };
        match found.iter_mut().find(same) {
            Some(own) if own.by < breach.by => *own = *breach,
            Some(_) => {}
            None => found.push(*breach),
        }
    }
    let unreachable = ReasonCode::Other(OtherReason::Unr);
    if let Some(at) = found.iter().position(|own| own.code == unreachable) {
        found[..=at].rotate_right(1);
    }
    found
}

const fn too_many_orders(by: i64) -> Breach {
    let code = ReasonCode::Vehicle(VehicleViolation::Or);
    Breach { code, by: Some(by), item: None, load_key: None }
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
    let late = |(item, by): (usize, i64)| {
        let by = rough.is_exact.then_some(by);
        Breach { item: Some(item), ..breach(window, by) }
    };
    let found = [
        load.map(|own| Breach { load_key: rough.loads.excess_key, ..own }),
        vehicle(Twe, rough.after_end, rough.is_exact),
        vehicle(Dt, rough.driving, true),
        vehicle(Wt, rough.too_long, rough.is_exact),
        vehicle(Ml, rough.distance, true),
        rough.unreachable.then_some(breach(OtherReason::Unr.into(), None)),
        rough.latest.map(late),
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
