//! Time windows of stops, per date, ready for scanning.

use super::StopIdx;
use crate::units::Sec;

/// An interval in which a service may start, both ends included. Windows that bind the completion
/// of a service become windows of its start by subtracting the service time where they are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Window {
    /// Earliest start.
    pub start: Sec,
    /// Latest start.
    pub end: Sec,
}

/// The windows of every stop on every date, each list ascending and disjoint.
#[derive(Clone, Debug, Default)]
pub struct WindowTable {
    dates: usize,
    /// `first[stop * dates + date] .. first[… + 1]` in `pool`.
    first: Vec<u32>,
    pool: Vec<Window>,
}

impl WindowTable {
    /// An empty table for that many dates.
    #[must_use]
    pub fn new(dates: usize) -> Self {
        Self { dates, first: vec![0], pool: Vec::new() }
    }

    /// Appends the windows of the next stop on the next date.
    pub fn push(&mut self, windows: impl IntoIterator<Item = Window>) {
        self.pool.extend(merge(windows));
        self.first.push(u32::try_from(self.pool.len()).unwrap_or(u32::MAX));
    }

    /// Forgets all stops but the first ones.
    pub fn truncate(&mut self, stops: usize) {
        self.first.truncate(stops * self.dates + 1);
        self.pool.truncate(self.first.last().map_or(0, |end| *end as usize));
    }

    /// The windows of a stop on a date; empty = no restriction.
    #[must_use]
    #[inline]
    pub fn of(&self, stop: StopIdx, date: u32) -> &[Window] {
        let at = stop as usize * self.dates + date as usize;
        &self.pool[self.first[at] as usize..self.first[at + 1] as usize]
    }
}

/// Sorted by start; windows that overlap or touch become one.
#[must_use]
pub fn merge(windows: impl IntoIterator<Item = Window>) -> Vec<Window> {
    let mut sorted: Vec<Window> = windows.into_iter().collect();
    crate::sorted::plain(&mut sorted);
    let mut merged: Vec<Window> = Vec::with_capacity(sorted.len());
    for window in sorted {
        match merged.last_mut() {
            Some(last) if window.start <= last.end + 1 => last.end = last.end.max(window.end),
            _ => merged.push(window),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::{Window, merge};

    #[test]
    fn overlapping_and_touching_windows_become_one() {
        let given = [(50, 60), (10, 20), (21, 30), (15, 18), (32, 40)];
        let windows = merge(given.map(|(start, end)| Window { start, end }));
        let pairs: Vec<_> = windows.iter().map(|window| (window.start, window.end)).collect();
        // 15–18 lies in 10–20, which 21–30 continues without a second between; 32 does not.
        assert_eq!(pairs, [(10, 30), (32, 40), (50, 60)]);
    }
}
