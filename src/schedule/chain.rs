//! What of a sequence does not depend on time: drives, parking, service, windows, and the part of
//! the cost that follows from them (SEMANTICS 1.3–1.5, 2.4, 2.5, 2.8).

use crate::problem::{LocIdx, NOWHERE, Problem, StopIdx, VehicleDay};
use crate::units::{Money, Mt, Sec};

/// In a sequence: the vehicle returns to its departure depot to load and unload (SEMANTICS 2.10).
pub const RELOAD: StopIdx = StopIdx::MAX;

/// One stop or reload of a chain.
#[derive(Clone, Copy, Debug, Default)]
pub struct Visit {
    /// The stop, or [`RELOAD`].
    pub item: StopIdx,
    /// Where it is.
    pub place: LocIdx,
    /// Seconds of the drive to it, region entries included; 0 if unreachable.
    pub drive: Sec,
    /// Metres of that drive.
    pub distance: Mt,
    /// False: it cannot be driven to from the visit before.
    pub reachable: bool,
    /// Other than the place before.
    pub new_place: bool,
    /// Seconds of parking, checking in included.
    pub parking: Sec,
    /// Seconds of service, depot set-up included.
    pub service: Sec,
    /// Seconds from the start of service to what the end of a window binds.
    pub lead: Sec,
    /// No service before it: a stop that it waits for has not ended; 0 = it waits for none.
    pub earliest: Sec,
}

/// A sequence on a day, in visits. Reused by the search: [`Chain::fill`] allocates nothing once
/// its buffer has grown.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    /// In order.
    pub visits: Vec<Visit>,
    /// Seconds of the drive from the last visit to the arrival depot.
    pub home_drive: Sec,
    /// Metres of it.
    pub home_distance: Mt,
    /// False: the arrival depot cannot be driven to.
    pub home_reachable: bool,
    /// Σ drive.
    pub driving: Sec,
    /// Σ distance.
    pub distance: Mt,
    /// Σ service, set-up included, with preparation, close-out and parking.
    pub working: Sec,
    /// New places, depots excluded.
    pub places: i64,
    /// Hundredths of set-ups.
    pub setup_cost: i64,
    /// Hundredths of region entries.
    pub enter_cost: i64,
    /// Every leg can be driven.
    pub reachable: bool,
    /// Nothing arrives before it (SEMANTICS 6.2); 0 of a route that is not in progress.
    pub not_before: Sec,
}

impl Chain {
    /// The chain of a sequence.
    #[must_use]
    pub fn new(problem: &Problem, day: &VehicleDay, sequence: &[StopIdx]) -> Self {
        let mut chain = Self::default();
        chain.fill(problem, day, sequence);
        chain
    }

    /// Becomes the chain of another sequence.
    pub fn fill(&mut self, problem: &Problem, day: &VehicleDay, sequence: &[StopIdx]) {
        self.clear(day);
        let mut before = day.departure_place;
        for item in sequence {
            let visit = self.visit(problem, day, *item, before);
            before = Some(visit.place);
            self.visits.push(visit);
        }
        self.drive_home(problem, day, before);
    }

    /// The same but for what costs are made of: visits that `last`, a chain of the same day, has after
    /// the same item, and not far from there, are not made again.
    pub(super) fn fill_like(
        &mut self,
        last: &Self,
        problem: &Problem,
        day: &VehicleDay,
        sequence: &[StopIdx],
    ) {
        self.clear(day);
        let mut before = day.departure_place;
        let item_before = |at: usize| at.checked_sub(1).map(|at| last.visits[at].item);
        for (at, item) in sequence.iter().enumerate() {
            let own = at.checked_sub(1).map(|at| sequence[at]);
            let is_it = |at: &usize| last.visits[*at].item == *item && item_before(*at) == own;
            let known = (at.saturating_sub(2)..(at + 3).min(last.visits.len())).find(is_it);
            let visit = match known {
                Some(known) => {
                    let visit = last.visits[known];
                    self.add(&visit);
                    visit
                }
                None => self.visit(problem, day, *item, before),
            };
            before = Some(visit.place);
            self.visits.push(visit);
        }
        self.drive_home(problem, day, before);
    }

