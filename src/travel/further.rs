//! Locations for the time being: the legs of a few more locations, for questions about orders that
//! are not in the snapshot. What was compiled stays as it is.

use super::given::{first_listing, stated};
use super::legs::{Leg, Legs};
use crate::model::{LatLng, Travel};

/// The legs of one such location from and to all.
#[derive(Clone, Debug)]
pub(super) struct Further {
    pub(super) from: Vec<Leg>,
    pub(super) to: Vec<Leg>,
}

impl Legs {
    /// Adds those of `locations`, which are distinct, that were not compiled, by the same model.
    pub fn extend(&mut self, model: &Travel, locations: &[LatLng]) {
        let new = self.len()..locations.len();
        for location in locations.get(new.clone()).unwrap_or_default() {
            self.listing.push(first_listing(model, *location));
            if let Some(estimate) = &mut self.estimate {
                estimate.push(*location);
            }
        }
        let all = 0..locations.len();
        for own in new {
            let leg = |from: usize, to: usize| {
                let at = |place: usize| self.listing.get(place).copied().flatten();
                let stated = at(from).zip(at(to)).and_then(|(from, to)| stated(model, from, to));
                stated.unwrap_or_else(|| self.missing(from, to))
            };
            let from = all.clone().map(|to| leg(own, to)).collect();
            let to = match model {
                // The same in both directions.
                Travel::Estimate { .. } => Vec::clone(&from),
                _ => all.clone().map(|from| leg(from, own)).collect(),
            };
            self.further.push(Further { from, to });
        }
    }

    /// Takes off what was added.
    pub fn shrink(&mut self) {
        self.further.clear();
        let compiled = self.compiled();
        self.listing.truncate(compiled);
        if let Some(estimate) = &mut self.estimate {
            estimate.truncate(compiled);
        }
    }

    /// The leg of a pair of which one location, or both, are further ones.
    #[cold]
    pub(super) fn of_further(&self, from: usize, to: usize) -> Leg {
        let legs = match from.checked_sub(self.compiled()) {
            Some(own) => self.further.get(own).and_then(|own| own.from.get(to)),
            None => self.further.get(to - self.compiled()).and_then(|own| own.to.get(from)),
        };
        legs.copied().unwrap_or(Leg::UNREACHABLE)
    }
}
