//! The work of one day in the search: a contiguous sequence and what makes a move's check O(1).
//!
//! Time: per gap, and per number of breaks taken, the earliest moment at which the vehicle can
//! leave what is before it, and the latest at which it may be parked at what follows, all windows,
//! breaks and the working window kept. Loads: the most on board before and after each gap, within
//! the trip between two reloads. Exact but for the working time limit and the cost of waiting,
//! which only the evaluator knows; it prices every tour that is kept.

use super::Moment;
use super::hop::{Hop, hop, hop_home, narrow, place_of};
use crate::model::LatLng;
use crate::problem::{
    Break, LocIdx, NOWHERE, Problem, StopIdx, VehicleDay, Window, last_start, next_start,
};
use crate::schedule::{RELOAD, follow_load};
use crate::units::Money;

/// Most breaks of a day (documents: LIMITS), plus one.
pub(super) const WIDTH: usize = 4;
/// Not reachable in time.
pub(super) const TOO_LATE: Moment = Moment::MAX / 4;
/// The place before the first item of an open start and after the last of an open end.
pub(super) const OPEN: LocIdx = LocIdx::MAX - 1;
/// Nothing is early enough.
pub(super) const NEVER: Moment = Moment::MIN / 4;

/// See the module's head. Gap g is before item g; the last gap is before the end.
#[derive(Debug, Default)]
pub(super) struct Tour {
    /// Stops and reloads.
    pub(super) items: Vec<StopIdx>,
    /// Where the tour starts, the places of its items, where it ends ([`OPEN`] where that is open):
    /// gap g lies between entries g and g + 1.
    pub(super) places: Vec<LocIdx>,
    /// Every place can be driven to as far as is known, each is on its own, and no item is at a
    /// depot, so that a hop costs nothing but driving and parking.
    pub(super) is_plain: bool,
    /// Into the item of each gap; the last one goes to the end.
    pub(super) hops: Vec<Hop>,
    /// Another one for each sequence that a day's tour has had: [`State`](super::state::State) gives it.
    pub(super) version: u64,
    /// Exact cost with the search's penalties; 0 without items.
    pub(super) cost: Money,
    /// Seconds that services start after their last window; 0 where none may.
    pub(super) late: i64,
    /// By how much it is to be as large as others, where that is asked for.
    pub(super) work: i64,
    /// The middle of its places, where it is to keep together.
    pub(super) middle: Option<LatLng>,
    /// Σ drive in seconds.
    pub(super) driving: i64,
    /// Σ distance in metres.
    pub(super) distance: i64,
    /// Distinct tasks.
    pub(super) tasks: i64,
    /// Reloads, stops at depots and stops that cannot be driven to.
    pub(super) odd: i64,
    /// Entries per gap in `ready` and `latest`: one more than there are breaks.
    pub(super) width: usize,
    /// `[gap × width + breaks taken]`.
    pub(super) ready: Vec<Moment>,
    /// `[gap × width + breaks taken]`.
    pub(super) latest: Vec<Moment>,
    /// `[key × gaps + gap]`: most on board in the trip up to and on the leg of the gap.
    pub(super) most_before: Vec<i64>,
    /// `[key × gaps + gap]`: most on board in the trip from the leg of the gap on.
    pub(super) most_after: Vec<i64>,
    /// `[key × gaps + gap]`: on board on the leg of the gap.
    pub(super) on_leg: Vec<i64>,
    /// By key: the least of `most_before` and of `most_after`. What does not fit there fits nowhere.
    pub(super) least: Vec<[i64; 2]>,
    /// By gap: tasks with stops before it and behind it; empty where each task has one stop.
    pub(super) crossing: Vec<u32>,
}

impl Clone for Tour {
    fn clone(&self) -> Self {
        let mut copy = Self::default();
        copy.clone_from(self);
        copy
    }

