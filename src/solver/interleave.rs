//! A task of any number of stops in a tour, its order kept: every way to interleave the two is
//! followed as long as time and loads can be kept, O(gapsⁿ) at worst. One stop, and two that only
//! exchange goods with each other, have shorter ways ([`Probe::best`]).

use super::hop::{Hop, hop};
use super::insertion::{Detour, Moments, Probe, Sink};
use super::place::Place;
use super::tour::{Opening, TOO_LATE, WIDTH, advance};
use crate::problem::{LocIdx, StopIdx, Task};
use crate::rng::Rng;
use crate::schedule::load_profile;
use crate::units::Money;

/// What has been placed so far.
struct Walk<'w, S> {
    task: &'w Task,
    gaps: Vec<usize>,
    /// By load key: on board between the task's stops.
    on_board: Vec<i64>,
    rng: &'w mut Rng,
    work: &'w mut u64,
    sink: &'w mut S,
}

/// Having left what is before a gap, or a stop put into it.
#[derive(Clone, Copy)]
struct Here {
    gap: usize,
    from: Option<LocIdx>,
    is_start: bool,
    moments: Moments,
    /// What the way here adds to the tour's.
    cost: Money,
    drive: i64,
    distance: i64,
}

impl Here {
    fn after(self, hop: Hop, from: LocIdx, moments: Moments) -> Self {
        Self {
            from: Some(from),
            is_start: false,
            moments,
            cost: self.cost + hop.cost,
            drive: self.drive + i64::from(hop.drive),
            distance: self.distance + i64::from(hop.distance),
            ..self
        }
    }

    /// The hop of the tour that is not driven any more.
    fn instead_of(mut self, old: Hop) -> Self {
        self.cost -= old.cost;
        self.drive -= i64::from(old.drive);
        self.distance -= i64::from(old.distance);
        self
    }
}

impl Probe<'_> {
    pub(super) fn interleave<S: Sink>(
        &self,
        task: &Task,
        rng: &mut Rng,
        work: &mut u64,
        sink: &mut S,
    ) {
        let start = Here {
            gap: 0,
            from: self.day.departure_place,
            is_start: true,
            moments: self.ready(0),
            cost: Money::ZERO,
            drive: 0,
            distance: 0,
        };
        let on_board = vec![0; self.day.capacities.len()];
        let gaps = vec![0; task.count as usize];
        self.place_from(&mut Walk { task, gaps, on_board, rng, work, sink }, 0, start);
    }

    /// The stop number `at` and those after it go here or later.
    fn place_from<S: Sink>(&self, walk: &mut Walk<'_, S>, at: usize, mut here: Here) {
        let Some(stop) = walk.task.stops().nth(at) else { return };
        loop {
            *walk.work += 1;
            let skips = at == 0 && self.blinks(walk.rng);
            if let Some(there) = self.put(stop, here).filter(|_| !skips) {
                walk.gaps[at] = here.gap;
                if at + 1 == walk.gaps.len() {
                    self.end(walk, there);
                } else {
                    self.exchange(&mut walk.on_board, stop, 1);
                    if self.holds(&walk.on_board, here.gap) {
                        self.place_from(walk, at + 1, there);
                    }
                    self.exchange(&mut walk.on_board, stop, -1);
                }
            }
            match self.pass(here) {
                Some(next) if self.holds(&walk.on_board, next.gap) => here = next,
                _ => return,
            }
        }
    }

    /// Serves a stop of the task.
    fn put(&self, stop: StopIdx, here: Here) -> Option<Here> {
        let into = hop(self.problem, self.day, here.from, stop, here.is_start)?;
        let moments = self.serve(stop, here.moments, into);
        if moments.iter().all(|moment| *moment >= TOO_LATE) {
            return None;
        }
        let mut there = here.after(into, self.place(stop), moments);
        there.cost += self.day.rates.service * self.problem.stops[stop as usize].service;
        Some(there)
    }

    /// Goes on to the next item of the tour; `None` at its end, or where the rest is late.
    fn pass(&self, here: Here) -> Option<Here> {
        let item = *self.tour.items.get(here.gap)?;
        let own = hop(self.problem, self.day, here.from, item, here.is_start)?;
        if !self.on_time(&here.moments, own, here.gap) {
            return None;
        }
        let mut moments = [TOO_LATE; WIDTH];
        let width = self.tour.width;
        let opening = Opening::of(self.problem, self.day, item, own.service);
        let (from, to) = (&here.moments[..width], &mut moments[..width]);
        advance(from, to, own, opening, &self.day.rest().breaks);
        let next = here.after(own, self.place(item), moments);
        Some(Here { gap: here.gap + 1, ..next.instead_of(self.tour.hops[here.gap]) })
    }

    /// All stops are placed: the way back into the tour.
    fn end<S: Sink>(&self, walk: &mut Walk<'_, S>, there: Here) {
        let (gap, last) = (there.gap, walk.task.last());
        let Some(out) = self.hop_out(last, gap) else { return };
        let whole = there.after(out, self.place(last), there.moments);
        let whole = whole.instead_of(self.tour.hops[gap]);
        let Here { cost, drive, distance, .. } = whole;
        let detour = Detour { into: Hop::default(), out, cost, drive, distance };
        let fits = walk.sink.wants(cost)
            && self.limits_fit(detour)
            && self.on_time(&there.moments, out, gap);
        let place = Place::new(cost, &walk.gaps, self.tour.gaps()).filter(|_| fits);
        if let Some(place) = place.filter(|_| self.goods_fit(walk.task, &walk.gaps)) {
            walk.sink.take(place);
        }
    }

    fn exchange(&self, on_board: &mut [i64], stop: StopIdx, sign: i64) {
        for (load, goods) in on_board.iter_mut().zip(self.problem.goods_of(stop)) {
            *load += sign * goods.between;
        }
    }

    /// Whether what is on board between the stops fits on the leg of a gap.
    fn holds(&self, on_board: &[i64], gap: usize) -> bool {
        let gaps = self.tour.gaps();
        let limits = self.day.capacities.iter().zip(on_board).enumerate();
        limits.into_iter().all(|(key, (capacity, load))| {
            *load == 0 || self.tour.on_leg[key * gaps + gap] <= capacity - load
        })
    }

    /// Whether goods from and to the depot fit, too.
    fn goods_fit(&self, task: &Task, gaps: &[usize]) -> bool {
        if task.stays_between {
            return true;
        }
        let mut items = Vec::with_capacity(self.tour.items.len() + gaps.len());
        super::place::weave(&self.tour.items, task, gaps, &mut items);
        load_profile(self.problem, self.day, &items).excess == 0
    }
}
