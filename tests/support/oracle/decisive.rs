//! What keeps an order out: what the least bad of all places for it breaks, by trying every one
//! literally. Seconds, metres, hundredths of load and orders count the same.

use super::journey::{Entry, Journey};
use super::left_out::{insertions, late_breaks};
use super::{codes, loads, timeline, timing};
use routewright::date::Date;
use routewright::model::{
    MissingCapacity, Order, OtherReason, Reason, ReasonCode, Rules, Snapshot, StepViolation,
    VehicleViolation,
};
use std::collections::BTreeMap;

/// How bad a leg is that cannot be driven: nothing that can be measured is worse.
const UNREACHABLE: i64 = i64::MAX / 64;

/// Longer than any day.
const LONG: i64 = 1 << 20;

/// What a sequence breaks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Harm {
    pub(crate) severity: i64,
    /// By how much; of windows by how much the latest service is late.
    by: BTreeMap<ReasonCode, i64>,
    /// Seconds that breaks begin too late.
    late_breaks: i64,
}

impl Harm {
    pub(crate) fn of(journey: &Journey, most: i64) -> Self {
        use VehicleViolation::{Dt, Ld, Ml, Nld, Or, Twe, Tws, Wt};
        let line = timing::choose(journey);
        let limits = journey.settings;
        let load = loads::excess(journey);
        let beyond = |value: i64, limit: i64| if limit > 0 { value - limit } else { 0 };
        let length = line.end - line.departure;
        let all = [
            (Ld, load.above),
            (Nld, load.below),
            (Tws, journey.window.0 - line.departure),
            (Twe, line.end - journey.window.1),
            (Dt, beyond(journey.driving(), limits.max_driving_time_sec)),
            (Wt, beyond(length, limits.max_working_time_sec)),
            (Ml, beyond(journey.distance(), limits.max_distance_mt)),
            (Or, beyond(codes::distinct_orders(journey), limits.max_orders)),
        ];
        let mut harm = Self { late_breaks: late_breaks(journey, &line), ..Self::default() };
        harm.severity = harm.late_breaks;
        for (code, by) in all.into_iter().filter(|(_, by)| *by > 0) {
            harm.add(ReasonCode::Vehicle(code), by);
        }
        for (visit, span) in journey.visits.iter().zip(&line.visits) {
            let late = timeline::service_start(visit, span.arrival).1 - most;
            if late > 0 {
                harm.add(ReasonCode::Step(StepViolation::Tw), late);
            }
        }
        if journey.legs.iter().any(Option::is_none) {
            harm.add(ReasonCode::Other(OtherReason::Unr), UNREACHABLE);
        }
        harm
    }

    fn add(&mut self, code: ReasonCode, by: i64) {
        self.severity = self.severity.saturating_add(by);
        let known = self.by.entry(code).or_insert(0);
        *known = by.max(*known);
    }

    /// Whether some reasons of one vehicle-date say just that.
    pub(crate) fn is_told_by(&self, reasons: &[&Reason]) -> bool {
        let says = |code: ReasonCode, by: i64| {
            let by = Some(by).filter(|by| *by < UNREACHABLE);
            reasons.iter().any(|own| own.code == code && own.by == by)
        };
        let late_breaks = self.late_breaks;
        self.by.iter().all(|(code, by)| says(*code, *by))
            && (late_breaks == 0 || says(ReasonCode::Step(StepViolation::Tw), late_breaks))
    }

    /// Whether a sequence keeps every rule once it is given so much more room, where services may be so
    /// late; `None` where room is not
    /// what it lacks.
    pub(crate) fn is_relieved(&self, journey: Journey, most: i64) -> Option<bool> {
        use VehicleViolation::{Dt, Ld, Ml, Nld, Or, Twe, Wt};
        let of_vehicle = |code| self.by.get(&ReasonCode::Vehicle(code)).copied().unwrap_or(0);
        let unreachable = ReasonCode::Other(OtherReason::Unr);
        if self.by.contains_key(&unreachable) || of_vehicle(Nld) > 0 || self.late_breaks > 0 {
            return None;
        }
        let mut limits = journey.settings.clone();
        if journey.rules.missing_capacity == MissingCapacity::Zero {
            for key in loads::keys(&journey) {
                limits.load_capacities.entry(key.to_owned()).or_insert(0);
            }
        }
        for capacity in limits.load_capacities.values_mut() {
            *capacity += of_vehicle(Ld);
        }
        limits.max_working_time_sec += of_vehicle(Wt);
        limits.max_driving_time_sec += of_vehicle(Dt);
        limits.max_distance_mt += of_vehicle(Ml);
        limits.max_orders += of_vehicle(Or);
        let mut journey = journey;
        journey.settings = &limits;
        journey.window.1 += of_vehicle(Twe);
        let late = self.by.get(&ReasonCode::Step(StepViolation::Tw)).copied().unwrap_or(0);
        let late = late + most.min(LONG);
        for visit in &mut journey.visits {
            if let Some(last) = visit.windows.iter_mut().max_by_key(|window| window.1) {
                last.1 += late;
            }
        }
        let line = timing::choose(&journey);
        Some(line.overrun == 0 && codes::of_load_and_length(&journey).is_empty())
    }
}

/// A vehicle-date and what it has.
pub(crate) struct Target<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) rules: &'a Rules,
    pub(crate) vehicle: &'a str,
    pub(crate) date: Date,
    /// Seconds that a service may be late.
    pub(crate) most: i64,
}

impl<'a> Target<'a> {
    /// What the least bad sequences with one more order break there; empty where the order must not
    /// go there.
    pub(crate) fn least(
        &self,
        sequence: &[Entry],
        id: &str,
        order: &Order,
    ) -> Vec<(Vec<Entry>, Harm)> {
        let mut least: Vec<(Vec<Entry>, Harm)> = Vec::new();
        for attempt in insertions(sequence, id, order) {
            let Some(journey) = self.journey(&attempt) else { continue };
            let visits = 0..journey.visits.len();
            let is_own =
                |visit: &usize| matches!(&attempt[*visit], Entry::Step(own, _) if own == id);
            if visits.filter(is_own).any(|visit| !codes::of_assignment(&journey, visit).is_empty())
            {
                return Vec::new();
            }
            let harm = Harm::of(&journey, self.most);
            if least.first().is_some_and(|(_, own)| harm.severity < own.severity) {
                least.clear();
            }
            if least.first().is_none_or(|(_, own)| harm.severity == own.severity) {
                least.push((attempt, harm));
            }
        }
        least
    }

    pub(crate) fn journey(&self, sequence: &[Entry]) -> Option<Journey<'a>> {
        Journey::new(self.snapshot, self.rules, self.vehicle, self.date, sequence).ok()
    }
}
