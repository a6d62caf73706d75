//! Time windows of stops, per date, ready for scanning.

use super::StopIdx;
use crate::units::Sec;

/// An interval in which a service may start, both ends included; or, where the windows of its stop
/// bind the completion, in which it may start and must be completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Window {
    /// Earliest start.
    pub start: Sec,
    /// Latest start, or completion.
    pub end: Sec,
}

/// Longer than any day, and short enough for 32 bits.
pub(super) const EVER: Sec = 1 << 28;

/// What the end of a window binds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Binds {
    /// The start of service (SEMANTICS 2.6).
    #[default]
    Start,
    /// Its completion, set-up included.
    Completion,
}

/// The earliest start not before `arrival` in one of the windows (ascending, disjoint; none = no
/// restriction) whose end is not before `lead` seconds after it; `None` = too late for all.
#[inline]
#[must_use]
pub fn next_start(windows: &[Window], arrival: Sec, lead: Sec) -> Option<Sec> {
    if windows.is_empty() {
        return Some(arrival);
    }
    let fits = |window: &&Window| {
        let closes = window.end - lead;
        closes >= arrival && (lead == 0 || closes >= window.start)
    };
    windows.iter().find(fits).map(|window| arrival.max(window.start))
}

/// The latest such start not after `latest`; `None` = too early for all.
#[inline]
#[must_use]
pub fn last_start(windows: &[Window], latest: Sec, lead: Sec) -> Option<Sec> {
    if windows.is_empty() {
        return Some(latest);
    }
    let last = |window: &Window| latest.min(window.end - lead);
    windows.iter().rev().find(|window| window.start <= last(window)).map(last)
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

    /// The same with the last window of each list longer by so many seconds.
    pub(super) fn stretched(&self, most: Sec) -> Self {
        let mut longer = self.clone();
        for ends in self.first.windows(2).filter(|ends| ends[0] < ends[1]) {
            longer.pool[ends[1] as usize - 1].end += most;
        }
        longer
    }

    /// Leaves of the windows of a stop on a date what lies within bounds. Where that is nothing, one
    /// long past remains: no window would be no restriction.
    pub fn cut(&mut self, stop: StopIdx, date: u32, within: Window) {
        let all = std::mem::take(self);
        self.dates = all.dates;
        self.first.push(0);
        for (at, ends) in all.first.windows(2).enumerate() {
            let mut own = all.pool[ends[0] as usize..ends[1] as usize].to_vec();
            if at == stop as usize * all.dates + date as usize {
                if own.is_empty() {
                    own.push(within);
                }
                for window in &mut own {
                    window.start = window.start.max(within.start);
                    window.end = window.end.min(within.end);
                }
                own.retain(|window| window.start <= window.end);
                if own.is_empty() {
                    own.push(Window { start: -EVER, end: -EVER });
                }
            }
            self.push(own);
        }
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
    use super::{Window, WindowTable, last_start, merge, next_start};

    #[test]
    fn overlapping_and_touching_windows_become_one() {
        let given = [(50, 60), (10, 20), (21, 30), (15, 18), (32, 40)];
        let windows = merge(given.map(|(start, end)| Window { start, end }));
        let pairs: Vec<_> = windows.iter().map(|window| (window.start, window.end)).collect();
        // 15–18 lies in 10–20, which 21–30 continues without a second between; 32 does not.
        assert_eq!(pairs, [(10, 30), (32, 40), (50, 60)]);
    }

    #[test]
    fn a_completion_must_lie_in_the_window_of_its_start() {
        let windows = [(10, 30), (50, 55), (60, 90)].map(|(start, end)| Window { start, end });
        // 20 s of work: starts in 10–10 and 60–70; the second window is too short for it.
        for (arrival, start) in
            [(0, Some(10)), (10, Some(10)), (11, Some(60)), (70, Some(70)), (71, None)]
        {
            assert_eq!(next_start(&windows, arrival, 20), start, "at {arrival}");
        }
        for (latest, start) in
            [(9, None), (10, Some(10)), (59, Some(10)), (60, Some(60)), (99, Some(70))]
        {
            assert_eq!(last_start(&windows, latest, 20), start, "by {latest}");
        }
    }

    #[test]
    fn what_is_cut_away_altogether_leaves_a_restriction() {
        let mut table = WindowTable::new(2);
        for _ in 0..4 {
            table.push([Window { start: 10, end: 20 }, Window { start: 30, end: 40 }]);
        }
        table.cut(1, 0, Window { start: 15, end: 35 });
        table.cut(1, 1, Window { start: 50, end: 60 });
        let of = |stop, date| {
            table.of(stop, date).iter().map(|own| (own.start, own.end)).collect::<Vec<_>>()
        };
        assert_eq!(of(1, 0), [(15, 20), (30, 35)]);
        assert_eq!(next_start(table.of(1, 1), 0, 0), None);
        assert_eq!(of(0, 1), [(10, 20), (30, 40)]);
    }
}
