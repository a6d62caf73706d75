//! The stops near each stop, nearest first (granular neighbourhoods: Toth and Vigo, "The granular
//! tabu search", INFORMS Journal on Computing 15(4), 2003).
//!
//! Up to [`EXACT_LIMIT`] stops the nearest are found by what driving costs; above, by distances as
//! the crow flies in a grid of coordinates, without a pass over all pairs and without asking for
//! millions of legs.

use crate::model::LatLng;
use crate::problem::{LocIdx, NOWHERE, Problem, StopIdx, VehicleDay};
use crate::rng::Rng;
use crate::sorted;
use crate::travel::{Leg, estimate};

/// How many neighbours a stop has at most.
const COUNT: usize = 100;
/// Up to so many stops all pairs are looked at.
const EXACT_LIMIT: usize = 3_000;
/// Pairs that are looked at for the means.
const SAMPLES: usize = 5_000;
/// What an unreachable pair counts.
const FAR: i64 = i64::MAX / 8;
/// Most that a unit of distance as the crow flies is taken to cost, in 1/65 536: far above what money
/// can be, and products with any distance fit.
const MOST_PER_UNIT: i64 = 1 << 32;

/// Lists of neighbours.
#[derive(Clone, Debug)]
pub(super) struct Neighbours {
    first: Vec<u32>,
    pool: Vec<StopIdx>,
    /// Mean cost of driving between stops, for the temperature.
    pub(super) mean_cost: i64,
}

impl Neighbours {
    /// Of the stops in `of` among `stops`, as a vehicle of that day sees them.
    pub(super) fn compile(
        problem: &Problem,
        day: &VehicleDay,
        of: &[StopIdx],
        stops: &[StopIdx],
    ) -> Self {
        let mut lists = vec![Vec::new(); problem.stops.len()];
        let metric = Metric::new(problem, day, stops);
        let seen: Vec<Seen> = stops.iter().map(|stop| Seen::new(problem, day, *stop)).collect();
        let grid = (stops.len() > EXACT_LIMIT).then(|| Grid::new(&seen));
        let mut nearest = Nearest::default();
        for stop in of {
            let own = Seen::new(problem, day, *stop);
            nearest.begin();
            match &grid {
                Some(grid) => metric.planar(&own, grid, &seen, &mut nearest),
                None => metric.exact(&own, &seen, &mut nearest),
            }
            lists[*stop as usize] = nearest.sorted().map(|(_, other)| *other).collect();
        }
        Self::pack(&lists, metric.mean_cost)
    }

    /// Of nothing.
    pub(super) fn none(problem: &Problem) -> Self {
        Self::pack(&vec![Vec::new(); problem.stops.len()], 0)
    }

    fn pack(lists: &[Vec<StopIdx>], mean_cost: i64) -> Self {
        let mut first = vec![0];
        let mut pool = Vec::with_capacity(lists.iter().map(Vec::len).sum());
        for list in lists {
            pool.extend_from_slice(list);
            first.push(u32::try_from(pool.len()).unwrap_or(u32::MAX));
        }
        Self { first, pool, mean_cost }
    }

    /// The neighbours of a stop, nearest first.
    #[inline]
    pub(super) fn of(&self, stop: StopIdx) -> &[StopIdx] {
        let stop = stop as usize;
        &self.pool[self.first[stop] as usize..self.first[stop + 1] as usize]
    }
}

/// The nearest of what is offered, by how near it is and then by number. Few are looked at closely:
/// most are farther away than enough others, and a bound tells.
#[derive(Debug)]
struct Nearest {
    found: Vec<(i64, StopIdx)>,
    /// What is farther away is not among the nearest.
    limit: i64,
}

impl Default for Nearest {
    fn default() -> Self {
        Self { found: Vec::with_capacity(2 * COUNT), limit: i64::MAX }
    }
}

impl Nearest {
    fn begin(&mut self) {
        self.found.clear();
        self.limit = i64::MAX;
    }

    #[inline]
    fn offer(&mut self, cost: i64, stop: StopIdx) {
        if cost <= self.limit {
            self.found.push((cost, stop));
            if self.found.len() == 2 * COUNT {
                self.cut();
            }
        }
    }

    #[cold]
    fn cut(&mut self) {
        if self.found.len() > COUNT {
            let (_, last, _) = self.found.select_nth_unstable(COUNT - 1);
            self.limit = last.0;
            self.found.truncate(COUNT);
        }
    }

    /// All that remain, nearest first.
    fn sorted(&mut self) -> impl Iterator<Item = &(i64, StopIdx)> {
        self.cut();
        self.found.sort_unstable();
        self.found.iter()
    }
}

/// A stop as the metric sees it.
#[derive(Clone, Copy, Debug)]
struct Seen {
    stop: StopIdx,
    place: LocIdx,
    service: i64,
    /// From the opening of its first window to the end of its last, on the first date.
    opens: i64,
    closes: i64,
    /// In units of about the same length; `None` without usable coordinates.
    point: Option<[i64; 2]>,
}

