//! The order of the entries of a list, kept apart from them: compiled once for all maps.

use std::cmp::Ordering;

/// How many places stand in one run at most: what an insertion moves is bounded by it.
const RUN: usize = 1024;

/// Places of a list in the order of what stands there, in runs none of which is empty.
#[derive(Clone, Debug, Default)]
pub(super) struct Order {
    runs: Vec<Vec<u32>>,
}

/// Where something stands in an order: its run, and its place there.
pub(super) type Spot = (usize, usize);

/// How what stands at two places of a list compares. Not a `dyn Fn`, here and below: that carries two more
/// functions for every closure, which nobody calls.
pub(super) trait Compare {
    fn compare(&self, one: usize, other: usize) -> Ordering;
}

impl<F: Fn(usize, usize) -> Ordering> Compare for F {
    fn compare(&self, one: usize, other: usize) -> Ordering {
        self(one, other)
    }
}

/// How what stands at a place of a list compares with what is looked for.
pub(super) trait Against {
    fn against(&self, place: usize) -> Ordering;
}

impl<F: Fn(usize) -> Ordering> Against for F {
    fn against(&self, place: usize) -> Ordering {
        self(place)
    }
}

/// Swaps what stands at two places of a list.
pub(super) trait Swap {
    fn swap(&mut self, one: usize, other: usize);
}

impl<F: FnMut(usize, usize)> Swap for F {
    fn swap(&mut self, one: usize, other: usize) {
        self(one, other);
    }
}

impl Order {
    pub(super) const fn new() -> Self {
        Self { runs: Vec::new() }
    }

    /// As they stand in a list of that length.
    #[inline(never)]
    pub(super) fn of(count: usize) -> Self {
        let mut places: Vec<u32> = (0..count as u32).collect();
        Self::in_runs(&mut places)
    }

    /// Sorted by how two places compare; equals keep their order.
    #[inline(never)]
    pub(super) fn sorted(count: usize, order: &dyn Compare) -> Self {
        let mut places: Vec<u32> = (0..count as u32).collect();
        arrange(&mut places, order);
        Self::in_runs(&mut places)
    }

    fn in_runs(places: &mut [u32]) -> Self {
        // Half full: the next insertions split nothing.
        Self { runs: places.chunks(RUN / 2).map(<[u32]>::to_vec).collect() }
    }

    /// The place in the list of what stands at a spot.
    pub(super) fn at(&self, (run, place): Spot) -> usize {
        self.runs[run][place] as usize
    }

    /// Where something stands, or where it would; `sought` holds what stands at a place of the list
    /// against it.
    #[inline(never)]
    pub(super) fn find(&self, sought: &dyn Against) -> Result<Spot, Spot> {
        let compare = |place: &u32| sought.against(*place as usize);
        let Some(last) = self.runs.len().checked_sub(1) else { return Err((0, 0)) };
        // What comes in its order comes last.
        if self.runs[last].last().is_some_and(|place| compare(place).is_lt()) {
            return Err((last, self.runs[last].len()));
        }
        let run = self.runs.partition_point(|run| run.last().is_some_and(|at| compare(at).is_lt()));
        let found = self.runs[run].binary_search_by(compare);
        found.map(|place| (run, place)).map_err(|place| (run, place))
    }

    /// Inserts a place of the list at a spot.
    #[inline(never)]
    pub(super) fn insert(&mut self, (run, at): Spot, place: usize) {
        if self.runs.is_empty() {
            self.runs.push(Vec::new());
        }
        let own = &mut self.runs[run];
        own.insert(at, place as u32);
        if own.len() > RUN {
            let rest = own.split_off(RUN / 2);
            self.runs.insert(run + 1, rest);
        }
    }

    /// Removes a spot.
    #[inline(never)]
    pub(super) fn remove(&mut self, (run, at): Spot) {
        self.runs[run].remove(at);
        if self.runs[run].is_empty() {
            self.runs.remove(run);
        }
    }

    /// Says that what stands at a spot is elsewhere in the list now.
    pub(super) fn moved(&mut self, (run, at): Spot, place: usize) {
        self.runs[run][at] = place as u32;
    }

    /// The places in their order.
    pub(super) fn places(&self) -> Places<'_> {
        Places { runs: self.runs.iter(), front: [].iter(), back: [].iter() }
    }

    /// Tells, swap by swap, how the list gets into this order, which is then that of the list.
    #[inline(never)]
    pub(super) fn settle(&mut self, swap: &mut dyn Swap) {
        let mut places: Vec<u32> = self.runs.concat();
        if !places.is_sorted() {
            follow(&mut places, swap);
            *self = Self::of(places.len());
        }
    }

    /// Whether any place, in order, is followed by one that is equal.
    #[inline(never)]
    pub(super) fn repeats(&self, order: &dyn Compare) -> bool {
        let mut next = self.places();
        next.next();
        self.places().zip(next).any(|(one, other)| order.compare(one, other).is_eq())
    }
}

/// The places of an order.
#[derive(Clone, Debug)]
pub(super) struct Places<'o> {
    runs: std::slice::Iter<'o, Vec<u32>>,
    front: std::slice::Iter<'o, u32>,
    back: std::slice::Iter<'o, u32>,
}

impl Iterator for Places<'_> {
    type Item = usize;

    #[inline(never)]
    fn next(&mut self) -> Option<usize> {
        loop {
            if let Some(place) = self.front.next() {
                return Some(*place as usize);
            }
            match self.runs.next() {
                Some(run) => self.front = run.iter(),
                None => return self.back.next().map(|place| *place as usize),
            }
        }
    }
}

impl DoubleEndedIterator for Places<'_> {
    #[inline(never)]
    fn next_back(&mut self) -> Option<usize> {
        loop {
            if let Some(place) = self.back.next_back() {
                return Some(*place as usize);
            }
            match self.runs.next_back() {
                Some(run) => self.back = run.iter(),
                None => return self.front.next_back().map(|place| *place as usize),
            }
        }
    }
}

/// The one use of the standard sort.
#[inline(never)]
pub(super) fn arrange(places: &mut [u32], order: &dyn Compare) {
    places.sort_by(|one, other| order.compare(*one as usize, *other as usize));
}

/// Tells, swap by swap, how a list gets into an order: `places[at]` says whence the element at `at`
/// comes, and each cycle is followed once.
#[inline(never)]
pub(super) fn follow(places: &mut [u32], swap: &mut dyn Swap) {
    for start in 0..places.len() {
        let mut at = start;
        loop {
            let from = std::mem::replace(&mut places[at], at as u32) as usize;
            if from == start {
                break;
            }
            swap.swap(at, from);
            at = from;
        }
    }
}