    fn clear(&mut self, day: &VehicleDay) {
        self.visits.clear();
        self.driving = 0;
        self.distance = 0;
        self.working = day.preparation + day.close_out;
        self.places = 0;
        self.setup_cost = 0;
        self.enter_cost = 0;
        self.reachable = true;
        self.not_before = 0;
    }

    fn add(&mut self, visit: &Visit) {
        self.reachable &= visit.reachable;
        self.driving += visit.drive;
        self.distance += visit.distance;
        self.working += visit.parking + visit.service;
    }

    /// A stop's service does not begin before that moment.
    pub(super) fn release(&mut self, stop: StopIdx, moment: Sec) {
        for visit in self.visits.iter_mut().filter(|visit| visit.item == stop) {
            visit.earliest = visit.earliest.max(moment);
        }
    }

    fn visit(
        &mut self,
        problem: &Problem,
        day: &VehicleDay,
        item: StopIdx,
        before: Option<LocIdx>,
    ) -> Visit {
        let is_first = self.visits.is_empty();
        let mut visit = Visit { item, reachable: true, ..Visit::default() };
        let depot = if item == RELOAD {
            visit.place = day.departure_place.unwrap_or(NOWHERE);
            day.departure_depot
        } else {
            let stop = &problem.stops[item as usize];
            visit.place = stop.place;
            visit.service = stop.service;
            stop.depot
        };
        visit.new_place = before != Some(visit.place) || visit.place == NOWHERE;
        let groups = &problem.groups;
        let is_charged = visit.new_place
            && before
                .is_none_or(|from| visit.place == NOWHERE || !groups.together(from, visit.place));
        if let Some(from) = before {
            // An open start has no drive (SEMANTICS 1.4), so nothing that could be unreachable.
            self.drive(problem, day, from, &mut visit);
        }
        match depot {
            None if is_charged && item != RELOAD => {
                visit.parking = day.parking + groups.check_in(visit.place);
                self.places += 1;
            }
            Some(depot) if is_charged && !is_first => {
                let depot = &problem.depots[depot as usize];
                visit.service += depot.setup_time;
                self.setup_cost += depot.setup_cost;
            }
            _ => {}
        }
        if item != RELOAD {
            visit.lead = problem.stops[item as usize].lead(visit.service);
        }
        self.add(&visit);
        visit
    }

    /// The drive to a visit; entering regions counts only towards order steps.
    fn drive(&mut self, problem: &Problem, day: &VehicleDay, from: LocIdx, visit: &mut Visit) {
        let Some(leg) = problem.leg(day, from, visit.place) else {
            visit.reachable = false;
            return;
        };
        visit.drive = i64::from(leg.sec);
        visit.distance = i64::from(leg.mt);
        if visit.item != RELOAD {
            let regions = &problem.regions;
            let entry = regions.enter(regions.set_of(from), regions.set_of(visit.place));
            visit.drive += i64::from(entry.sec);
            self.enter_cost += entry.cost;
        }
    }

    fn drive_home(&mut self, problem: &Problem, day: &VehicleDay, from: Option<LocIdx>) {
        self.home_drive = 0;
        self.home_distance = 0;
        self.home_reachable = true;
        if let (Some(from), Some(to)) = (from, day.arrival_place) {
            match problem.leg(day, from, to) {
                Some(leg) => {
                    self.home_drive = i64::from(leg.sec);
                    self.home_distance = i64::from(leg.mt);
                }
                None => self.home_reachable = false,
            }
        }
        self.reachable &= self.home_reachable;
        self.driving += self.home_drive;
        self.distance += self.home_distance;
    }

    /// What does not depend on the choice of departure and breaks.
    #[must_use]
    pub fn fixed_cost(&self, day: &VehicleDay) -> Money {
        let rates = &day.rates;
        rates.activation
            + rates.driving * self.driving
            + rates.service * self.working
            + rates.metre * self.distance
            + rates.per_stop * self.places
            + Money::hundredths(self.setup_cost + self.enter_cost)
    }
}
