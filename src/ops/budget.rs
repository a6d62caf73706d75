//! How long a search may take: time, iterations, work; what is reached first ends it.

use super::World;
use super::trials::Depth;
use crate::model::{SolveOptions, StoppedBy};
use crate::solver::Solver;

/// Rounds per order after which a search has converged, unless a limit of rounds or work is given,
/// and per ten orders of which each order needs as many again.
const ROUNDS_PER_ORDER: u64 = 5_000;
const ORDERS_OF_A_SHARE: u64 = 10;
/// Work between two looks at the clock.
const POLL_WORK: u64 = 3_000;
/// The same after the search.
const POLL_CLOSING: u64 = 10_000;
/// Work after which a clock that has not moved is taken for dead.
const DEAD_AFTER_WORK: u64 = 300_000;
/// Milliseconds of search from which its speed is known.
const MEASURABLE_MS: u64 = 10;
/// For trying what is left out everywhere at most one so many-th of the time is kept.
const CLOSING_SHARE: i64 = 3;
/// Used share of the budget, in 1/1 024, after which what comes after the search is rehearsed, where more
/// than one so many-th of the time is kept for it.
const REHEARSAL: usize = 256;
const WORTH_REHEARSING: i64 = 64;
/// Work after which a run that its caller has ended tries no more, so that he has its result soon;
/// after twice as much it looks for reasons less closely, and after three times as much hardly.
const ABORTED_WORK: u64 = 400_000;
/// Work per millisecond of budget where the clock is dead, or its speed is not known yet.
const WORK_PER_MS: u64 = 10_000;

/// The limits in force and the clock.
#[derive(Clone, Debug)]
pub(super) struct Budget {
    started: i64,
    elapsed: i64,
    polled_at_work: u64,
    /// Elapsed time and work when the search began.
    began: (i64, u64),
    /// Milliseconds kept for what comes after the search, and for telling the result alone.
    reserve: i64,
    telling: i64,
    /// The search has ended: what is kept for telling does not change any more.
    has_ended: bool,
    has_rehearsed: bool,
    /// Work done since it ended, and when the clock was read last.
    closed: u64,
    polled_at_closed: u64,
    pub(super) time_ms: Option<i64>,
    iterations: Option<u64>,
    work: Option<u64>,
    converged_after: u64,
}

impl Budget {
    /// The limits of `options` from the moment `started`; `default_ms` where there is none.
    pub(super) fn new(
        options: &SolveOptions,
        orders: usize,
        default_ms: i64,
        started: i64,
    ) -> Self {
        let unsigned = |limit: Option<i64>| limit.map(|limit| limit.unsigned_abs());
        let (iterations, work) = (unsigned(options.max_iterations), unsigned(options.max_work));
        let time_ms = options.time_budget_ms;
        let any = time_ms.is_some() || iterations.is_some() || work.is_some();
        let reproducible = iterations.is_some() || work.is_some();
        Self {
            started,
            elapsed: 0,
            polled_at_work: 0,
            began: (0, 0),
            reserve: 0,
            telling: 0,
            has_ended: false,
            has_rehearsed: false,
            closed: 0,
            polled_at_closed: 0,
            time_ms: if any { time_ms } else { Some(default_ms) },
            iterations,
            work,
            converged_after: if reproducible { u64::MAX } else { converged_after(orders) },
        }
    }

    /// Milliseconds since the start, as last read; never backwards.
    pub(super) const fn elapsed_ms(&self) -> i64 {
        self.elapsed
    }

    /// Reads the clock now.
    pub(super) fn poll(&mut self, solver: &Solver, world: &mut dyn World) {
        self.elapsed = self.elapsed.max(world.now_ms() - self.started);
        self.polled_at_work = solver.work();
        self.polled_at_closed = self.closed;
        if !self.has_ended {
            let (trying, telling) = solver.closing_work();
            // The speed of a first plan under way says little of what telling takes.
            let most = self.time_ms.unwrap_or(0) / CLOSING_SHARE;
            self.telling = self.time_of(solver, telling).min(most / 2);
            self.reserve = self.telling + self.time_of(solver, trying).min(most);
        }
    }

    /// The search has ended, and something of what comes after it is done.
    pub(super) fn close(&mut self, work: u64, solver: &Solver, world: &mut dyn World) {
        self.has_ended = true;
        self.closed = self.closed.saturating_add(work);
        if self.closed >= self.polled_at_closed + POLL_CLOSING {
            self.poll(solver, world);
        }
    }

    /// Whether it is time to rehearse what comes after the search, for which much of the time is kept;
    /// true once.
    pub(super) fn wants_rehearsal(&mut self, share: usize) -> bool {
        let is_by_time = self.iterations.is_none() && self.work.is_none();
        let due = |ms: i64| share >= REHEARSAL && self.reserve > ms / WORTH_REHEARSING;
        let wants = is_by_time && !self.has_rehearsed && self.time_ms.is_some_and(due);
        self.has_rehearsed |= wants;
        wants
    }