    /// Into the buffers of another.
    fn clone_from(&mut self, other: &Self) {
        let Self { cost, late, driving, distance, tasks, odd, width, is_plain, .. } = *other;
        (self.work, self.middle, self.version) = (other.work, other.middle, other.version);
        self.items.clone_from(&other.items);
        self.places.clone_from(&other.places);
        self.hops.clone_from(&other.hops);
        self.ready.clone_from(&other.ready);
        self.latest.clone_from(&other.latest);
        self.most_before.clone_from(&other.most_before);
        self.most_after.clone_from(&other.most_after);
        self.on_leg.clone_from(&other.on_leg);
        self.least.clone_from(&other.least);
        self.crossing.clone_from(&other.crossing);
        (self.cost, self.late, self.driving, self.distance) = (cost, late, driving, distance);
        (self.tasks, self.odd, self.width, self.is_plain) = (tasks, odd, width, is_plain);
    }
}

impl Tour {
    /// How many gaps there are.
    #[inline]
    pub(super) const fn gaps(&self) -> usize {
        self.items.len() + 1
    }

    /// Whether some task has stops on both sides of a gap.
    #[inline]
    pub(super) fn is_crossed(&self, gap: usize) -> bool {
        self.crossing.get(gap).is_some_and(|tasks| *tasks > 0)
    }

    /// The place before a gap; `None` = an open start.
    #[inline]
    pub(super) fn place_before(
        &self,
        problem: &Problem,
        day: &VehicleDay,
        gap: usize,
    ) -> Option<LocIdx> {
        match gap.checked_sub(1) {
            Some(item) => Some(place_of(problem, day, self.items[item])),
            None => day.departure_place,
        }
    }

    /// Recomputes all but the cost. The items must be feasible, or nothing is promised.
    pub(super) fn refresh(&mut self, problem: &Problem, day: &VehicleDay) {
        let items = std::mem::take(&mut self.items);
        self.begin(day.rest());
        self.assign(problem, day, &items);
    }

    /// Becomes a tour without items, but for the loads.
    fn begin(&mut self, day: &VehicleDay) {
        self.items.clear();
        self.hops.clear();
        self.hops.push(Hop::default());
        (self.driving, self.distance, self.tasks, self.odd) = (0, 0, 0, 0);
        self.places.clear();
        self.places.push(day.departure_place.unwrap_or(OPEN));
        self.places.push(day.arrival_place.unwrap_or(OPEN));
        self.width = day.breaks.len() + 1;
        self.ready.clear();
        self.ready.resize(self.width, TOO_LATE);
        self.ready[0] = narrow((day.window_start + day.preparation).min(i64::from(TOO_LATE)));
        leave_after(&mut self.ready, day);
        relax(&mut self.ready, &day.breaks);
        let end_of = |taken: usize| match day.breaks.get(taken) {
            Some(next) => next.start.min(day.window_end),
            None => day.window_end,
        };
        self.crossing.clear();
        self.latest.clear();
        self.latest.extend((0..self.width).map(|taken| narrow(end_of(taken) - day.close_out)));
    }

    /// Takes another sequence and recomputes all but the cost where it differs from the one before.
    pub(super) fn assign(&mut self, problem: &Problem, day: &VehicleDay, items: &[StopIdx]) {
        let same = |(one, two): &(&StopIdx, &StopIdx)| one == two;
        let head = self.items.iter().zip(items).take_while(same).count();
        let rest = self.items[head..].iter().rev().zip(items[head..].iter().rev());
        let tail = rest.take_while(same).count();
        self.count(problem, (head, tail), -1);
        fit(&mut self.items, head, tail, items.len());
        self.items[head..items.len() - tail].copy_from_slice(&items[head..items.len() - tail]);
        fit(&mut self.places, head + 1, tail + 1, items.len() + 2);
        fit(&mut self.hops, head, tail, items.len() + 1);
        self.drive(problem, day, (head, tail));
        self.count(problem, (head, tail), 1);
        self.cross(problem, (head, tail));
        let ends = [self.places[0], self.places[items.len() + 1]];
        self.is_plain = self.odd == 0 && !ends.contains(&NOWHERE) && problem.groups.is_trivial();
        let started = day.kept.started(items);
        let done = started.map_or(0, |started| started.progress.executed.len());
        self.forward(problem, day.rest(), done, (head, tail));
        self.backward(problem, day.rest(), day.kept.frozen.len(), (head, tail));
        self.loads(problem, &started.map_or(Vec::new(), |own| own.progress.unserved()));
    }

