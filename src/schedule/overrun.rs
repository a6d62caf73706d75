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
use super::place::{Spot, TakenBreak, move_on};
use crate::problem::{Break, Problem, VehicleDay};
use crate::sorted;
use crate::units::{Money, Sec};

/// What is known of one D: overrun, cost of waiting and breaks, E.
type Key = (Sec, Money, Sec);

/// The best timing, late or not.
pub(super) fn least_overrun(problem: &Problem, day: &VehicleDay, chain: &Chain) -> Timing {
    let mut search = Search { problem, day, chain, not_due: Vec::new() };
    search.not_due = day.breaks.iter().map(|given| search.latest_not_due(given.start)).collect();
    let mut best: Option<(Sec, Money, Sec, Sec)> = None;
    for departure in search.departures() {
        let most = best.map_or(Sec::MAX, |best| best.0);
        if search.at_least(departure) > most {
            continue;
        }
        let (overrun, cost, end) = search.at(departure, &[], most);
        let key = (overrun, cost, departure, end);
        if best.is_none_or(|best| key < best) {
            best = Some(key);
        }
    }
    let (overrun, cost, departure, end) = best.unwrap_or_default();
    let breaks = search.earliest_places(departure, (overrun, cost, end));
    Timing { departure, end, breaks, overrun }
}

struct Search<'p> {
    problem: &'p Problem,
    day: &'p VehicleDay,
    chain: &'p Chain,
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

    /// No timing that leaves at D is late by less: what comes of driving on without breaks, and of
    /// the work and all breaks that are due then. O(spots).
    fn at_least(&self, departure: Sec) -> Sec {
        let mut moment = departure + self.day.preparation;
        let mut late = 0;
        for (visit, own) in self.chain.visits.iter().enumerate() {
            let arrival = moment + own.drive + own.parking;
            let opening = self.opening(visit);
            late += opening.lateness(arrival);
            moment = opening.start(arrival) + own.service;
        }
        let end = moment + self.chain.home_drive + self.day.close_out;
        let breaks = &self.day.breaks[self.passed(departure)..];
        let due = breaks.iter().filter(|given| end > given.start).map(|given| given.duration);
        let work = self.chain.working + self.chain.driving;
        let end = end.max(departure + work + due.sum::<Sec>());
        let too_long = (end - departure).saturating_sub(self.day.max_working).max(0);
        late + (end - self.day.window_end).max(0) + too_long
    }

    /// The best of one D, with the first breaks taken at the `forced` spots. What is late by more
    /// than `most` is not followed.
    fn at(&self, departure: Sec, forced: &[Spot], most: Sec) -> Key {
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
            }
            spot += 1;
        }
        self.best_end(departure, breaks, &layers, forced.len())
    }

    /// All labels at the next spot.
    fn move_all(&self, spot: Spot, layer: &[Label], next: &mut Vec<Label>) {
        next.clear();
        for label in layer {
            let moment = move_on(self.problem, self.day, self.chain, spot, label.moment);
            let late = if spot.is_multiple_of(2) {
                0
            } else {
                self.opening(spot / 2).lateness(label.moment)
            };
            insert(next, Label { moment, overrun: label.overrun + late });
        }
    }

    fn opening(&self, visit: usize) -> Opening<'_> {
        Opening::of(self.problem, self.day, &self.chain.visits[visit])
    }

    fn best_end(
        &self,
        departure: Sec,
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
                let late = (end - self.day.window_end).max(0)
                    + length.saturating_sub(self.day.max_working).max(0);
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
        let opening = self.opening(visit);
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
                if self.at(departure, &spots, best.0) == best {
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

    /// All D at which the best may lie, within the working window.
    fn departures(&self) -> sorted::Set<Sec> {
        let (first, last) = (self.day.window_start, self.day.latest_departure());
        let mut found = sorted::set([first, last]);
        let mut add = |departure: Sec| {
            for near in [departure - 1, departure, departure + 1] {
                if (first..=last).contains(&near) {
                    found.insert(near);
                }
            }
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
            let opening = self.opening(spot / 2);
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