    /// Whether there is no time left to try what is left out everywhere, or to polish.
    pub(super) fn must_tell(&self, aborted: bool) -> bool {
        let is_late = self.time_ms.is_some_and(|ms| self.elapsed + self.telling >= ms);
        is_late || aborted && self.closed >= ABORTED_WORK
    }

    /// How closely there is time to look for reasons.
    pub(super) fn depth(&self, aborted: bool) -> Depth {
        let is_late = |kept: i64| self.time_ms.is_some_and(|ms| self.elapsed + kept >= ms);
        let is_much = |times: u64| aborted && self.closed >= times * ABORTED_WORK;
        if is_late(0) || is_much(3) {
            Depth::Brief
        } else if is_late(self.telling * 2 / 3) || is_much(2) {
            Depth::Rough
        } else {
            Depth::Exact
        }
    }

    /// From here on the speed of the search is measured.
    pub(super) fn begin(&mut self, solver: &Solver, world: &mut dyn World) {
        self.poll(solver, world);
        self.began = (self.elapsed, solver.work());
        self.poll(solver, world);
    }

    /// Milliseconds that so much work takes, by what was measured so far.
    fn time_of(&self, solver: &Solver, work: u64) -> i64 {
        let elapsed = (self.elapsed - self.began.0).unsigned_abs();
        let done = solver.work().saturating_sub(self.began.1);
        let time = if elapsed < MEASURABLE_MS || done == 0 {
            work / WORK_PER_MS
        } else {
            work.saturating_mul(elapsed) / done
        };
        i64::try_from(time).unwrap_or(i64::MAX)
    }

    /// The time for the search itself.
    fn search_ms(&self) -> Option<i64> {
        self.time_ms.map(|ms| ms.saturating_sub(self.reserve).max(1))
    }

    /// The limit of work: the one given, or one that stands in for a clock that has not moved. A
    /// clock that only moves in large steps takes over again as soon as it does.
    fn work_limit(&self, solver: &Solver) -> Option<u64> {
        let is_dead = self.elapsed == 0 && solver.work() > DEAD_AFTER_WORK;
        let instead = self.time_ms.filter(|_| is_dead);
        self.work.or(instead.map(|ms| ms.unsigned_abs().saturating_mul(WORK_PER_MS)))
    }

    /// Reads the clock if enough was done since the last time; true if it did.
    pub(super) fn poll_sometimes(&mut self, solver: &Solver, world: &mut dyn World) -> bool {
        let due = solver.work() >= self.polled_at_work + POLL_WORK;
        if due {
            self.poll(solver, world);
        }
        due
    }

    /// The used share of the budget in 1/1 024.
    pub(super) fn share(&self, solver: &Solver) -> usize {
        let part = |used: u64, limit: u64| used.saturating_mul(1_024) / limit.max(1);
        let time =
            self.search_ms().map_or(0, |ms| part(self.elapsed.unsigned_abs(), ms.unsigned_abs()));
        let rounds = self.iterations.map_or(0, |limit| part(solver.rounds(), limit));
        let work = self.work_limit(solver).map_or(0, |limit| part(solver.work(), limit));
        let converged = part(solver.rounds(), self.converged_after);
        usize::try_from(time.max(rounds).max(work).max(converged).min(1_024)).unwrap_or(1_024)
    }

    /// Which limit is reached, if any.
    pub(super) fn reached(&self, solver: &Solver) -> Option<StoppedBy> {
        if solver.is_trivial() {
            return Some(StoppedBy::Converged);
        }
        if self.iterations.is_some_and(|limit| solver.rounds() >= limit) {
            return (!solver.is_constructing()).then_some(StoppedBy::Iterations);
        }
        if self.work_limit(solver).is_some_and(|limit| solver.work() >= limit) {
            return Some(StoppedBy::Work);
        }
        if self.search_ms().is_some_and(|limit| self.elapsed >= limit) {
            return Some(StoppedBy::TimeBudget);
        }
        (solver.rounds() >= self.converged_after).then_some(StoppedBy::Converged)
    }
}

/// Rounds after which more would hardly help: for a few orders soon, for hundreds not within any
/// budget that one waits for.
fn converged_after(orders: usize) -> u64 {
    let orders = u64::try_from(orders).unwrap_or(u64::MAX);
    let shares = (orders / ORDERS_OF_A_SHARE).max(1);
    ROUNDS_PER_ORDER.saturating_mul(orders).saturating_mul(shares)
}

#[cfg(test)]
mod tests {
    use super::converged_after;

    #[test]
    fn a_search_through_many_orders_does_not_end_before_its_budget() {
        // At 60 000 rounds a second: 7 orders 0.6 s, 20 3.3 s, 200 more than 5 min; once it was 17 s.
        assert_eq!([7, 20, 200].map(converged_after), [35_000, 200_000, 20_000_000]);
        assert_eq!(converged_after(usize::MAX), u64::MAX);
    }
}