    /// Adds or takes off what is summed over items and the hops into them, but for the first
    /// `head` items, and for the last `tail` items and the hops out of them.
    fn count(&mut self, problem: &Problem, (head, tail): (usize, usize), sign: i64) {
        for hop in &self.hops[head..self.gaps() - tail] {
            self.driving += sign * i64::from(hop.drive);
            self.distance += sign * i64::from(hop.distance);
        }
        for item in &self.items[head..self.items.len() - tail] {
            self.tasks += sign * i64::from(is_first_of_task(problem, *item));
            self.odd += sign * i64::from(is_odd(problem, *item));
        }
    }

    /// Which gaps lie within tasks, between what is kept at both ends.
    fn cross(&mut self, problem: &Problem, (head, tail): (usize, usize)) {
        if problem.stops.len() == problem.tasks.len() {
            return;
        }
        let count = self.items.len();
        self.crossing.resize(self.crossing.len().max(1), 0);
        fit(&mut self.crossing, head + 1, tail, count + 1);
        for gap in head..count - tail {
            let (item, before) = (self.items[gap], self.crossing[gap]);
            let task =
                problem.stops.get(item as usize).map(|stop| &problem.tasks[stop.task as usize]);
            let begins = task.is_some_and(|task| task.count > 1 && task.first == item);
            let ends = task.is_some_and(|task| task.count > 1 && task.last() == item);
            self.crossing[gap + 1] = (before + u32::from(begins)).saturating_sub(u32::from(ends));
        }
    }

    /// Places and hops between what is kept at both ends.
    fn drive(&mut self, problem: &Problem, day: &VehicleDay, (head, tail): (usize, usize)) {
        let count = self.items.len();
        let mut before = match self.places[head] {
            OPEN => None,
            place => Some(place),
        };
        for gap in head..(count + 1 - tail).min(count) {
            let item = self.items[gap];
            self.hops[gap] = hop(problem, day, before, item, gap == 0).unwrap_or_default();
            self.places[gap + 1] = place_of(problem, day, item);
            before = Some(self.places[gap + 1]);
        }
        if tail == 0 {
            // An unused vehicle drives nowhere.
            let from = before.filter(|_| count > 0);
            self.hops[count] = hop_home(problem, day, from).unwrap_or_default();
        }
    }

    /// From the first change on, until the moments are those of before. The first `done` items lie
    /// behind: the day begins after them.
    fn forward(
        &mut self,
        problem: &Problem,
        day: &VehicleDay,
        done: usize,
        (head, tail): (usize, usize),
    ) {
        let (width, count) = (self.width, self.items.len());
        fit(&mut self.ready, (head + 1) * width, tail * width, (count + 1) * width);
        let mut next = [TOO_LATE; WIDTH];
        for gap in head..count {
            let (item, step) = (self.items[gap], self.hops[gap]);
            let (past, to) = self.ready.split_at_mut((gap + 1) * width);
            let (from, to) = (&past[gap * width..], &mut to[..width]);
            if gap < done {
                next[..width].copy_from_slice(from);
            } else {
                let opening = Opening::of(problem, day, item, step.service);
                advance(from, &mut next[..width], step, opening, &day.breaks);
            }
            if gap >= count - tail && *to == next[..width] {
                return;
            }
            to.copy_from_slice(&next[..width]);
        }
    }

