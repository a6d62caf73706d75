//! SEMANTICS 2.3 and 2.9: which departure, which breaks, and where.
//!
//! For one departure the best places follow by recursion over (breaks decided, place, time): what
//! lies behind such a state adds the same to every continuation, and E is that of the
//! continuation. Between departures every decision is a comparison of a time with a fixed number,
//! and every time is either fixed or moves with the departure. So while no comparison changes its
//! outcome, overrun and cost of each choice of places are linear in the departure, and the best
//! one lies at an end of such a piece: only those ends are tried. (`tests/native/oracle` compares
//! this with trying every departure and every choice of places.)

use super::journey::Journey;
use super::timeline::{self, Placed, Timeline};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What is minimised, in this order (2.3). `cost` holds what departure and breaks can change of the
/// exact cost, in hundredths of money × 3 600.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(crate) overrun: i64,
    pub(crate) cost: i128,
    pub(crate) departure: i64,
    pub(crate) end: i64,
    pub(crate) places: Vec<usize>,
}

impl Key {
    pub(crate) fn of(journey: &Journey, line: &Timeline) -> Self {
        Self {
            overrun: line.overrun,
            cost: variable_cost(journey, line.idle, line.pausing),
            departure: line.departure,
            end: line.end,
            places: line.breaks.iter().map(|(place, _)| *place).collect(),
        }
    }
}

fn variable_cost(journey: &Journey, idle: i64, pausing: i64) -> i128 {
    i128::from(idle) * i128::from(journey.settings.idle_time_cost)
        + i128::from(pausing) * i128::from(journey.settings.break_time_cost)
}

/// The timeline that SEMANTICS 2.3 asks for.
pub(crate) fn choose(journey: &Journey) -> Timeline {
    let (first, last) = departures(journey);
    let mut best: Option<(Key, Vec<Placed>)> = None;
    let mut departure = first;
    while departure <= last {
        let mut search = Search::new(journey, departure);
        let placed = search.best();
        let piece_end = search.cut.map_or(last, |cut| (departure + cut - 1).min(last));
        consider(journey, &mut best, departure, placed);
        if piece_end > departure {
            let placed = Search::new(journey, piece_end).best();
            consider(journey, &mut best, piece_end, placed);
        }
        departure = piece_end + 1;
    }
    let (key, placed) = best.unwrap_or_else(|| unreachable!("a working window is not empty"));
    timeline::simulate(journey, key.departure, &placed)
}

/// 2.3: the working window, or only its start.
pub(crate) fn departures(journey: &Journey) -> (i64, i64) {
    let (first, last) = journey.window;
    if journey.settings.flex_start_time { (first, last) } else { (first, first) }
}

fn consider(
    journey: &Journey,
    best: &mut Option<(Key, Vec<Placed>)>,
    departure: i64,
    placed: Vec<Placed>,
) {
    let key = Key::of(journey, &timeline::simulate(journey, departure, &placed));
    if best.as_ref().is_none_or(|(other, _)| key < *other) {
        *best = Some((key, placed));
    }
}

/// Best continuation from a state to the end of the route.
#[derive(Clone)]
struct Rest {
    overrun: i64,
    cost: i128,
    end: i64,
    /// The breaks taken, linked so that copies are cheap.
    placed: Option<Rc<Link>>,
}

struct Link {
    own: Placed,
    next: Option<Rc<Self>>,
}

/// A moment, and whether it moves with the departure.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Clock {
    now: i64,
    moves: bool,
}

struct Search<'j, 'a> {
    journey: &'j Journey<'a>,
    departure: i64,
    /// Breaks that can be due: those with D ≤ `endSec`.
    open: Vec<usize>,
    known: BTreeMap<(usize, usize, Clock), Rest>,
    /// By how much the departure may grow until some comparison changes: the smallest found.
    cut: Option<i64>,
}

impl<'j, 'a> Search<'j, 'a> {
    fn new(journey: &'j Journey<'a>, departure: i64) -> Self {
        let open = 0..journey.breaks.len();
        let open = open.filter(|index| departure <= journey.breaks[*index].end_sec).collect();
        let mut search = Self { journey, departure, open, known: BTreeMap::new(), cut: None };
        for rule in &journey.breaks {
            search.watch(Clock { now: departure, moves: true }, rule.end_sec);
        }
        search
    }

    fn best(&mut self) -> Vec<Placed> {
        let begin = Clock { now: self.departure + self.journey.preparation, moves: true };
        let mut link = self.rest(0, 0, begin).placed;
        let mut placed = Vec::new();
        while let Some(own) = link {
            placed.push(own.own);
            link = own.next.clone();
        }
        placed
    }

