//! Trying an order left out on vehicle-dates, each where it does least harm.
//!
//! On every day a rough look at each place says how bad it is at least; the days of which that is least
//! are then tried exactly, and on them every place that may be less bad than the best so far. So
//! no place on any day is less bad than the first attempt, to the second, metre and unit.

use super::faults::{Faults, Noted, Unseen, severity};
use super::least_bad::{Wanted, least_bad, least_bad_place};
use super::tolerated::Tolerated;
use crate::check::Breach;
use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx};
use crate::schedule::{Ladder, load_profile};
use crate::solver::all_places;
use crate::sorted;
use std::rc::Rc;

/// Days that are told of.
const DAYS: usize = 3;
/// Items of sequences that rough looks take for all orders together where there is little time.
const EFFORT: usize = 500_000;

/// Items of sequences that a rough look takes in the time in which a search looks at a position.
const ITEMS: usize = 7;

/// How closely an order is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    /// By trying.
    Exact,
    /// What no departure and no break can mend.
    Rough,
    /// What the number of orders and the loads alone forbid.
    Brief,
}

/// Tries orders beside a plan.
pub(super) struct Trials<'p> {
    problem: &'p Problem,
    plan: &'p sorted::Map<DayIdx, Vec<StopIdx>>,
    faults: Faults<'p>,
    days: Days,
    ladders: Ladders,
}

/// By day, of what is planned.
type Ladders = Vec<Option<Rung>>;

/// A ladder, if there can be one.
type Rung = Option<Rc<Ladder>>;

/// What is kept from one order to the next, and from one call to the next.
pub(super) struct Memory {
    noted: Noted,
    days: Days,
    ladders: Ladders,
}

/// In which order days are tried.
struct Days {
    /// All, those with little work first.
    by_work: Vec<DayIdx>,
    /// By day: those of one kind differ in nothing but their vehicle.
    kinds: Vec<u32>,
    /// The share of [`EFFORT`] of one order.
    effort: usize,
}

/// What an attempt on one day breaks.
pub(super) struct Attempt {
    pub(super) day: DayIdx,
    pub(super) breaches: Vec<Breach>,
    /// How bad it is altogether.
    severity: i64,
}

/// What came of trying.
pub(super) struct Tried {
    /// The least bad first.
    pub(super) attempts: Vec<Attempt>,
    /// That no day can take the order is sure.
    pub(super) is_sure: bool,
}

/// The least bad place on a day by a rough look.
struct Candidate {
    /// No place on that day is less bad.
    at_least: i64,
    day: DayIdx,
    /// What the day has without the order.
    base: Vec<StopIdx>,
    /// Of that.
    ladder: Option<Rc<Ladder>>,
    items: Vec<StopIdx>,
    /// What the look does not see.
    unseen: Unseen,
}

impl<'p> Trials<'p> {
    /// For so many orders left out of a plan.
    pub(super) fn new(
        problem: &'p Problem,
        plan: &'p sorted::Map<DayIdx, Vec<StopIdx>>,
        orders: usize,
    ) -> Self {
        let mut work = vec![0; problem.days.len()];
        for (day, items) in plan {
            work[*day as usize] = items.len();
        }
        let mut by_work: Vec<DayIdx> = problem.days().map(|(day, _)| day).collect();
        sorted::by_key(&mut by_work, |day| work[*day as usize]);
        let days = Days {
            // Of one order it is not worth while to look which days are alike.
            kinds: if orders > 1 { problem.kinds() } else { (0..).take(by_work.len()).collect() },
            by_work,
            effort: EFFORT / orders.max(1),
        };
        Self::resume(problem, plan, Memory { noted: Noted::default(), days, ladders: Vec::new() })
    }

    /// Goes on where [`Trials::pause`] left off.
    pub(super) fn resume(
        problem: &'p Problem,
        plan: &'p sorted::Map<DayIdx, Vec<StopIdx>>,
        Memory { noted, days, ladders }: Memory,
    ) -> Self {
        Self { problem, plan, faults: Faults { problem, plan, noted }, days, ladders }
    }

