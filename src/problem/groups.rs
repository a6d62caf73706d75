//! Places that share their once-per-place times.
//!
//! Parking, the cost per stop and a depot's set-up are charged where a vehicle comes to another
//! place (SEMANTICS 2.5, 2.8). Places of one group count as one then: a port, a hospital, a mall.
//! A group may have a time of its own for checking in, which counts as parking does.

use super::LocIdx;
use crate::units::Sec;

/// Which places belong together.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    /// By location; empty = each on its own.
    of: Vec<u32>,
    /// Seconds by group.
    check_in: Vec<Sec>,
}

impl Groups {
    /// The group of each location, and the seconds of checking in at each group; a group that has
    /// none there takes 0.
    #[must_use]
    pub const fn new(of: Vec<u32>, check_in: Vec<Sec>) -> Self {
        Self { of, check_in }
    }

    /// Each place is on its own, without checking in.
    #[must_use]
    #[inline]
    pub const fn is_trivial(&self) -> bool {
        self.of.is_empty()
    }

    /// Whether going from one location to another leads to no other group.
    #[must_use]
    #[inline]
    pub fn together(&self, from: LocIdx, to: LocIdx) -> bool {
        from == to
            || !self.is_trivial() && self.group(from).is_some_and(|own| self.group(to) == Some(own))
    }

    /// Seconds of checking in at a location.
    #[must_use]
    #[inline]
    pub fn check_in(&self, place: LocIdx) -> Sec {
        let group = self.group(place).and_then(|group| self.check_in.get(group as usize));
        group.copied().unwrap_or(0)
    }

    #[inline]
    fn group(&self, place: LocIdx) -> Option<u32> {
        self.of.get(place as usize).copied()
    }
}
