//! The compiled travel model: a leg for every ordered pair of locations, by index (SEMANTICS 1.1).

use super::around::{Around, Lately};
use super::estimate::Estimate;
use super::further::Further;
use super::given::{Given, first_listings};
use super::memo::Memo;
use crate::model::{LatLng, Missing, Travel, UNREACHABLE};
use std::ops::Range;
use std::rc::Rc;

/// A drive between two locations, before any speed factor unless said otherwise. `sec < 0` = unreachable, then `mt < 0` too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leg {
    /// Seconds.
    pub sec: i32,
    /// Metres.
    pub mt: i32,
}

impl Leg {
    /// No drive: the same place.
    pub const ZERO: Self = Self { sec: 0, mt: 0 };
    /// Cannot be driven (SEMANTICS 1.5).
    pub const UNREACHABLE: Self = Self { sec: UNREACHABLE, mt: UNREACHABLE };

    /// Whether the pair can be driven.
    #[inline]
    #[must_use]
    pub const fn is_reachable(self) -> bool {
        self.sec >= 0
    }

    /// As stated by a model: unreachable if either number says so or is not there.
    pub(super) fn given(sec: Option<&i32>, mt: Option<&i32>) -> Self {
        match (sec, mt) {
            (Some(&sec), Some(&mt)) if sec >= 0 && mt >= 0 => Self { sec, mt },
            _ => Self::UNREACHABLE,
        }
    }
}

/// Most locations for which all pairs are tabulated: 2 500² legs of 8 bytes are 50 MB.
const DENSE_LIMIT: usize = 2_500;

/// Base legs between distinct locations. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Legs {
    compiled: Rc<Compiled>,
    /// `None`: what is not given is unreachable (`missing: "error"`, refused by validation).
    pub(super) estimate: Option<Estimate>,
    /// Of each location where the model lists it.
    pub(super) listing: Vec<Option<usize>>,
    /// Of locations for the time being, which are the last ones; see [`Self::extend`].
    pub(super) further: Vec<Further>,
}

#[derive(Clone, Debug)]
struct Compiled {
    len: usize,
    /// Row-major, seconds and metres side by side so that a leg is one memory access; empty until
    /// [`Legs::tabulate`], and above [`DENSE_LIMIT`].
    table: Vec<Leg>,
    /// The table with rows and columns exchanged; empty where it is the same.
    mirrored: Vec<Leg>,
    given: Given,
    /// Of what is not tabulated.
    memo: Memo,
    lately: Lately,
}

impl Legs {
    /// Compiles the model for `locations`, which are distinct; their order gives the indices.
    #[must_use]
    pub fn compile(model: &Travel, locations: &[LatLng]) -> Self {
        let mut legs = Self::on_demand(model, locations);
        legs.tabulate();
        legs
    }

    /// The same without a table: for when far fewer legs are asked for than there are.
    #[must_use]
    pub fn on_demand(model: &Travel, locations: &[LatLng]) -> Self {
        let estimate = match model {
            Travel::Estimate { speed_kmh, detour_factor } => {
                Some(Estimate::new(locations, *speed_kmh, *detour_factor))
            }
            Travel::Matrix { missing, .. } | Travel::Sparse { missing, .. } => match missing {
                Missing::Estimate => Some(Estimate::new(locations, None, None)),
                Missing::Error => None,
            },
        };
        let listing = first_listings(model, locations);
        let compiled = Compiled {
            len: locations.len(),
            table: Vec::new(),
            mirrored: Vec::new(),
            given: Given::new(model, &listing),
            memo: Memo::default(),
            lately: Lately::default(),
        };
        Self { compiled: Rc::new(compiled), estimate, listing, further: Vec::new() }
    }

    /// The leg from one location to another; both below [`Self::len`].
    #[inline]
    #[must_use]
    pub fn leg(&self, from: u32, to: u32) -> Leg {
        let (row, column) = (from as usize, to as usize);
        debug_assert!(row.max(column) < self.len(), "a location that was not compiled");
        let compiled = &*self.compiled;
        if row.max(column) >= compiled.len {
            return self.of_further(row, column);
        }
        match compiled.table.get(row * compiled.len + column) {
            Some(leg) => *leg,
            None => self.look_up(from, to),
        }
    }