    /// About how much work all trying was, as a search counts it.
    pub(super) fn work(&self) -> u64 {
        self.faults.noted.work
    }

    /// What to go on with.
    pub(super) fn pause(self) -> Memory {
        Memory { noted: self.faults.noted, days: self.days, ladders: self.ladders }
    }

    /// That is all that the plan breaks already: it is not looked for.
    pub(super) fn know(&mut self, already: &Tolerated) {
        self.faults.know(already);
    }

    /// The kind of a day: those of one kind differ in nothing but their vehicle.
    pub(super) fn kind(&self, day: DayIdx) -> u32 {
        self.days.kinds[day as usize]
    }

    /// The first day that could serve a task and nothing else; of each kind one is tried.
    pub(super) fn fitting_alone(&mut self, task: TaskIdx, open: &[DayIdx]) -> Option<DayIdx> {
        let mut tried = sorted::Set::new();
        let mut days = open.iter().copied();
        days.find(|day| tried.insert(self.kind(*day)) && self.fits_alone(task, *day))
    }

    /// Whether a day could serve a task and nothing else.
    fn fits_alone(&mut self, task: TaskIdx, day: DayIdx) -> bool {
        let vehicle = &self.problem.days[day as usize];
        let frozen = &vehicle.kept.frozen;
        let own = self.problem.tasks[task as usize].stops();
        let items: Vec<StopIdx> = frozen.iter().copied().chain(own).collect();
        vehicle.max_orders > 0
            && load_profile(self.problem, vehicle, &items).excess == 0
            && self.faults.noted.exact.price(self.problem, vehicle, &items).is_some()
    }

    /// What a task breaks on days where it does least harm: beside what is planned there, or alone.
    pub(super) fn of(
        &mut self,
        task: TaskIdx,
        open: &[DayIdx],
        beside: bool,
        depth: Depth,
    ) -> Tried {
        if depth == Depth::Brief {
            return self.in_brief(task, open);
        }
        let (mut found, is_whole) = self.candidates(task, open, beside, depth);
        sorted::by_key(&mut found, |own| (own.at_least, own.day));
        let mut attempts: Vec<Attempt> = Vec::new();
        let is_sure = is_whole && found.iter().all(|own| own.at_least > 0);
        for own in found {
            let is_full = attempts.len() == DAYS;
            let most = attempts.last().filter(|_| is_full).map_or(i64::MAX, |own| own.severity);
            if own.at_least >= most {
                break;
            }
            attempts.extend(match depth {
                Depth::Exact => self.exactly(task, &own, beside, most),
                _ => Some(self.roughly(&own, beside, attempts.is_empty())),
            });
            sorted::by_key(&mut attempts, |own| (own.severity, own.day));
            attempts.truncate(DAYS);
        }
        let is_tried = depth == Depth::Exact;
        let is_sure = is_sure || is_tried && attempts.first().is_some_and(|own| own.severity > 0);
        Tried { attempts, is_sure }
    }

    /// What one of some sequences of a day breaks that breaks least.
    pub(super) fn least(&mut self, day: DayIdx, sequences: &[Vec<StopIdx>]) -> Option<Vec<Breach>> {
        let vehicle = &self.problem.days[day as usize];
        let (problem, mut all) = (self.problem, sequences.iter().cloned());
        let (rough, wanted) = (&mut self.faults.noted.rough, Wanted::default());
        let (at_least, items) = least_bad(rough, problem, vehicle, &mut all, &wanted)?;
        let base = self.plan.get(&day).cloned().unwrap_or_default();
        let unseen = self.faults.unseen_by_half(day, &base);
        let own = Candidate { at_least, day, base, ladder: None, items, unseen };
        let mut all = sequences.iter().cloned();
        let found = self.search(&own, true, i64::MAX, &mut all, &wanted);
        found.map(|own| own.breaches)
    }

