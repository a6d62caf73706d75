//! The stops near each stop, nearest first (granular neighbourhoods: Toth and Vigo, "The granular
//! tabu search", INFORMS Journal on Computing 15(4), 2003).
//!
//! Up to [`EXACT_LIMIT`] stops the nearest are found by what driving there and back costs; above,
//! in a grid of coordinates, without a pass over all pairs.

use crate::problem::{NOWHERE, Problem, StopIdx, VehicleDay};
use crate::units::Money;

/// How many neighbours a stop has at most.
const COUNT: usize = 100;
/// Up to so many stops all pairs are looked at.
const EXACT_LIMIT: usize = 3_000;
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
        let mut sum = 0_i128;
        let mut pairs = 0_i128;
        let grid = (stops.len() > EXACT_LIMIT).then(|| Grid::new(problem, stops));
        for stop in of {
            let near = match &grid {
                Some(grid) => grid.around(problem, *stop),
                None => stops.to_vec(),
            };
            let mut costs: Vec<(i64, StopIdx)> = near
                .into_iter()
                .filter(|other| other != stop)
                .map(|other| (there_and_back(problem, day, *stop, other), other))
                .collect();
            for (cost, _) in costs.iter().filter(|(cost, _)| *cost < FAR).step_by(7) {
                sum += i128::from(*cost);
                pairs += 2;
            }
            if costs.len() > COUNT {
                costs.select_nth_unstable(COUNT);
                costs.truncate(COUNT);
            }
            costs.sort_unstable();
            lists[*stop as usize] = costs.into_iter().map(|(_, other)| other).collect();
        }
        let mean_cost = i64::try_from(sum / pairs.max(1)).unwrap_or(i64::MAX);
        Self::pack(&lists, mean_cost)
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

/// What driving from one to the other and back costs; seconds and metres where that is free.
fn there_and_back(problem: &Problem, day: &VehicleDay, one: StopIdx, two: StopIdx) -> i64 {
    let (one, two) = (problem.stops[one as usize].place, problem.stops[two as usize].place);
    let is_free = day.rates.driving == Money::ZERO && day.rates.metre == Money::ZERO;
    let cost = |from, to| {
        problem.leg(day, from, to).map_or(FAR, |leg| {
            let (sec, mt) = (i64::from(leg.sec), i64::from(leg.mt));
            if is_free { sec + mt } else { (day.rates.driving * sec + day.rates.metre * mt).0 }
        })
    };
    cost(one, two).saturating_add(cost(two, one))
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