impl Seen {
    fn new(problem: &Problem, day: &VehicleDay, stop: StopIdx) -> Self {
        let own = &problem.stops[stop as usize];
        let windows = problem.windows.of(stop, 0);
        let ends = windows.first().zip(windows.last());
        let (opens, closes) = ends
            .map_or((day.window_start, day.window_end), |(first, last)| (first.start, last.end));
        let point = problem.locations.get(own.place as usize).map(|location| point(*location));
        Self { stop, place: own.place, service: own.service, opens, closes, point }
    }
}

/// How near two stops are: what driving costs, with waiting and lateness that no vehicle could
/// avoid weighed as in PyVRP (Wouda, Lan and Kool, INFORMS Journal on Computing 36(4), 2024): 0.2
/// and 1 per second at what a second of driving costs.
struct Metric<'p> {
    problem: &'p Problem,
    day: &'p VehicleDay,
    /// Of driving a second and a metre; seconds and metres themselves where driving is free.
    rates: [i64; 2],
    /// Of driving, all in all, per second.
    second: i64,
    mean_cost: i64,
    /// Cost and seconds per unit of distance as the crow flies, in 1/65 536: what the sample says.
    per_unit: [i64; 2],
}

impl<'p> Metric<'p> {
    /// Samples a few pairs for the means.
    fn new(problem: &'p Problem, day: &'p VehicleDay, stops: &[StopIdx]) -> Self {
        let rates = [day.rates.driving.0, day.rates.metre.0];
        let rates = if rates == [0, 0] { [1, 1] } else { rates };
        let mut metric = Self { problem, day, rates, second: 0, mean_cost: 0, per_unit: [0, 0] };
        let mut rng = Rng::new(1);
        let (mut cost, mut seconds, mut units, mut pairs) = (0_i128, 0_i128, 0_i128, 0_i128);
        for _ in 0..SAMPLES.min(stops.len() * stops.len()) {
            let (one, two) = (stops[rng.index(stops.len())], stops[rng.index(stops.len())]);
            let (from, to) = (Seen::new(problem, day, one), Seen::new(problem, day, two));
            let leg = problem.leg(day, from.place, to.place).filter(|_| one != two);
            if let Some((pair_cost, sec)) = leg.and_then(|leg| metric.leg(leg)) {
                cost += i128::from(pair_cost);
                seconds += i128::from(sec);
                units += i128::from(crow_flies(&from, &to));
                pairs += 1;
            }
        }
        let mean = |sum: i128, count: i128| i64::try_from(sum / count.max(1)).unwrap_or(i64::MAX);
        metric.second = mean(cost, seconds);
        metric.mean_cost = mean(cost, pairs);
        metric.per_unit = [cost, seconds].map(|sum| mean(sum << 16, units).min(MOST_PER_UNIT));
        metric
    }

    /// Cost and seconds of driving.
    #[inline]
    fn leg(&self, leg: Leg) -> Option<(i64, i64)> {
        let (sec, mt) = (i64::from(leg.sec), i64::from(leg.mt));
        let [driving, metre] = self.rates;
        leg.is_reachable().then_some((driving * sec + metre * mt, sec))
    }

    /// Of one stop and each other, by what driving between them costs: the nearer direction. A function
    /// of its own, as is [`Metric::planar`]: engines compile hot code anew, but put that to use when it is
    /// called again, never in the middle of a loop (V8: "Dynamic Tiering").
    #[inline(never)]
    fn exact(&self, one: &Seen, all: &[Seen], nearest: &mut Nearest) {
        let (problem, day) = (self.problem, self.day);
        let around = problem.legs.around(one.place);
        for two in all.iter().filter(|two| two.stop != one.stop) {
            let (out, into) = match &around {
                Some(around) if two.place != NOWHERE => {
                    let legs = [around.to(two.place), around.from(two.place)];
                    let [out, into] = legs.map(|leg| day.speed.of(leg));
                    (Some(out), Some(into))
                }
                _ => {
                    let out = problem.leg(day, one.place, two.place);
                    (out, problem.leg(day, two.place, one.place))
                }
            };
            let legs = [out, into].map(|leg| leg.and_then(|leg| self.leg(leg)));
            // Waiting and lateness only add to this.
            let least = legs.iter().map(|leg| leg.map_or(FAR, |(cost, _)| cost)).min();
            if least.is_some_and(|least| least <= nearest.limit) {
                let there = self.directed(one, two, legs[0]);
                nearest.offer(there.min(self.directed(two, one, legs[1])), two.stop);
            }
        }
    }