    /// Of each day the place that is least bad by a rough look; false where not every place of every
    /// day was looked at.
    fn candidates(
        &mut self,
        task: TaskIdx,
        open: &[DayIdx],
        beside: bool,
        depth: Depth,
    ) -> (Vec<Candidate>, bool) {
        let mut effort = if depth == Depth::Exact { usize::MAX } else { self.days.effort };
        let (share, mut is_whole) = (effort, true);
        let mut found: Vec<Candidate> = Vec::new();
        for day in self.to_try(open, beside) {
            let base = self.base(task, day, beside);
            let (stride, looked_at) = self.stride(task, base.len(), share);
            is_whole &= stride == 1;
            if looked_at > effort && !found.is_empty() {
                return (found, false);
            }
            effort = effort.saturating_sub(looked_at);
            self.faults.noted.work += u64::try_from(looked_at / ITEMS).unwrap_or(0) + 1;
            let ladder = self.ladder(day, &base, beside);
            let (problem, vehicle) = (self.problem, &self.problem.days[day as usize]);
            let rough = &mut self.faults.noted.rough;
            let best =
                least_bad_place(rough, problem, vehicle, task, (&base, ladder.clone()), stride);
            let Some((at_least, items)) = best else { continue };
            let unseen = self.faults.unseen(day, &base, beside);
            // Of a route under way the look knows less than the evaluator.
            let at_least = match vehicle.kept.started {
                Some(_) => i64::MIN,
                None => at_least.saturating_add(unseen.beside()),
            };
            found.push(Candidate { at_least, day, base, ladder, items, unseen });
        }
        (found, is_whole)
    }

    /// Days in the order in which they are tried: of those without work one of each kind.
    fn to_try(&self, open: &[DayIdx], beside: bool) -> Vec<DayIdx> {
        let mut days = open.to_vec();
        if beside && open.len() > 1 {
            let mut is_open = vec![false; self.problem.days.len()];
            open.iter().for_each(|day| is_open[*day as usize] = true);
            days.clone_from(&self.days.by_work);
            days.retain(|day| is_open[*day as usize]);
        }
        let mut kinds = sorted::Set::new();
        days.retain(|day| {
            let is_idle = !beside || self.plan.get(day).is_none_or(Vec::is_empty);
            !is_idle || kinds.insert(self.kind(*day))
        });
        if !beside {
            let frozen = |day: &DayIdx| self.problem.days[*day as usize].kept.frozen.len();
            sorted::by_key(&mut days, frozen);
        }
        days
    }

    /// What a day has without the order: of one that is half assigned the whole is tried anew.
    fn base(&self, task: TaskIdx, day: DayIdx, beside: bool) -> Vec<StopIdx> {
        let frozen = &self.problem.days[day as usize].kept.frozen;
        let work = if beside { self.plan.get(&day) } else { Some(frozen) };
        let own = &self.problem.tasks[task as usize];
        let others = work.into_iter().flatten().copied();
        others.filter(|item| !own.stops().any(|stop| stop == *item)).collect()
    }

    /// The ladder of what a day has; kept where that is all of the plan, for the next order.
    fn ladder(&mut self, day: DayIdx, base: &[StopIdx], beside: bool) -> Option<Rc<Ladder>> {
        let (problem, vehicle) = (self.problem, &self.problem.days[day as usize]);
        let make = || Ladder::new(problem, vehicle, base).map(Rc::new);
        let planned = self.plan.get(&day).map_or(0, Vec::len);
        if beside && base.len() == planned {
            self.ladders.resize(problem.days.len(), None);
            self.ladders[day as usize].get_or_insert_with(make).clone()
        } else {
            make()
        }
    }

    /// What is broken for sure where a candidate is; of the `first` what trying just that shows.
    fn roughly(&mut self, own: &Candidate, beside: bool, first: bool) -> Attempt {
        let breaches = match first {
            true => self.faults.of(own.day, &own.items, beside),
            false => self.faults.surely(own.day, &own.items),
        };
        Attempt { day: own.day, breaches, severity: own.at_least }
    }