    /// From the last change back, until the moments are those of before. Nothing goes between the
    /// first `frozen` items.
    fn backward(
        &mut self,
        problem: &Problem,
        day: &VehicleDay,
        frozen: usize,
        (head, tail): (usize, usize),
    ) {
        let (width, count) = (self.width, self.items.len());
        // Where services may be late, what follows from when they are reached.
        let tail = if problem.elastic.is_some() { 0 } else { tail };
        fit(&mut self.latest, head * width, (tail + 1) * width, (count + 1) * width);
        let mut leave = [NEVER; WIDTH];
        for gap in (0..(count + 1 - tail).min(count)).rev() {
            let item = self.items[gap];
            let (own, after) = (self.hops[gap], self.hops[gap + 1]);
            let leave = &mut leave[..width];
            for (taken, moment) in leave.iter_mut().enumerate() {
                *moment = minus(self.latest[(gap + 1) * width + taken], after.travel);
            }
            relax_back(leave, &day.breaks);
            for moment in leave.iter_mut() {
                *moment = minus(*moment, own.service);
            }
            if problem.elastic.is_some() {
                self.arrive_no_later(problem, day, gap, leave);
            } else {
                let opening = Opening::of(problem, day, item, own.service);
                for moment in leave.iter_mut() {
                    *moment = opening.latest_arrival(*moment);
                }
            }
            relax_back(leave, &day.breaks);
            if gap < frozen {
                leave.fill(NEVER);
            }
            let here = &mut self.latest[gap * width..(gap + 1) * width];
            if gap < head && *here == *leave {
                return;
            }
            here.copy_from_slice(leave);
        }
    }

    /// Goods of the `unserved` items are not exchanged (SEMANTICS 6.3).
    fn loads(&mut self, problem: &Problem, unserved: &[usize]) {
        let (keys, gaps) = (problem.load_keys.len(), self.gaps());
        self.least.clear();
        for list in [&mut self.on_leg, &mut self.most_before, &mut self.most_after] {
            list.clear();
            list.resize(keys * gaps, 0);
        }
        for key in 0..keys {
            let at = key * gaps..(key + 1) * gaps;
            let on_leg = &mut self.on_leg[at.clone()];
            follow_load(problem, &self.items, unserved, key, |leg, load| on_leg[leg] = load);
            let starts_trip = |gap: usize| gap == 0 || self.items[gap - 1] == RELOAD;
            let mut most = i64::MIN;
            for (gap, load) in self.on_leg[at.clone()].iter().enumerate() {
                most = if starts_trip(gap) { *load } else { most.max(*load) };
                self.most_before[at.start + gap] = most;
            }
            most = i64::MIN;
            for (gap, load) in self.on_leg[at.clone()].iter().enumerate().rev() {
                let ends_trip = gap + 1 == gaps || starts_trip(gap + 1);
                most = if ends_trip { *load } else { most.max(*load) };
                self.most_after[at.start + gap] = most;
            }
            let least = |list: &[i64]| list[at.clone()].iter().min().copied().unwrap_or(0);
            self.least.push([least(&self.most_before), least(&self.most_after)]);
        }
    }
}

/// Gives a list another length, keeping its first `head` and its last `tail` entries.
fn fit<T: Copy + Default>(list: &mut Vec<T>, head: usize, tail: usize, len: usize) {
    debug_assert!(head + tail <= list.len().min(len), "what is kept does not overlap");
    let old = list.len();
    list.resize(old.max(len), T::default());
    list.copy_within(old - tail..old, len - tail);
    list.truncate(len);
}

/// Whether hops to and from an item may cost more than driving and parking.
#[inline]
fn is_odd(problem: &Problem, item: StopIdx) -> bool {
    let own = problem.stops.get(item as usize);
    own.is_none_or(|stop| stop.depot.is_some() || stop.place == NOWHERE)
}

/// True for the stop that stands for its task when tasks are counted.
#[inline]
fn is_first_of_task(problem: &Problem, item: StopIdx) -> bool {
    item != RELOAD && problem.tasks[problem.stops[item as usize].task as usize].first == item
}

/// When the service of an item may begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opening<'p> {
    windows: &'p [Window],
    /// Seconds from the start of service to what the end of a window binds.
    lead: i64,
}

