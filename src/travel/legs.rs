//! The compiled travel model: a leg for every ordered pair of locations, by index (SEMANTICS 1.1).

use super::estimate::Estimate;
use super::given::Given;
use crate::model::{LatLng, Missing, Travel, UNREACHABLE};
use crate::units::div_round_half_up;

/// A drive between two locations before any speed factor. `sec < 0` = unreachable, then `mt < 0` too.
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

/// A vehicle's drive time for a base duration (SEMANTICS 1.3): `speed_factor` in percent of the
/// average speed, 50 … 200. Unreachable stays so. Valid durations (at most 10 000 000 s) fit after
/// doubling; what `i32` cannot hold would become its maximum, which fits no working window either.
#[inline]
#[must_use]
pub fn scaled(sec: i32, speed_factor: i64) -> i32 {
    if sec < 0 || speed_factor == 100 {
        return sec;
    }
    let drive = div_round_half_up(i64::from(sec) * 100, speed_factor.max(1));
    i32::try_from(drive).unwrap_or(i32::MAX)
}

/// Most locations for which all pairs are tabulated: 2 500² legs of 8 bytes are 50 MB.
const DENSE_LIMIT: usize = 2_500;

/// Base legs between distinct locations.
#[derive(Clone, Debug)]
pub struct Legs {
    len: usize,
    /// Row-major, seconds and metres side by side so that a leg is one memory access; empty above
    /// [`DENSE_LIMIT`].
    table: Vec<Leg>,
    /// The table with rows and columns exchanged; empty where it is the same.
    mirrored: Vec<Leg>,
    given: Given,
    /// `None`: what is not given is unreachable (`missing: "error"`, refused by validation).
    estimate: Option<Estimate>,
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
        let given = Given::new(model, locations);
        Self { len: locations.len(), table: Vec::new(), mirrored: Vec::new(), given, estimate }
    }

    /// The leg from one location to another; both below [`Self::len`].
    #[inline]
    #[must_use]
    pub fn leg(&self, from: u32, to: u32) -> Leg {
        let (from, to) = (from as usize, to as usize);
        debug_assert!(from < self.len && to < self.len, "a location that was not compiled");
        match self.table.get(from * self.len + to) {
            Some(leg) => *leg,
            None => self.look_up(from, to),
        }
    }

    /// All legs with drive times of a speed factor (SEMANTICS 1.3), where they are tabulated.
    #[must_use]
    pub fn scaled(&self, speed_factor: i64) -> Option<Self> {
        let scale = |table: &[Leg]| -> Vec<Leg> {
            table.iter().map(|leg| Leg { sec: scaled(leg.sec, speed_factor), ..*leg }).collect()
        };
        self.is_tabulated().then(|| Self {
            len: self.len,
            table: scale(&self.table),
            mirrored: scale(&self.mirrored),
            given: Given::Nothing,
            estimate: None,
        })
    }

    /// The legs from one location to all and from all to it, where they are tabulated: two runs of
    /// memory for scanning many positions of one stop.
    #[inline]
    #[must_use]
    pub fn rows(&self, location: u32) -> Option<(&[Leg], &[Leg])> {
        if location as usize >= self.len {
            return None;
        }
        let at = location as usize * self.len..(location as usize + 1) * self.len;
        let out = self.table.get(at.clone())?;
        Some((out, self.mirrored.get(at).unwrap_or(out)))
    }

    /// How many locations there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    #[cold]
    fn look_up(&self, from: usize, to: usize) -> Leg {
        if from == to {
            return Leg::ZERO;
        }
        self.given.find(from, to).unwrap_or_else(|| self.missing(from, to))
    }

    fn missing(&self, from: usize, to: usize) -> Leg {
        self.estimate.as_ref().map_or(Leg::UNREACHABLE, |estimate| estimate.leg(from, to))
    }

    /// Whether there is a table, which replaces all else.
    #[must_use]
    pub const fn is_tabulated(&self) -> bool {
        !self.table.is_empty()
    }

    /// Fills the table and drops what it was filled from, unless there are too many locations.
    pub fn tabulate(&mut self) {
        if self.is_tabulated() || self.len > DENSE_LIMIT {
            return;
        }
        self.table = match std::mem::replace(&mut self.given, Given::Nothing) {
            // Everything is listed: the matrix, brought into our order, is the table.
            Given::Matrix { rows, legs, .. } if rows == self.len => legs,
            given => self.table_of(&given),
        };
        self.estimate = None;
        let pairs = || (0..self.len).flat_map(|from| (0..from).map(move |to| (from, to)));
        let at = |from: usize, to: usize| self.table[from * self.len + to];
        if pairs().any(|(from, to)| at(from, to) != at(to, from)) {
            let all = (0..self.len).flat_map(|to| (0..self.len).map(move |from| (from, to)));
            self.mirrored = all.map(|(from, to)| at(from, to)).collect();
        }
    }

    /// All pairs; an estimate is the same in both directions and made once.
    fn table_of(&self, given: &Given) -> Vec<Leg> {
        let mut table = vec![Leg::ZERO; self.len * self.len];
        for to in 0..self.len {
            for from in 0..to {
                let (there, back) = (given.find(from, to), given.find(to, from));
                let missing = match (there, back) {
                    (Some(_), Some(_)) => Leg::UNREACHABLE,
                    _ => self.missing(from, to),
                };
                table[from * self.len + to] = there.unwrap_or(missing);
                table[to * self.len + from] = back.unwrap_or(missing);
            }
        }
        table
    }
}
