//! Departure and breaks of a sequence that no departure brings in time (SEMANTICS 2.3, 2.12): the
//! least overrun, then cost, D, E and the earliest places.
//!
//! Everything is piecewise linear in D, so that the best D is a breakpoint: a window or limit
//! minus the work before it (or, for the working time, an end that follows from a wait). All of
//! them are tried, with their neighbours. For one D, labels (moment, overrun) run along the spots;
//! a label that is neither earlier nor less late than another of as many breaks is dropped. Used
//! for plans as they stand; the search never comes here. O(breakpoints × spots × labels).

mod departures;

use super::chain::Chain;
use super::choose::Timing;
use super::opening::Opening;
use super::place::{Spot, TakenBreak};
use crate::problem::{Break, Problem, VehicleDay};
use crate::units::{Money, Sec};

/// What is known of one D: overrun, cost of waiting and breaks, E.
type Key = (Sec, Money, Sec);

/// The best timing, late or not.
pub(super) fn least_overrun(problem: &Problem, day: &VehicleDay, chain: &Chain) -> Timing {
    let search = Search::new(problem, day, chain);
    let first = day.window_start;
    let (overrun, cost, end) = search.at(first, &[], Sec::MAX, day.max_working);
    let mut best = (overrun, cost, first, end);
    // The latest first: of those that are late by as much they wait least.
    for departure in search.departures(overrun).into_iter().rev() {
        let (late, cost) = search.at_least(departure);
        if (late, cost, departure) > (best.0, best.1, best.2) {
            continue;
        }
        let (overrun, cost, end) = search.at(departure, &[], best.0, day.max_working);
        best = best.min((overrun, cost, departure, end));
    }
    let (overrun, cost, departure, end) = best;
    let breaks = search.earliest_places(departure, (overrun, cost, end));
    Timing { departure, end, breaks, overrun }
}

/// At least so many seconds is the overrun of any timing, and whether it is of the best one; where it
/// is more than `most`, only that it is more.
///
/// Of departures that leave the same breaks behind the first is least late for windows and the end of
/// work; too long is any of them by the work and the breaks that are due even for the first.
pub(super) fn least_late(
    problem: &Problem,
    day: &VehicleDay,
    chain: &Chain,
    most: Sec,
) -> (Sec, bool) {
    let search = Search::new(problem, day, chain);
    let last = day.latest_departure();
    let (mut least, mut is_exact) = (Sec::MAX, false);
    let mut from = day.window_start.min(last);
    for to in day.breaks.iter().map(|given| given.end).chain([last]) {
        if from <= to.min(last) {
            let too_long = search.too_long(from, search.end_at_least(from).1);
            let most = most.min(least);
            let (late, ..) = search.at(from, &[], most.saturating_sub(too_long), Sec::MAX);
            let late = late.saturating_add(too_long);
            if late < least {
                is_exact = late <= most && search.at(from, &[], late, day.max_working).0 == late;
                least = late;
            }
        }
        from = from.max(to.saturating_add(1));
    }
    (least, is_exact)
}

struct Search<'p> {
    day: &'p VehicleDay,
    chain: &'p Chain,
    /// By visit.
    openings: Vec<Opening<'p>>,
    /// By break and spot: the latest moment from which the route ends before the break.
    not_due: Vec<Vec<Sec>>,
}

/// How far a partial route has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Label {
    moment: Sec,
    overrun: Sec,
}

impl<'p> Search<'p> {
    #[inline(never)]
    fn new(problem: &'p Problem, day: &'p VehicleDay, chain: &'p Chain) -> Self {
        let openings = chain.visits.iter().map(|visit| Opening::of(problem, day, visit)).collect();
        let mut search = Self { day, chain, openings, not_due: Vec::new() };
        let starts = day.breaks.iter().map(|given| given.start);
        search.not_due = starts.map(|start| search.latest_not_due(start)).collect();
        search
    }

    fn spots(&self) -> usize {
        2 * self.chain.visits.len() + 1
    }

    /// How many breaks can no more start for that D.
    fn passed(&self, departure: Sec) -> usize {
        self.day.breaks.iter().take_while(|given| given.end < departure).count()
    }