    /// The legs from one location to all and from all to it, for looking at many positions of one stop;
    /// `None` where there are locations for the time being that its rows lack.
    #[inline]
    #[must_use]
    pub fn around(&self, here: u32) -> Option<Around<'_>> {
        let Compiled { len, table, mirrored, given, lately, .. } = &*self.compiled;
        let location = here as usize;
        if let Some(own) = location.checked_sub(*len) {
            let own = self.further.get(own)?;
            return Some(Around::tabulated(self, here, (&own.from, &own.to)));
        }
        if !self.further.is_empty() {
            return None;
        }
        let at = location * len..(location + 1) * len;
        let Some(out) = table.get(at.clone()) else {
            let is_symmetric = matches!(given, Given::Nothing);
            return Some(Around::remembered(self, here, lately.row(here, *len, is_symmetric)));
        };
        Some(Around::tabulated(self, here, (out, mirrored.get(at).unwrap_or(out))))
    }

    /// How many locations there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.compiled.len + self.further.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A function of its own, so that looking into the table is short enough to be done in place.
    #[inline(never)]
    fn look_up(&self, from: u32, to: u32) -> Leg {
        if from == to {
            return Leg::ZERO;
        }
        let Compiled { len, given, memo, .. } = &*self.compiled;
        // An estimate is the same in both directions.
        let turned = from > to && matches!(given, Given::Nothing);
        let (from, to) = if turned { (to, from) } else { (from, to) };
        memo.leg(*len, (from, to), || {
            let (from, to) = (from as usize, to as usize);
            given.find(from, to).unwrap_or_else(|| self.missing(from, to))
        })
    }

    /// Whether there is a table, which replaces all else.
    #[must_use]
    pub fn is_tabulated(&self) -> bool {
        !self.compiled.table.is_empty()
    }

    /// How many locations were compiled, without those for the time being.
    pub(super) fn compiled(&self) -> usize {
        self.compiled.len
    }

    /// Fills the table and drops what it was filled from, unless there are too many locations.
    pub fn tabulate(&mut self) {
        let len = self.compiled.len;
        if self.is_tabulated() || len > DENSE_LIMIT {
            return;
        }
        let compiled = Rc::make_mut(&mut self.compiled);
        let table = match std::mem::replace(&mut compiled.given, Given::Nothing) {
            // Everything is listed: the matrix, brought into our order, is the table.
            Given::Matrix { rows, legs, .. } if rows == len => legs,
            given => table_of(len, &given, self.estimate.as_ref()),
        };
        compiled.mirrored = mirrored(&table, len);
        compiled.table = table;
        (compiled.memo, compiled.lately) = (Memo::default(), Lately::default());
    }

    pub(super) fn missing(&self, from: usize, to: usize) -> Leg {
        self.estimate.as_ref().map_or(Leg::UNREACHABLE, |estimate| estimate.leg(from, to))
    }
}

/// Rows that are turned into columns at a time: each visit to a part of a row brings as many entries
/// as are used.
const BLOCK: usize = 16;

/// A table with rows and columns exchanged; nothing where that is the same.
fn mirrored(table: &[Leg], len: usize) -> Vec<Leg> {
    let blocks = || (0..len).step_by(BLOCK).map(|first| first..(first + BLOCK).min(len));
    // One side of the diagonal tells of both.
    let is_same = |columns: &Range<usize>| {
        (0..columns.end).all(|row| is_symmetric(table, len, row, columns.clone()))
    };
    if blocks().all(|columns| is_same(&columns)) {
        return Vec::new();
    }
    let mut mirrored = vec![Leg::ZERO; len * len];
    for columns in blocks() {
        for row in 0..len {
            for (column, leg) in columns.clone().zip(&table[row * len..][columns.clone()]) {
                mirrored[column * len + row] = *leg;
            }
        }
    }
    mirrored
}

/// Whether some legs from a location are as those to it. A function of its own: see
/// `given::stated_row`.
#[inline(never)]
fn is_symmetric(table: &[Leg], len: usize, row: usize, columns: Range<usize>) -> bool {
    let turned = columns.clone().map(|column| &table[column * len + row]);
    turned.eq(&table[row * len..][columns])
}

/// All pairs; an estimate is the same in both directions and made once.
fn table_of(len: usize, given: &Given, estimate: Option<&Estimate>) -> Vec<Leg> {
    let mut table = vec![Leg::ZERO; len * len];
    (0..len).for_each(|to| fill_column(&mut table, len, to, given, estimate));
    table
}

/// The legs from the locations before `to` to it, and back. A function of its own: see
/// `given::stated_row`.
#[inline(never)]
fn fill_column(
    table: &mut [Leg],
    len: usize,
    to: usize,
    given: &Given,
    estimate: Option<&Estimate>,
) {
    for from in 0..to {
        let (there, back) = (given.find(from, to), given.find(to, from));
        let missing = match (there, back, estimate) {
            (Some(_), Some(_), _) | (_, _, None) => Leg::UNREACHABLE,
            (_, _, Some(estimate)) => estimate.leg(from, to),
        };
        table[from * len + to] = there.unwrap_or(missing);
        table[to * len + from] = back.unwrap_or(missing);
    }
}

#[cfg(test)]
mod tests {
    use super::{Leg, mirrored};

    #[test]
    fn a_table_is_mirrored_where_it_is_not_symmetric() {
        // More than two blocks; legs (row, column) → column of row.
        let len = 35;
        let table = |leg: &dyn Fn(usize, usize) -> usize| -> Vec<Leg> {
            let all = (0..len).flat_map(|row| (0..len).map(move |column| (row, column)));
            all.map(|(row, column)| Leg { sec: leg(row, column) as i32, mt: 1 }).collect()
        };
        assert!(mirrored(&table(&|row, column| row * column), len).is_empty());
        let numbered = table(&|row, column| row * len + column);
        assert_eq!(mirrored(&numbered, len), table(&|row, column| column * len + row));
        // One pair alone differs, on either side of the diagonal.
        for odd in [(33, 2), (2, 33), (34, 33)] {
            let one = table(&|row, column| usize::from((row, column) == odd));
            let other = table(&|row, column| usize::from((column, row) == odd));
            assert_eq!(mirrored(&one, len), other, "{odd:?}");
        }
    }
}
