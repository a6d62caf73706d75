//! The cheapest places of stops in tours, remembered as long as the tours stay as they are.

use super::Search;
use super::join::Cut;
use crate::problem::{DayIdx, LocIdx, StopIdx};
use crate::solver::plain::Rows;
use crate::units::Money;

/// How many places of a stop in a tour are known: without one item of the tour two of its gaps are
/// no more, and the cheapest of the others is among as many.
pub(super) const PLACES: usize = 3;
/// Tours per stop that are remembered.
const TOURS: usize = 4;
/// Dearer than any place.
const NOWHERE: Money = Money(i64::MAX / 4);

/// The cheapest gaps of a stop in a tour and what it adds there, the cheapest first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Top {
    /// Of the tour.
    version: u64,
    pub(super) places: [(Money, u32); PLACES],
}

/// See the module's head.
#[derive(Clone, Debug, Default)]
pub(super) struct Cheapest {
    /// `[stop × TOURS + version mod TOURS]`; filled when first asked.
    tops: Vec<Top>,
}

impl Search<'_> {
    /// The cheapest places of a stop in a day's tour, in time or not.
    pub(super) fn cheapest(&mut self, stop: StopIdx, day: DayIdx) -> Top {
        let version = self.tour(day).version;
        let count = self.problem.stops.len() * TOURS;
        if self.memory.cheapest.tops.len() < count {
            let none = Top { version: u64::MAX, places: [(NOWHERE, u32::MAX); PLACES] };
            self.memory.cheapest.tops.resize(count, none);
        }
        let slot = usize::try_from(version % TOURS as u64).unwrap_or(0);
        let at = stop as usize * TOURS + slot;
        let known = self.memory.cheapest.tops[at];
        if known.version == version {
            return known;
        }
        let mut top = Top { version, places: [(NOWHERE, u32::MAX); PLACES] };
        let here = self.problem.stops[stop as usize].place;
        let problem = self.problem;
        let rows = Rows::new(problem, self.vehicle(day), here);
        for (number, gap) in (0..).zip(0..self.tour(day).gaps()) {
            let into = Cut { day, gap };
            let added = match rows {
                Some(rows) => self.added_by(here, rows, into),
                None => self.added(stop, into),
            };
            let Some(cost) = added else { continue };
            let mut next = (cost, number);
            for place in &mut top.places {
                if next.0 < place.0 {
                    std::mem::swap(&mut next, place);
                }
            }
        }
        self.places.work += 1;
        self.memory.cheapest.tops[at] = top;
        top
    }

    /// As [`Search::added`], from the rows of legs of the stop's place.
    #[inline]
    fn added_by(&self, here: LocIdx, rows: Rows<'_>, cut: Cut) -> Option<Money> {
        let (tour, day) = (self.tour(cut.day), self.vehicle(cut.day));
        let (before, after) = (tour.places[cut.gap], tour.places[cut.gap + 1]);
        let (there, on) = (rows.from(before), rows.to(after));
        let is_stop = cut.gap < tour.items.len();
        (there.is_reachable() && on.is_reachable()).then(|| {
            let there = self.arc_of(day, there, (before, here), true);
            let on = self.arc_of(day, on, (here, after), is_stop);
            there.cost + on.cost - self.hop_cost(cut)
        })
    }

    /// What a stop in a gap adds by driving.
    pub(super) fn added(&self, stop: StopIdx, into: Cut) -> Option<Money> {
        let (tour, day) = (self.tour(into.day), self.vehicle(into.day));
        let here = self.problem.stops[stop as usize].place;
        let there = self.arc(day, tour.places[into.gap], here, true)?;
        let is_stop = into.gap < tour.items.len();
        let on = self.arc(day, here, tour.places[into.gap + 1], is_stop)?;
        Some(there.cost + on.cost - self.hop_cost(into))
    }
}
