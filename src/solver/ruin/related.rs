//! Related removal (Shaw, "Using constraint programming and local search methods to solve vehicle
//! routing problems", CP 1998; Ropke and Pisinger, "An adaptive large neighborhood search heuristic
//! for the pickup and delivery problem with time windows", Transportation Science 40(4), 2006):
//! what is near, served at about the same time and about as large can change places, so such tasks
//! leave together. Again and again one of those that are to leave is taken at random, and of its
//! neighbours one of the most related to it. Parameters as published: nearness counts 9, the moment
//! of service 3, the load 2, each as a part of the greatest difference; determinism 6. Only the
//! nearest are asked, not all tasks, so that a round costs the same whatever the size; and nearness
//! is the place among them, so that waiting counts in it as it does in the lists of neighbours.

use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx};
use crate::rng::Rng;
use crate::solver::construct::Places;
use crate::solver::neighbours::Neighbours;
use crate::solver::state::{NO_DAY, State};

/// Neighbours that are asked per task that is to leave.
const NEAR: usize = 40;
/// What nearness, the moment of service and the load count.
const SHARES: [i64; 3] = [9, 3, 2];
/// The greatest difference.
pub(super) const MOST: i64 = 1 << 16;

/// Removes up to so many tasks related to that of `seed`; they are absent afterwards.
pub(in crate::solver) fn remove(
    problem: &Problem,
    neighbours: &Neighbours,
    places: &Places,
    state: &mut State,
    seed: StopIdx,
    count: usize,
    rng: &mut Rng,
) {
    let mut group = Group::default();
    group.add(problem, places, state, problem.stops[seed as usize].task);
    let mut from = seed;
    for _ in 0..2 * count {
        if group.tasks.len() >= count {
            break;
        }
        group.ask(problem, neighbours, places, state, from);
        if let Some(task) = group.one_of_the_most_related(rng) {
            group.add(problem, places, state, task);
        }
        if let Some((task, _)) = group.tasks.get(rng.index(group.tasks.len())) {
            let own = &problem.tasks[*task as usize];
            from = own.first + rng.below(own.count);
        }
    }
    group.leave(problem, state);
}

/// Tasks that are to leave, with the days that they are on.
#[derive(Debug, Default)]
pub(super) struct Group {
    tasks: Vec<(TaskIdx, DayIdx)>,
    /// The neighbours asked last, and by how much they differ in each respect.
    asked: Vec<(TaskIdx, [i64; 3])>,
    /// The same neighbours with how much they differ in all, the more related the less.
    pub(super) ranked: Vec<(i64, TaskIdx)>,
}

impl Group {
    fn has(&self, task: TaskIdx) -> bool {
        self.tasks.iter().any(|(own, _)| *own == task)
    }

    /// Adds a task that is planned, may leave and is not there yet.
    fn add(&mut self, problem: &Problem, places: &Places, state: &State, task: TaskIdx) {
        let day = state.day_of[problem.tasks[task as usize].first as usize];
        let fits = day != NO_DAY && places.is_open(day) && state.may_leave(task);
        if fits && !self.has(task) {
            self.tasks.push((task, day));
        }
    }

    /// Ranks the neighbours of a stop that are planned and not to leave yet.
    pub(super) fn ask(
        &mut self,
        problem: &Problem,
        neighbours: &Neighbours,
        places: &Places,
        state: &State,
        from: StopIdx,
    ) {
        let own = problem.stops[from as usize].task;
        let (moment, size) = (moment(state, from), problem.tasks[own as usize].size);
        self.asked.clear();
        let mut most = [1; 3];
        for (place, near) in (0..).zip(neighbours.of(from)) {
            let task = problem.stops[*near as usize].task;
            let day = state.day_of[*near as usize];
            if day == NO_DAY || !places.is_open(day) || task == own || self.has(task) {
                continue;
            }
            let later = (self::moment(state, *near) - moment).abs();
            let larger = (problem.tasks[task as usize].size - size).abs();
            let found = [place, later, larger];
            most = std::array::from_fn(|at| most[at].max(found[at]));
            self.asked.push((task, found));
            if self.asked.len() >= NEAR {
                break;
            }
        }
        self.ranked.clear();
        self.ranked.extend(self.asked.iter().map(|(task, found)| {
            let of = |at: usize| SHARES[at] * (found[at] * MOST / most[at]);
            ((0..3).map(of).sum(), *task)
        }));
    }

    /// The one at place ⌊y⁶ · how many there are⌋ of the ranking, for a uniform y below 1.
    fn one_of_the_most_related(&mut self, rng: &mut Rng) -> Option<TaskIdx> {
        let y = u64::from(rng.next_u32());
        let square = (y * y) >> 32;
        let sixth = (((square * square) >> 32) * square) >> 32;
        let place = usize::try_from((sixth * self.ranked.len() as u64) >> 32).unwrap_or(0);
        (place < self.ranked.len()).then(|| self.ranked.select_nth_unstable(place).1.1)
    }

    /// Takes them off their tours; those of a tour whose rest would be infeasible stay.
    fn leave(mut self, problem: &Problem, state: &mut State) {
        let mut of_day: Vec<TaskIdx> = Vec::with_capacity(self.tasks.len());
        while let Some((_, day)) = self.tasks.last().copied() {
            of_day.clear();
            of_day.extend(self.tasks.iter().filter(|(_, own)| *own == day).map(|(task, _)| *task));
            self.tasks.retain(|(_, own)| *own != day);
            state.remove(problem, day, &of_day);
        }
    }
}

/// When the vehicle can leave a stop at the earliest; the beginning of time of one that is on no tour.
fn moment(state: &State, stop: StopIdx) -> i64 {
    let day = state.day_of[stop as usize];
    if day == NO_DAY {
        return 0;
    }
    let tour = &state.tours[day as usize];
    let gap = state.item_of[stop as usize] as usize + 1;
    i64::from(tour.ready[gap * tour.width])
}
