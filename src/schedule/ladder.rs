//! How badly a place for a task fails at least, without following the whole sequence: from when each
//! item is left at the earliest, and how much later the next may be reached at no harm.

use super::chain::{Chain, Visit};
use super::opening::Opening;
use super::rough::{Rough, with_breaks};
use crate::problem::{LocIdx, Problem, StopIdx, VehicleDay};
use crate::units::{Mt, Sec};

/// What is known of a sequence that something may be inserted into, leaving at the start of the
/// working window without breaks. By gap, the one before the first item first.
#[derive(Clone, Debug)]
pub struct Ladder {
    /// What is before the gap; `None` = an open end.
    before: Vec<Option<LocIdx>>,
    /// When it is left.
    ready: Vec<Sec>,
    /// Σ seconds that services before the gap are late.
    late: Vec<Sec>,
    /// When what follows is reached, parking included.
    arrival: Vec<Sec>,
    /// How much later it may be reached at no harm: all beyond that is harm.
    slack: Vec<Sec>,
    /// Seconds of harm behind the gap.
    rest: Vec<Sec>,
    /// Drive, distance and parking of what follows.
    legs: Vec<(Sec, Mt, Sec)>,
    /// The arrival.
    after: Option<LocIdx>,
    driving: Sec,
    distance: Mt,
    working: Sec,
}

/// A way from place to place, and parking there.
#[derive(Clone, Copy, Default)]
struct Way {
    sec: Sec,
    mt: Mt,
    parking: Sec,
}

/// What inserting changes.
#[derive(Clone, Copy, Default)]
struct More {
    driving: Sec,
    distance: Mt,
    working: Sec,
}

impl Ladder {
    /// Of a sequence; `None` where more than the next item may change by what is inserted: at depots, with
    /// groups of places, on routes under way; or where services may be late.
    #[must_use]
    #[inline(never)]
    pub fn new(problem: &Problem, day: &VehicleDay, items: &[StopIdx]) -> Option<Self> {
        let is_plain = |item: &StopIdx| {
            problem.stops.get(*item as usize).is_some_and(|stop| stop.depot.is_none())
        };
        let is_simple = day.kept.is_nothing()
            && problem.elastic.is_none()
            && problem.waits.is_empty()
            && problem.groups.is_trivial()
            && items.iter().all(is_plain);
        if !is_simple {
            return None;
        }
        let chain = Chain::new(problem, day, items);
        if !chain.reachable {
            return None;
        }
        let mut own = Self {
            before: vec![day.departure_place],
            ready: vec![day.window_start + day.preparation],
            late: vec![0],
            arrival: Vec::new(),
            slack: Vec::new(),
            rest: Vec::new(),
            legs: Vec::new(),
            after: day.arrival_place,
            driving: chain.driving,
            distance: chain.distance,
            working: chain.working,
        };
        own.climb(problem, day, &chain);
        own.descend(problem, day, &chain);
        Some(own)
    }

    /// Forwards: earliest moments.
    fn climb(&mut self, problem: &Problem, day: &VehicleDay, chain: &Chain) {
        let (mut moment, mut late) = (self.ready[0], 0);
        for visit in &chain.visits {
            let opening = Opening::of(problem, day, visit);
            let arrival = moment + visit.drive + visit.parking;
            self.arrival.push(arrival);
            self.legs.push((visit.drive, visit.distance, visit.parking));
            late += opening.lateness(arrival);
            moment = opening.start(arrival) + visit.service;
            self.before.push(Some(visit.place));
            self.ready.push(moment);
            self.late.push(late);
        }
        self.arrival.push(moment + chain.home_drive);
        self.legs.push((chain.home_drive, chain.home_distance, 0));
    }

    /// Backwards: slack. With one window, or none, what comes later than it may is late by just that; with
    /// more, waiting for the next may hide it, so that nothing is claimed.
    fn descend(&mut self, problem: &Problem, day: &VehicleDay, chain: &Chain) {
        let gaps = self.arrival.len();
        let home = day.window_end - day.close_out - self.arrival[gaps - 1];
        self.slack = vec![home.max(0); gaps];
        self.rest = vec![(-home).max(0); gaps];
        for (gap, visit) in chain.visits.iter().enumerate().rev() {
            let opening = Opening::of(problem, day, visit);
            let arrival = self.arrival[gap];
            let late = opening.lateness(arrival);
            let latest = opening.start(arrival).saturating_add(self.slack[gap + 1]);
            self.slack[gap] = match opening.windows {
                _ if opening.lead != 0 => Sec::MAX / 4,
                [] => latest - arrival,
                [_] if late > 0 => 0,
                [only] => latest.min(only.end) - arrival,
                _ => Sec::MAX / 4,
            };
            self.rest[gap] = self.rest[gap + 1] + late;
        }
    }

    /// How bad the sequence is at least with these stops in these gaps, ascending, as [`Rough::sum`] says
    /// it but for the loads.
    #[must_use]
    #[inline(never)]
    pub fn at_least(
        &self,
        problem: &Problem,
        day: &VehicleDay,
        stops: &[StopIdx],
        gaps: &[usize],
    ) -> i64 {
        let found = match (stops, gaps) {
            ([stop], [gap]) => self.single(problem, day, *stop, *gap),
            ([first, last], [one, two]) if one == two => {
                self.together(problem, day, (*first, *last), *one)
            }
            ([first, last], [one, two]) => self.apart(problem, day, (*first, *last), (*one, *two)),
            _ => Some((0, More::default())),
        };
        let Some((timed, more)) = found else { return Rough::UNREACHABLE };
        let over = |value: i64, limit: i64| value.saturating_sub(limit).max(0);
        let driving = self.driving + more.driving;
        let work = self.working + more.working + driving;
        let (after_end, too_long) = with_breaks(day, work, day.window_start + work);
        timed.max(after_end)
            + too_long
            + over(driving, day.max_driving)
            + over(self.distance + more.distance, day.max_distance)
    }

