//! The departures at which the best timing of a late sequence may lie: breakpoints, of those that
//! are not too late anyway.

use super::Search;
use crate::schedule::place::Spot;
use crate::sorted;
use crate::units::Sec;

impl Search<'_> {
    /// All D at which the best may lie, within the working window; none that is late by more than
    /// `overrun`.
    pub(super) fn departures(&self, overrun: Sec) -> Vec<Sec> {
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
}
