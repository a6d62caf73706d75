//! The legs between one location and all others, side by side: what placing a stop asks for many times
//! over. Where all legs are tabulated these are two rows of the table. Otherwise a few rows are
//! remembered, of the locations asked for last, which stay near the processor, and of each location
//! what was asked for before, as it will be asked for again: to begin a row is to read some lines of
//! memory, while each leg of a table of all is somewhere else.

use super::legs::{Leg, Legs};
use std::cell::{Cell, OnceCell};
use std::fmt;

/// Rows that are remembered: those of the two stops of a task, and of the task before.
const ROWS: usize = 4;
/// Legs that are remembered of each location, and of all (12 MB), in each direction in which they differ.
const PER_LOCATION: usize = 128;
const MOST: usize = 1 << 20;
/// No location, in a slot.
const NONE: u32 = u32::MAX;
/// Of the number of a location: the leg is from there.
const INWARDS: u32 = 1 << 31;

/// The legs from one location to all, and from all to it.
#[derive(Clone, Copy, Debug)]
pub struct Around<'l> {
    legs: &'l Legs,
    here: u32,
    kept: Kept<'l>,
}

#[derive(Clone, Copy, Debug)]
enum Kept<'l> {
    /// Tabulated: out and in.
    Table(&'l [Leg], &'l [Leg]),
    Row(&'l Row, &'l [Slot]),
}

impl<'l> Around<'l> {
    pub(super) const fn tabulated(
        legs: &'l Legs,
        here: u32,
        (out, into): (&'l [Leg], &'l [Leg]),
    ) -> Self {
        Self { legs, here, kept: Kept::Table(out, into) }
    }

    pub(super) const fn remembered(
        legs: &'l Legs,
        here: u32,
        (row, before): (&'l Row, &'l [Slot]),
    ) -> Self {
        Self { legs, here, kept: Kept::Row(row, before) }
    }

    /// To another location.
    #[inline]
    #[must_use]
    pub fn to(&self, to: u32) -> Leg {
        match self.kept {
            Kept::Table(out, _) => out[to as usize],
            Kept::Row(row, before) => row.leg(self.here, to, before, self.legs),
        }
    }

    /// From another location.
    #[inline]
    #[must_use]
    pub fn from(&self, from: u32) -> Leg {
        match self.kept {
            Kept::Table(_, into) => into[from as usize],
            Kept::Row(row, before) => row.leg(self.here, from | INWARDS, before, self.legs),
        }
    }
}

/// A leg of a row, and what the row's stamp was when it was put there.
type Entry = Cell<(u32, Leg)>;

/// What was asked for of a location before: which other one, perhaps [`INWARDS`], and the leg.
#[derive(Clone, Debug)]
pub(super) struct Slot(Cell<(u32, Leg)>);

/// The row of one location at a time.
pub(super) struct Row {
    of: Cell<u32>,
    /// Another one for each location that the row was of.
    stamp: Cell<u32>,
    out: Box<[Entry]>,
    /// Empty where legs are the same in both directions.
    into: Box<[Entry]>,
    /// Slots of its location that are in use, or were put to use again.
    used: Cell<usize>,
}

impl Row {
    fn new(len: usize, is_symmetric: bool) -> Self {
        let none = |len: usize| vec![Cell::new((0, Leg::ZERO)); len].into_boxed_slice();
        let into = none(if is_symmetric { 0 } else { len });
        let (of, stamp, used) = (Cell::new(NONE), Cell::new(0), Cell::new(0));
        Self { of, stamp, out: none(len), into, used }
    }

    /// Becomes the row of a location of which these slots tell.
    fn begin(&self, here: u32, before: &[Slot]) {
        if self.stamp.get() == u32::MAX {
            self.out.iter().chain(&self.into).for_each(|entry| entry.set((0, Leg::ZERO)));
            self.stamp.set(0);
        }
        self.of.set(here);
        self.stamp.set(self.stamp.get() + 1);
        self.used.set(before.len());
        for (at, slot) in before.iter().enumerate() {
            let (other, leg) = slot.0.get();
            if other == NONE {
                self.used.set(at);
                break;
            }
            self.entry(other).set((self.stamp.get(), leg));
        }
    }

    #[inline]
    fn entry(&self, other: u32) -> &Entry {
        let inwards = other & INWARDS != 0 && !self.into.is_empty();
        let entries = if inwards { &self.into } else { &self.out };
        &entries[(other & !INWARDS) as usize]
    }

    /// The leg between `here` and another location. Whoever still asks for the location that the row was
    /// of before is answered without it.
    #[inline]
    fn leg(&self, here: u32, other: u32, before: &[Slot], legs: &Legs) -> Leg {
        let (stamp, leg) = self.entry(other).get();
        if stamp == self.stamp.get() && self.of.get() == here {
            return leg;
        }
        self.fill(here, other, before, legs)
    }

    #[cold]
    #[inline(never)]
    fn fill(&self, here: u32, other: u32, before: &[Slot], legs: &Legs) -> Leg {
        let leg = match other & INWARDS {
            0 => legs.leg(here, other),
            _ => legs.leg(other & !INWARDS, here),
        };
        if self.of.get() == here {
            self.entry(other).set((self.stamp.get(), leg));
            let used = self.used.get();
            if let Some(slot) = before.get(used % before.len().max(1)) {
                slot.0.set((other, leg));
                self.used.set(used + 1);
            }
        }
        leg
    }
}

/// The rows of the locations asked for last, and what was asked for before of each location. They are
/// made when first used, and nothing that they hold can be seen.
#[derive(Default)]
pub(super) struct Lately {
    rows: OnceCell<[Row; ROWS]>,
    /// Which row is used next.
    next: Cell<usize>,
    /// By location, as many for each.
    before: OnceCell<Vec<Slot>>,
}

impl Lately {
    /// The row of a location among so many, and its slots.
    #[inline]
    pub(super) fn row(&self, here: u32, len: usize, is_symmetric: bool) -> (&Row, &[Slot]) {
        let rows = self.rows.get_or_init(|| std::array::from_fn(|_| Row::new(len, is_symmetric)));
        let directions = if is_symmetric { 1 } else { 2 };
        let each = directions * PER_LOCATION.min(MOST / len.max(1));
        let none = || vec![Slot(Cell::new((NONE, Leg::ZERO))); len * each];
        let before = self.before.get_or_init(none);
        let before = &before[here as usize * each..(here as usize + 1) * each];
        if let Some(row) = rows.iter().find(|row| row.of.get() == here) {
            return (row, before);
        }
        let next = self.next.get();
        self.next.set((next + 1) % ROWS);
        rows[next].begin(here, before);
        (&rows[next], before)
    }
}

impl Clone for Lately {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl fmt::Debug for Lately {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Lately")
    }
}

impl fmt::Debug for Row {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Row")
    }
}