    /// What no timing that leaves at D betters, late and cost of waiting: what comes of driving on
    /// without breaks, and of the work and all breaks that are due then. O(spots).
    fn at_least(&self, departure: Sec) -> (Sec, Money) {
        let (late, end) = self.end_at_least(departure);
        let length = end - departure;
        let too_long = length.saturating_sub(self.day.max_working).max(0);
        let breaks = &self.day.breaks[self.passed(departure)..];
        let all: Sec = breaks.iter().map(|given| given.duration).sum();
        let work = self.chain.working + self.chain.driving;
        let idle = (length - work - all).max(0);
        (late + (end - self.day.window_end).max(0) + too_long, self.day.rates.idle * idle)
    }

    /// Seconds that services are late at least when leaving at D, and the earliest end.
    #[inline(never)]
    fn end_at_least(&self, departure: Sec) -> (Sec, Sec) {
        let mut moment = departure + self.day.preparation;
        let mut late = 0;
        for (visit, own) in self.chain.visits.iter().enumerate() {
            let arrival = moment + own.drive + own.parking;
            let opening = &self.openings[visit];
            late += opening.lateness(arrival);
            moment = opening.start(arrival) + own.service;
        }
        let end = moment + self.chain.home_drive + self.day.close_out;
        let length = self.working_with(departure, end);
        (late, end.max(departure + length))
    }

    /// All work and the breaks that are due for a route from D that does not end before `end`.
    fn working_with(&self, departure: Sec, end: Sec) -> Sec {
        let breaks = &self.day.breaks[self.passed(departure)..];
        let due = breaks.iter().filter(|given| end > given.start).map(|given| given.duration);
        self.chain.working + self.chain.driving + due.sum::<Sec>()
    }

    /// Seconds of work and due breaks above the working time, for a route from D that does not end
    /// before `end`.
    fn too_long(&self, departure: Sec, end: Sec) -> Sec {
        self.working_with(departure, end).saturating_sub(self.day.max_working).max(0)
    }

    /// The best of one D, with the first breaks taken at the `forced` spots. What is late by more
    /// than `most` is not followed; work for longer than `working` counts as late.
    #[inline(never)]
    fn at(&self, departure: Sec, forced: &[Spot], most: Sec, working: Sec) -> Key {
        let passed = self.passed(departure);
        let (breaks, not_due) = (&self.day.breaks[passed..], &self.not_due[passed..]);
        let mut layers: Vec<Vec<Label>> = vec![Vec::new(); breaks.len() + 1];
        layers[0].push(Label { moment: departure + self.day.preparation, overrun: 0 });
        let (spots, mut next_layer) = (self.spots(), Vec::new());
        let mut spot = 0;
        while spot < spots {
            for (taken, next) in breaks.iter().enumerate() {
                if forced.get(taken).is_none_or(|forced| *forced == spot) {
                    let not_due = not_due[taken][spot];
                    take_due(&mut layers, taken, next, not_due, self.chain.not_before);
                }
            }
            if spot + 1 < spots {
                for layer in &mut layers {
                    self.move_all(spot, layer, &mut next_layer);
                    next_layer.retain(|label| label.overrun <= most);
                    std::mem::swap(layer, &mut next_layer);
                }
                if layers.iter().all(Vec::is_empty) {
                    break;
                }
            }
            spot += 1;
        }
        self.best_end((departure, working), breaks, &layers, forced.len())
    }

    /// All labels at the next spot.
    fn move_all(&self, spot: Spot, layer: &[Label], next: &mut Vec<Label>) {
        next.clear();
        let visit = &self.chain.visits[spot / 2];
        let opening = &self.openings[spot / 2];
        for Label { moment, overrun } in layer {
            let label = if spot.is_multiple_of(2) {
                let moment = moment + visit.drive + visit.parking;
                Label { moment: moment.max(self.chain.not_before), overrun: *overrun }
            } else {
                let overrun = overrun + opening.lateness(*moment);
                Label { moment: opening.start(*moment) + visit.service, overrun }
            };
            insert(next, label);
        }
    }