    /// The exactly least bad place on the day of a candidate, if it is less bad than `most`.
    fn exactly(
        &mut self,
        task: TaskIdx,
        own: &Candidate,
        beside: bool,
        most: i64,
    ) -> Option<Attempt> {
        let (problem, vehicle) = (self.problem, &self.problem.days[own.day as usize]);
        let rough = &mut self.faults.noted.rough;
        let base = (own.base.as_slice(), own.ladder.clone());
        let wanted = Wanted::new(rough, problem, vehicle, task, base);
        let look = |gaps: &[usize]| wanted.wants(gaps);
        let mut all = all_places(problem, vehicle, task, &own.base, 1, &look);
        self.search(own, beside, most, &mut all, &wanted)
    }

    /// The least bad of a candidate and some sequences of its day, if it is less bad than `most`.
    fn search(
        &mut self,
        own: &Candidate,
        beside: bool,
        mut most: i64,
        sequences: &mut dyn Iterator<Item = Vec<StopIdx>>,
        wanted: &Wanted<'_>,
    ) -> Option<Attempt> {
        let (problem, vehicle) = (self.problem, &self.problem.days[own.day as usize]);
        let is_bounded = vehicle.kept.started.is_none();
        let mut looks = std::mem::take(&mut self.faults.noted.rough);
        let mut best = None;
        let mut all = std::iter::once(own.items.clone()).chain(sequences);
        looks.rough_each(problem, vehicle, &mut all, &mut |rough, items| {
            let (at_least, is_exact) = match is_bounded {
                true => self.faults.bound(own.day, rough, &items, own.unseen, most),
                false => (i64::MIN, false),
            };
            if at_least < most && is_exact {
                most = at_least;
                best = Some((at_least, items, None));
            } else if at_least < most {
                let breaches = self.faults.of(own.day, &items, beside);
                let severity = severity(&breaches);
                if severity < most {
                    most = severity;
                    best = Some((severity, items, Some(breaches)));
                }
            }
            let worse =
                if is_bounded { most.saturating_sub(own.unseen.beside()) } else { i64::MAX };
            wanted.limit(worse);
            worse
        });
        self.faults.noted.rough = looks;
        let (severity, items, breaches) = best?;
        let breaches = breaches.unwrap_or_else(|| self.faults.of(own.day, &items, beside));
        debug_assert_eq!(severity, self::severity(&breaches), "a close look is exact");
        Some(Attempt { day: own.day, breaches, severity })
    }

    /// What the number of orders and the loads alone forbid, if that is so on every day.
    fn in_brief(&self, task: TaskIdx, open: &[DayIdx]) -> Tried {
        let mut attempts: Vec<Attempt> = Vec::new();
        for day in self.to_try(open, true) {
            let base = self.base(task, day, true);
            let Some(breach) = self.faults.overfull(task, day, &base) else {
                return Tried { attempts: Vec::new(), is_sure: false };
            };
            let breaches = vec![breach];
            attempts.push(Attempt { day, severity: severity(&breaches), breaches });
        }
        sorted::by_key(&mut attempts, |own| (own.severity, own.day));
        attempts.truncate(DAYS);
        Tried { is_sure: !attempts.is_empty(), attempts }
    }

    /// At which distance places on a tour of so many items are tried to stay within the effort, and
    /// how many items are looked at then.
    fn stride(&self, task: TaskIdx, items: usize, effort: usize) -> (usize, usize) {
        let looked_at = |stride: usize| {
            let gaps = items / stride + 1;
            let pairs = self.problem.tasks[task as usize].count > 1;
            let places = if pairs { gaps * (gaps + 1) / 2 } else { gaps };
            places * (items + 2)
        };
        let mut stride = 1;
        while stride <= items && looked_at(stride) > effort {
            stride *= 2;
        }
        (stride, looked_at(stride))
    }
}