impl<'p> Opening<'p> {
    /// Of an item of a tour whose service takes so long, as far as its windows may be missed; a
    /// reload has none.
    #[inline]
    pub(super) fn of(
        problem: &'p Problem,
        day: &'p VehicleDay,
        item: StopIdx,
        service: Moment,
    ) -> Self {
        if item == RELOAD {
            return Self { windows: &[], lead: 0 };
        }
        match day.kept.relaxed(item) {
            Some(windows) => Self { windows, lead: problem.lead(item, i64::from(service)) },
            None => {
                let windows = problem.stretched_windows_of(item, day);
                Self { windows, lead: problem.lead(item, i64::from(service)) }
            }
        }
    }

    /// The same as far as it is in time.
    pub(super) fn in_time(
        problem: &'p Problem,
        day: &'p VehicleDay,
        item: StopIdx,
        service: Moment,
    ) -> Self {
        let own = Self::of(problem, day, item, service);
        match problem.elastic {
            Some(_) if item != RELOAD && day.kept.relaxed(item).is_none() => {
                Self { windows: problem.windows_of(item, day), ..own }
            }
            _ => own,
        }
    }

    /// Of a stop that is on no tour: in time.
    #[inline]
    pub(super) fn of_stop(
        problem: &'p Problem,
        day: &VehicleDay,
        stop: StopIdx,
        service: Moment,
    ) -> Self {
        let lead = problem.lead(stop, i64::from(service));
        Self { windows: problem.windows_of(stop, day), lead }
    }

    /// Seconds by which a start is too late.
    pub(super) fn lateness(self, start: Moment) -> i64 {
        let last = self.windows.last();
        last.map_or(0, |last| (i64::from(start) + self.lead - last.end).max(0))
    }

    /// The earliest start in a window; [`TOO_LATE`] after the last.
    #[inline]
    pub(super) fn start(self, arrival: Moment) -> Moment {
        next_start(self.windows, i64::from(arrival), self.lead).map_or(TOO_LATE, narrow)
    }

    /// The latest arrival whose service starts by `latest`.
    #[inline]
    pub(super) fn latest_arrival(self, latest: Moment) -> Moment {
        if latest == NEVER {
            return NEVER;
        }
        last_start(self.windows, i64::from(latest), self.lead).map_or(NEVER, narrow)
    }
}

/// From the moments of leaving one item to those of leaving the next.
#[inline]
pub(super) fn advance(
    from: &[Moment],
    to: &mut [Moment],
    hop: Hop,
    opening: Opening<'_>,
    breaks: &[Break],
) {
    for (next, moment) in to.iter_mut().zip(from) {
        *next = (*moment + hop.travel).min(TOO_LATE);
    }
    relax(to, breaks);
    for moment in to.iter_mut() {
        *moment = (opening.start(*moment) + hop.service).min(TOO_LATE);
    }
    relax(to, breaks);
}

/// A break whose window has ended when work begins is not due (SEMANTICS 2.9): it counts as taken.
fn leave_after(moments: &mut [Moment], day: &VehicleDay) {
    for (taken, own) in day.breaks.iter().enumerate() {
        let departure = day.window_start.max(own.end + 1);
        if departure <= day.latest_departure() {
            moments[taken + 1] = moments[taken + 1].min(narrow(departure + day.preparation));
        }
    }
}

/// Any break may be taken here, after those before it.
#[inline]
fn relax(moments: &mut [Moment], breaks: &[Break]) {
    for (taken, next) in breaks.iter().enumerate() {
        let start = moments[taken].max(narrow(next.start));
        if start <= narrow(next.end) {
            moments[taken + 1] = moments[taken + 1].min(start + narrow(next.duration));
        }
    }
}

/// As [`relax`], backwards.
#[inline]
fn relax_back(latest: &mut [Moment], breaks: &[Break]) {
    for (taken, next) in breaks.iter().enumerate().rev() {
        let after = latest[taken + 1];
        if narrow(next.start + next.duration) <= after {
            let here = narrow(next.end).min(after - narrow(next.duration));
            latest[taken] = latest[taken].max(here);
        }
    }
}

/// `moment − seconds`, where [`NEVER`] stays.
#[inline]
const fn minus(moment: Moment, seconds: Moment) -> Moment {
    if moment == NEVER { NEVER } else { moment - seconds }
}