    /// The same of the stops of the cells around, by the distance as the crow flies, at what the
    /// sample says that it costs.
    #[inline(never)]
    fn planar(&self, one: &Seen, grid: &Grid, all: &[Seen], nearest: &mut Nearest) {
        for other in grid.around(one) {
            let two = &all[other as usize];
            let units = crow_flies(one, two);
            let [cost, sec] = self.per_unit.map(|rate| (units * rate) >> 16);
            if two.stop != one.stop && cost <= nearest.limit {
                let leg = Some((cost, sec));
                let there = self.directed(one, two, leg);
                nearest.offer(there.min(self.directed(two, one, leg)), two.stop);
            }
        }
    }

    #[inline]
    fn directed(&self, from: &Seen, to: &Seen, leg: Option<(i64, i64)>) -> i64 {
        let Some((cost, sec)) = leg else { return FAR };
        let travel = from.service + sec;
        let waiting = (to.opens - from.closes - travel).max(0);
        let late = (from.opens + travel - to.closes).max(0);
        let seconds = waiting / 5 + late;
        if seconds == 0 {
            // A product that is checked is slow in wasm, and mostly there is nothing to weigh.
            return cost.min(FAR);
        }
        cost.saturating_add(self.second.saturating_mul(seconds)).min(FAR)
    }
}

/// Distance of two stops in units of their points.
fn crow_flies(one: &Seen, two: &Seen) -> i64 {
    let Some((one, two)) = one.point.zip(two.point) else { return FAR.isqrt() };
    estimate::length([one[0] - two[0], one[1] - two[1]])
}

/// Stops by cell of a grid with a few stops per cell.
struct Grid {
    low: [i64; 2],
    size: i64,
    columns: i64,
    rows: i64,
    /// By cell where its stops begin in `pool`, and where the last one's end.
    first: Vec<u32>,
    /// Indices among the stops that the grid was made of.
    pool: Vec<u32>,
}

impl Grid {
    fn new(stops: &[Seen]) -> Self {
        let points = || stops.iter().filter_map(|stop| stop.point);
        let axis = |axis: usize| {
            let low = points().map(|point| point[axis]).min().unwrap_or(0);
            let high = points().map(|point| point[axis]).max().unwrap_or(0);
            (low, high - low + 1)
        };
        let ((low_lat, height), (low_lng, width)) = (axis(0), axis(1));
        // About four stops per cell.
        let wanted = i64::try_from(stops.len() / 4).unwrap_or(1).max(1);
        let size = ((height / wanted.isqrt()).max(width / wanted.isqrt())).max(1);
        let (rows, columns) = (height / size + 1, width / size + 1);
        let mut grid = Self {
            low: [low_lat, low_lng],
            size,
            columns,
            rows,
            first: Vec::new(),
            pool: Vec::new(),
        };
        let in_cell = |(at, stop): (u32, &Seen)| {
            stop.point.and_then(|point| grid.cell(point, [0, 0])).map(|cell| (cell, at))
        };
        let mut placed: Vec<(usize, u32)> = (0..).zip(stops).filter_map(in_cell).collect();
        sorted::plain(&mut placed);
        let count = usize::try_from(rows * columns).unwrap_or(0);
        let begins = |cell: usize| placed.partition_point(|(own, _)| *own < cell);
        grid.first = (0..=count).map(|cell| u32::try_from(begins(cell)).unwrap_or(0)).collect();
        grid.pool = placed.into_iter().map(|(_, at)| at).collect();
        grid
    }

    /// The cell of a point, moved by some cells; `None` outside.
    fn cell(&self, point: [i64; 2], by: [i64; 2]) -> Option<usize> {
        let row = (point[0] - self.low[0]) / self.size + by[0];
        let column = (point[1] - self.low[1]) / self.size + by[1];
        let inside = (0..self.rows).contains(&row) && (0..self.columns).contains(&column);
        if inside { usize::try_from(row * self.columns + column).ok() } else { None }
    }

    /// Stops of the cells around a stop, ring by ring, until there are enough.
    fn around(&self, stop: &Seen) -> impl Iterator<Item = u32> {
        let mut found: Vec<u32> = Vec::new();
        let rings = if stop.point.is_some() { self.rows.max(self.columns) } else { 0 };
        let center = stop.point.unwrap_or_default();
        for ring in 0..rings {
            for row in -ring..=ring {
                let step = if row.abs() == ring { 1 } else { (2 * ring).max(1) };
                let mut column = -ring;
                while column <= ring {
                    if let Some(cell) = self.cell(center, [row, column]) {
                        let own = self.first[cell] as usize..self.first[cell + 1] as usize;
                        found.extend_from_slice(&self.pool[own]);
                    }
                    column += step;
                }
            }
            if found.len() > 2 * COUNT {
                break;
            }
        }
        found.into_iter()
    }
}

/// Latitude and longitude in units of about the same length.
fn point([lat, lng]: LatLng) -> [i64; 2] {
    // cos(lat) ≈ 1 − lat² / 2 (in radians, 1 rad ≈ 57 295 780), close enough for a grid; 1/4 at least.
    let cosine = (1_000_000 - (lat / 1_000) * (lat / 1_000) / 6_566).max(250_000);
    [lat, lng * cosine / 1_000_000]
}