    /// Notes that the outcome of comparing `clock` with `threshold` may change where it passes it:
    /// both one second before and after count, whichever way the comparison is meant.
    fn watch(&mut self, clock: Clock, threshold: i64) {
        if clock.moves {
            for growth in [threshold - clock.now, threshold - clock.now + 1] {
                if growth > 0 && self.cut.is_none_or(|cut| growth < cut) {
                    self.cut = Some(growth);
                }
            }
        }
    }

    /// The best continuation of a vehicle that is free at `place`, with the breaks before
    /// `open[next]` decided. Breaks come in the order of their start: if one is not due because
    /// the route ends (E) by its start, no later one is.
    fn rest(&mut self, next: usize, place: usize, free: Clock) -> Rest {
        if let Some(rest) = self.known.get(&(next, place, free)) {
            return rest.clone();
        }
        let without = self.without_break(place, free);
        let rest = match self.open.get(next).copied() {
            Some(index) if without.end.now > self.journey.breaks[index].start_sec => {
                self.with_break(next, index, place, free)
            }
            _ => Rest {
                overrun: without.overrun,
                cost: without.cost,
                end: without.end.now,
                placed: None,
            },
        };
        if let Some(index) = self.open.get(next) {
            self.watch(without.end, self.journey.breaks[*index].start_sec);
        }
        self.known.insert((next, place, free), rest.clone());
        rest
    }

    /// Break `index` at `place` or any later one, whichever is best.
    fn with_break(&mut self, next: usize, index: usize, place: usize, free: Clock) -> Rest {
        let rule = self.journey.breaks[index];
        let mut best: Option<Rest> = None;
        let mut run = Run { free, overrun: 0, idle: 0 };
        for at in place..=2 * self.journey.visits.len() {
            if at > place {
                self.advance(&mut run, at - 1);
            }
            self.watch(run.free, rule.start_sec);
            self.watch(run.free, rule.end_sec);
            let opens = rule.start_sec.max(self.journey.not_before);
            let waits = run.free.now < opens;
            let start = run.free.now.max(opens);
            let after = Clock { now: start + rule.duration_sec, moves: run.free.moves && !waits };
            let rest = self.rest(next + 1, at, after);
            let idle = run.idle + start - run.free.now;
            let own = Placed { break_index: index, place: at };
            let candidate = Rest {
                overrun: run.overrun + (start - rule.end_sec).max(0) + rest.overrun,
                cost: variable_cost(self.journey, idle, rule.duration_sec) + rest.cost,
                end: rest.end,
                placed: Some(Rc::new(Link { own, next: rest.placed })),
            };
            // Places are tried from the earliest on, so an equal one later is not better.
            if best.as_ref().is_none_or(|best| compare(&candidate, best) == Ordering::Less) {
                best = Some(candidate);
            }
        }
        best.unwrap_or_else(|| unreachable!("there is always the last place"))
    }

    /// To the end of the route without any break.
    fn without_break(&mut self, place: usize, free: Clock) -> Ended {
        let mut run = Run { free, overrun: 0, idle: 0 };
        let last = self.journey.visits.len();
        for at in place..2 * last {
            self.advance(&mut run, at);
        }
        let home = run.free.now + self.journey.leg(last).sec;
        let waits = (self.journey.not_before - home).max(0);
        run.idle += waits;
        let now = home + waits + self.journey.close_out;
        let end = Clock { now, moves: run.free.moves && waits == 0 };
        self.watch(end, self.journey.window.1);
        let limit = self.journey.settings.max_working_time_sec;
        if limit > 0 && !end.moves {
            // The working time shrinks while the departure grows.
            let spent = Clock { now: limit, moves: true };
            self.watch(spent, end.now - self.departure);
        }
        Ended {
            overrun: run.overrun + timeline::end_overrun(self.journey, self.departure, end.now),
            cost: variable_cost(self.journey, run.idle, 0),
            end,
        }
    }

    /// From `place` to the next one: a drive with parking, or a service.
    fn advance(&mut self, run: &mut Run, place: usize) {
        let index = place / 2;
        let visit = &self.journey.visits[index];
        if place.is_multiple_of(2) {
            let parked = run.free.now + self.journey.leg(index).sec + visit.parking;
            run.free.now = parked.max(self.journey.not_before);
            run.free.moves &= run.free.now == parked;
            run.idle += run.free.now - parked;
            return;
        }
        for (first, last) in &visit.windows {
            self.watch(run.free, *first);
            self.watch(run.free, *last);
        }
        let (start, late) = timeline::service_start(visit, run.free.now);
        run.overrun += late;
        run.idle += start - run.free.now;
        run.free.moves &= start == run.free.now;
        run.free.now = start + visit.duration();
    }
}

struct Run {
    free: Clock,
    overrun: i64,
    idle: i64,
}

struct Ended {
    overrun: i64,
    cost: i128,
    end: Clock,
}

fn compare(one: &Rest, other: &Rest) -> Ordering {
    let key = |rest: &Rest| (rest.overrun, rest.cost, rest.end);
    key(one).cmp(&key(other))
}