    fn best_end(
        &self,
        (departure, working): (Sec, Sec),
        breaks: &[Break],
        layers: &[Vec<Label>],
        forced: usize,
    ) -> Key {
        let work = self.chain.working + self.chain.driving;
        let mut best = (Sec::MAX, Money::ZERO, 0);
        let mut break_time = 0;
        for (taken, layer) in layers.iter().enumerate() {
            for label in layer.iter().filter(|_| taken >= forced) {
                let home = label.moment + self.chain.home_drive;
                let end = home.max(self.chain.not_before) + self.day.close_out;
                if breaks.get(taken).is_some_and(|next| end > next.start) {
                    continue;
                }
                let length = end - departure;
                let late =
                    (end - self.day.window_end).max(0) + length.saturating_sub(working).max(0);
                let idle = length - work - break_time;
                let rates = &self.day.rates;
                let cost = rates.idle * idle + rates.break_time * break_time;
                best = best.min((label.overrun + late, cost, end));
            }
            break_time += breaks.get(taken).map_or(0, |next| next.duration);
        }
        best
    }

    /// Per spot the latest moment from which the route, without further breaks, ends by `end`.
    fn latest_not_due(&self, end: Sec) -> Vec<Sec> {
        let not_before = self.chain.not_before;
        let home = end - self.day.close_out;
        let reached = |latest: Sec| if latest < not_before { Sec::MIN / 4 } else { latest };
        let mut latest = vec![reached(home) - self.chain.home_drive; self.spots()];
        for spot in (0..self.spots() - 1).rev() {
            let visit = &self.chain.visits[spot / 2];
            latest[spot] = if spot.is_multiple_of(2) {
                reached(latest[spot + 1]) - visit.drive - visit.parking
            } else {
                self.latest_arrival(spot / 2, latest[spot + 1] - visit.service)
            };
        }
        latest
    }

    /// The latest arrival whose service starts by `latest`, late ones at once.
    fn latest_arrival(&self, visit: usize, latest: Sec) -> Sec {
        let opening = &self.openings[visit];
        match opening.windows.last() {
            Some(last) if latest < last.start => opening.latest_arrival(latest),
            _ => Some(latest).filter(|latest| *latest >= opening.earliest),
        }
        .unwrap_or(Sec::MIN / 4)
    }

    /// Spot by spot the earliest place with which the best is still reached.
    fn earliest_places(&self, departure: Sec, best: Key) -> Vec<TakenBreak> {
        let breaks = &self.day.breaks[self.passed(departure)..];
        let mut spots: Vec<Spot> = Vec::new();
        'next: while spots.len() < breaks.len() {
            let from = spots.last().copied().unwrap_or(0);
            for spot in from..self.spots() {
                spots.push(spot);
                if self.at(departure, &spots, best.0, self.day.max_working) == best {
                    continue 'next;
                }
                spots.pop();
            }
            break;
        }
        spots
            .into_iter()
            .zip(breaks)
            .map(|(spot, given)| TakenBreak { spot, given: *given })
            .collect()
    }
}

/// Takes the next break at every label from which it is due.
fn take_due(layers: &mut [Vec<Label>], taken: usize, next: &Break, not_due: Sec, not_before: Sec) {
    let due: Vec<Label> = layers[taken]
        .iter()
        .filter(|label| label.moment > not_due)
        .map(|label| take(*label, next, not_before))
        .collect();
    due.into_iter().for_each(|label| insert(&mut layers[taken + 1], label));
}

/// After a break taken at this label.
fn take(label: Label, given: &Break, not_before: Sec) -> Label {
    let start = label.moment.max(given.start).max(not_before);
    Label { moment: start + given.duration, overrun: label.overrun + (start - given.end).max(0) }
}

/// Adds a label unless another is as early and as little late; drops those it makes needless.
fn insert(layer: &mut Vec<Label>, label: Label) {
    let covers = |one: &Label, two: &Label| one.moment <= two.moment && one.overrun <= two.overrun;
    if layer.iter().any(|other| covers(other, &label)) {
        return;
    }
    layer.retain(|other| !covers(&label, other));
    layer.push(label);
}