    #[inline(never)]
    fn single(
        &self,
        problem: &Problem,
        day: &VehicleDay,
        stop: StopIdx,
        gap: usize,
    ) -> Option<(Sec, More)> {
        let into = self.into(problem, day, gap, stop)?;
        let out = self.out(problem, day, stop, gap)?;
        let (late, leave) = serve(problem, day, stop, self.ready[gap] + into.sec + into.parking);
        let timed = self.late[gap] + late + self.behind(gap, leave + out.sec + out.parking);
        Some((timed, self.more(problem, &[stop], gap, &[into, out])))
    }

    /// Both in one gap.
    #[inline(never)]
    fn together(
        &self,
        problem: &Problem,
        day: &VehicleDay,
        (first, last): (StopIdx, StopIdx),
        gap: usize,
    ) -> Option<(Sec, More)> {
        let into = self.into(problem, day, gap, first)?;
        let place = |stop: StopIdx| problem.stops[stop as usize].place;
        let between = way(problem, day, Some(place(first)), place(last), true)?;
        let out = self.out(problem, day, last, gap)?;
        let (one, leave) = serve(problem, day, first, self.ready[gap] + into.sec + into.parking);
        let (two, leave) = serve(problem, day, last, leave + between.sec + between.parking);
        let timed = self.late[gap] + one + two + self.behind(gap, leave + out.sec + out.parking);
        Some((timed, self.more(problem, &[first, last], gap, &[into, between, out])))
    }

    /// One behind the other: where the first makes what follows later, the last is not served earlier than
    /// without it.
    #[inline(never)]
    fn apart(
        &self,
        problem: &Problem,
        day: &VehicleDay,
        (first, last): (StopIdx, StopIdx),
        (one, two): (usize, usize),
    ) -> Option<(Sec, More)> {
        let (into, out) =
            (self.into(problem, day, one, first)?, self.out(problem, day, first, one)?);
        let mut more = self.more(problem, &[first], one, &[into, out]);
        let (late, leave) = serve(problem, day, first, self.ready[one] + into.sec + into.parking);
        let is_later = leave + out.sec + out.parking >= self.arrival[one];
        let (timed, of_last) = self.single(problem, day, last, two)?;
        more.driving += of_last.driving;
        more.distance += of_last.distance;
        more.working += of_last.working;
        let timed = if is_later { late + timed } else { self.late[one] + late };
        Some((timed, more))
    }

    /// Seconds of harm behind a gap where what follows is reached at that moment.
    fn behind(&self, gap: usize, arrival: Sec) -> Sec {
        let delay = arrival - self.arrival[gap];
        if delay < 0 { 0 } else { self.rest[gap] + (delay - self.slack[gap]).max(0) }
    }

    fn into(&self, problem: &Problem, day: &VehicleDay, gap: usize, to: StopIdx) -> Option<Way> {
        way(problem, day, self.before[gap], problem.stops[to as usize].place, true)
    }

    fn out(&self, problem: &Problem, day: &VehicleDay, from: StopIdx, gap: usize) -> Option<Way> {
        let from = Some(problem.stops[from as usize].place);
        match self.before.get(gap + 1) {
            Some(Some(next)) => way(problem, day, from, *next, true),
            _ => {
                self.after.map_or(Some(Way::default()), |home| way(problem, day, from, home, false))
            }
        }
    }

    fn more(&self, problem: &Problem, stops: &[StopIdx], gap: usize, ways: &[Way]) -> More {
        let (drive, distance, parking) = self.legs[gap];
        let services = stops.iter().map(|stop| problem.stops[*stop as usize].service);
        More {
            driving: ways.iter().map(|way| way.sec).sum::<Sec>() - drive,
            distance: ways.iter().map(|way| way.mt).sum::<Mt>() - distance,
            working: services.chain(ways.iter().map(|way| way.parking)).sum::<Sec>() - parking,
        }
    }
}

/// The way to a stop or home; `None` = it cannot be driven.
#[inline(never)]
fn way(
    problem: &Problem,
    day: &VehicleDay,
    from: Option<LocIdx>,
    to: LocIdx,
    to_stop: bool,
) -> Option<Way> {
    let parking = if to_stop && from != Some(to) { day.parking } else { 0 };
    let Some(from) = from else { return Some(Way { parking, ..Way::default() }) };
    let leg = problem.leg(day, from, to)?;
    let mut sec = Sec::from(leg.sec);
    if to_stop {
        let regions = &problem.regions;
        sec += Sec::from(regions.enter(regions.set_of(from), regions.set_of(to)).sec);
    }
    Some(Way { sec, mt: Mt::from(leg.mt), parking })
}

/// Seconds that a service is late, and when its stop is left.
#[inline(never)]
fn serve(problem: &Problem, day: &VehicleDay, stop: StopIdx, arrival: Sec) -> (Sec, Sec) {
    let service = problem.stops[stop as usize].service;
    let visit = Visit { item: stop, lead: problem.lead(stop, service), ..Visit::default() };
    let opening = Opening::of(problem, day, &visit);
    (opening.lateness(arrival), opening.start(arrival) + service)
}
