//! The stops near each stop, nearest first (granular neighbourhoods: Toth and Vigo, "The granular
//! tabu search", INFORMS Journal on Computing 15(4), 2003).
//!
//! Up to [`EXACT_LIMIT`] stops the nearest are found by [`Metric`]; above,
//! in a grid of coordinates, without a pass over all pairs.

use crate::problem::{NOWHERE, Problem, StopIdx, VehicleDay};
use crate::rng::Rng;
use crate::units::Money;

/// How many neighbours a stop has at most.
const COUNT: usize = 100;
/// Up to so many stops all pairs are looked at.
const EXACT_LIMIT: usize = 3_000;
/// Pairs that are looked at for the means.
const SAMPLES: usize = 5_000;
/// What an unreachable pair counts.
const FAR: i64 = i64::MAX / 8;

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
        let grid = (stops.len() > EXACT_LIMIT).then(|| Grid::new(problem, stops));
        for stop in of {
            let near = match &grid {
                Some(grid) => grid.around(problem, *stop),
                None => stops.to_vec(),
            };
            let mut costs: Vec<(i64, StopIdx)> = near
                .into_iter()
                .filter(|other| other != stop)
                .map(|other| (metric.proximity(*stop, other), other))
                .collect();
            if costs.len() > COUNT {
                costs.select_nth_unstable(COUNT);
                costs.truncate(COUNT);
            }
            costs.sort_unstable();
            lists[*stop as usize] = costs.into_iter().map(|(_, other)| other).collect();
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

/// How near two stops are: what driving costs, with waiting and lateness that no vehicle could
/// avoid weighed as in PyVRP (Wouda, Lan and Kool, INFORMS Journal on Computing 36(4), 2024): 0.2
/// and 1 per second at what a second of driving costs.
struct Metric<'p> {
    problem: &'p Problem,
    day: &'p VehicleDay,
    /// Of driving, per second.
    second: i64,
    mean_cost: i64,
}

impl<'p> Metric<'p> {
    /// Samples a few pairs for the means.
    fn new(problem: &'p Problem, day: &'p VehicleDay, stops: &[StopIdx]) -> Self {
        let mut metric = Self { problem, day, second: 0, mean_cost: 0 };
        let mut rng = Rng::new(1);
        let (mut cost, mut seconds, mut pairs) = (0_i128, 0_i128, 0_i128);
        for _ in 0..SAMPLES.min(stops.len() * stops.len()) {
            let (one, two) = (stops[rng.index(stops.len())], stops[rng.index(stops.len())]);
            if let Some((pair_cost, sec)) = metric.leg(one, two).filter(|_| one != two) {
                cost += i128::from(pair_cost);
                seconds += i128::from(sec);
                pairs += 1;
            }
        }
        let mean = |sum: i128, count: i128| i64::try_from(sum / count.max(1)).unwrap_or(i64::MAX);
        metric.second = mean(cost, seconds);
        metric.mean_cost = mean(cost, pairs);
        metric
    }

    /// Cost and seconds of driving; seconds and metres as cost where driving is free.
    fn leg(&self, from: StopIdx, to: StopIdx) -> Option<(i64, i64)> {
        let place = |stop: StopIdx| self.problem.stops[stop as usize].place;
        let leg = self.problem.leg(self.day, place(from), place(to))?;
        let rates = &self.day.rates;
        let (sec, mt) = (i64::from(leg.sec), i64::from(leg.mt));
        let is_free = rates.driving == Money::ZERO && rates.metre == Money::ZERO;
        let cost = if is_free { sec + mt } else { (rates.driving * sec + rates.metre * mt).0 };
        Some((cost, sec))
    }

    /// The nearer of the two directions.
    fn proximity(&self, one: StopIdx, two: StopIdx) -> i64 {
        self.directed(one, two).min(self.directed(two, one))
    }

    fn directed(&self, from: StopIdx, to: StopIdx) -> i64 {
        let Some((cost, sec)) = self.leg(from, to) else { return FAR };
        let (earliest, latest) = self.hull(from);
        let (opens, closes) = self.hull(to);
        let travel = self.problem.stops[from as usize].service + sec;
        let waiting = (opens - latest - travel).max(0);
        let late = (earliest + travel - closes).max(0);
        cost.saturating_add(self.second.saturating_mul(waiting / 5 + late)).min(FAR)
    }

    /// From the opening of a stop's first window to the end of its last, on the first date.
    fn hull(&self, stop: StopIdx) -> (i64, i64) {
        let windows = self.problem.windows.of(stop, 0);
        let ends = windows.first().zip(windows.last());
        ends.map_or((self.day.window_start, self.day.window_end), |(first, last)| {
            (first.start, last.end)
        })
    }
}

/// Stops by cell of a grid with a few stops per cell.
struct Grid {
    low: [i64; 2],
    size: i64,
    columns: i64,
    rows: i64,
    cells: Vec<Vec<StopIdx>>,
}

impl Grid {
    fn new(problem: &Problem, stops: &[StopIdx]) -> Self {
        let points = || stops.iter().filter_map(|stop| point(problem, *stop));
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
        let count = usize::try_from(rows * columns).unwrap_or(0);
        let mut grid =
            Self { low: [low_lat, low_lng], size, columns, rows, cells: vec![Vec::new(); count] };
        for stop in stops {
            if let Some(cell) = point(problem, *stop).and_then(|point| grid.cell(point, [0, 0])) {
                grid.cells[cell].push(*stop);
            }
        }
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
    fn around(&self, problem: &Problem, stop: StopIdx) -> Vec<StopIdx> {
        let Some(center) = point(problem, stop) else { return Vec::new() };
        let mut found = Vec::new();
        for ring in 0..self.rows.max(self.columns) {
            for row in -ring..=ring {
                let step = if row.abs() == ring { 1 } else { (2 * ring).max(1) };
                let mut column = -ring;
                while column <= ring {
                    if let Some(cell) = self.cell(center, [row, column]) {
                        found.extend_from_slice(&self.cells[cell]);
                    }
                    column += step;
                }
            }
            if found.len() > 2 * COUNT {
                break;
            }
        }
        found
    }
}

/// Latitude and longitude in units of about the same length.
fn point(problem: &Problem, stop: StopIdx) -> Option<[i64; 2]> {
    let place = problem.stops[stop as usize].place;
    if place == NOWHERE {
        return None;
    }
    let [lat, lng] = problem.locations[place as usize];
    // cos(lat) ≈ 1 − lat² / 2 (in radians, 1 rad ≈ 57 295 780), close enough for a grid; 1/4 at least.
    let cosine = (1_000_000 - (lat / 1_000) * (lat / 1_000) / 6_566).max(250_000);
    Some([lat, lng * cosine / 1_000_000])
}
