//! Departure and breaks of a sequence that no departure brings in time (SEMANTICS 2.3, 2.12): the
//! least overrun, then cost, D, E and the earliest places.
//!
//! Everything is piecewise linear in D, so that the best D is a breakpoint: a window or limit
//! minus the work before it (or, for the working time, an end that follows from a wait). All of
//! them are tried, with their neighbours. For one D, labels (moment, overrun) run along the spots;
//! a label that is neither earlier nor less late than another of as many breaks is dropped. Used
//! for plans as they stand; the search never comes here. O(breakpoints × spots × labels).

use super::chain::Chain;
use super::choose::Timing;
use super::opening::Opening;
use super::place::{Spot, TakenBreak};
use crate::problem::{Break, Problem, VehicleDay};
use crate::sorted;
use crate::units::{Money, Sec};

/// What is known of one D: overrun, cost of waiting and breaks, E.
type Key = (Sec, Money, Sec);

/// The best timing, late or not.
pub(super) fn least_overrun(problem: &Problem, day: &VehicleDay, chain: &Chain) -> Timing {
    let openings = chain.visits.iter().map(|visit| Opening::of(problem, day, visit)).collect();
    let mut search = Search { day, chain, openings, not_due: Vec::new() };
    search.not_due = day.breaks.iter().map(|given| search.latest_not_due(given.start)).collect();
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

impl Search<'_> {
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
        let mut moment = departure + self.day.preparation;
        let mut late = 0;
        for (visit, own) in self.chain.visits.iter().enumerate() {
            let arrival = moment + own.drive + own.parking;
            let opening = &self.openings[visit];
            late += opening.lateness(arrival);
            moment = opening.start(arrival) + own.service;
        }
        let end = moment + self.chain.home_drive + self.day.close_out;
        let breaks = &self.day.breaks[self.passed(departure)..];
        let due = breaks.iter().filter(|given| end > given.start).map(|given| given.duration);
        let work = self.chain.working + self.chain.driving;
        let end = end.max(departure + work + due.sum::<Sec>());
        let length = end - departure;
        let too_long = length.saturating_sub(self.day.max_working).max(0);
        let all: Sec = breaks.iter().map(|given| given.duration).sum();
        let idle = (length - work - all).max(0);
        (late + (end - self.day.window_end).max(0) + too_long, self.day.rates.idle * idle)
    }

    /// The spans of D that may be late by so little. Of departures that leave the same breaks behind,
    /// a later one is no less late for windows and the end of work, whatever places its breaks have.
    fn within(&self, overrun: Sec) -> Vec<(Sec, Sec)> {
        let last = self.day.latest_departure();
        let mut from = self.day.window_start.min(last);
        let ends = self.day.breaks.iter().map(|given| given.end).chain([last]);
        let mut spans = Vec::new();
        for to in ends.map(|end| end.min(last)) {
            let is_late = |departure| self.at(departure, &[], overrun, Sec::MAX).0 > overrun;
            if from <= to && !is_late(from) {
                let (mut within, mut beyond, mut step) = (from, to + 1, 1);
                while within + 1 < beyond {
                    let next = within + ((beyond - within) / 2).min(step);
                    *(if is_late(next) { &mut beyond } else { &mut within }) = next;
                    step *= 2;
                }
                spans.push((from, within));
            }
            from = from.max(to + 1);
        }
        spans
    }

    /// The best of one D, with the first breaks taken at the `forced` spots. What is late by more
    /// than `most` is not followed; work for longer than `working` counts as late.
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

    /// All D at which the best may lie, within the working window; none that is late by more than
    /// `overrun`.
    fn departures(&self, overrun: Sec) -> Vec<Sec> {
        let spans = self.within(overrun);
        let mut found: Vec<Sec> = spans.iter().flat_map(|(from, to)| [*from, *to]).collect();
        let mut add = |departure: Sec| {
            let is_in = |near: &Sec| spans.iter().any(|(from, to)| (from..=to).contains(&near));
            found.extend([departure - 1, departure, departure + 1].into_iter().filter(is_in));
        };
        for given in &self.day.breaks {
            add(given.end);
        }
        let sums = self.break_sums();
        let work = self.work_to_spots();
        let total = work[self.spots() - 1] + self.chain.home_drive + self.day.close_out;
        for (spot, before) in work.iter().enumerate() {
            let (starts, ends) = self.events(spot);
            for sum in &sums {
                for moment in starts.iter().chain(&ends) {
                    add(moment - before - sum);
                }
                for moment in &starts {
                    add(moment + (total - before) + sum - self.day.max_working.min(Sec::MAX / 4));
                }
            }
        }
        for sum in &sums {
            add(self.day.window_end - total - sum);
            for given in &self.day.breaks {
                add(given.start - total - sum);
            }
        }
        sorted::plain(&mut found);
        found.dedup();
        found
    }

    /// Σ durations of every run of consecutive breaks, the empty one included.
    fn break_sums(&self) -> sorted::Set<Sec> {
        let mut sums = sorted::set([0]);
        for first in 0..self.day.breaks.len() {
            let mut sum = 0;
            for given in &self.day.breaks[first..] {
                sum += given.duration;
                sums.insert(sum);
            }
        }
        sums
    }

    /// Work from D to each spot, without waiting and breaks.
    fn work_to_spots(&self) -> Vec<Sec> {
        let mut work = vec![self.day.preparation];
        let mut sum = self.day.preparation;
        for visit in &self.chain.visits {
            work.push(sum + visit.drive + visit.parking);
            sum += visit.drive + visit.parking + visit.service;
            work.push(sum);
        }
        work
    }

    /// Moments at a spot at which something opens, and at which something closes.
    fn events(&self, spot: Spot) -> (Vec<Sec>, Vec<Sec>) {
        let mut starts: Vec<Sec> = self.day.breaks.iter().map(|given| given.start).collect();
        let mut ends: Vec<Sec> = self.day.breaks.iter().map(|given| given.end).collect();
        if !spot.is_multiple_of(2) {
            let opening = &self.openings[spot / 2];
            starts.extend(opening.windows.iter().map(|window| window.start));
            starts.extend((opening.earliest > 0).then_some(opening.earliest));
            ends.extend(opening.windows.iter().map(|window| window.end - opening.lead));
        }
        (starts, ends)
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
