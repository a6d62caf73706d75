//! The pairs that a travel model states itself, by our indices (SEMANTICS 1.1).

use super::legs::Leg;
use crate::model::{LatLng, Travel};
use crate::sorted;

/// No place in a list.
const NONE: u32 = u32::MAX;

/// Stated legs. What is not found here is missing.
#[derive(Clone, Debug)]
pub(super) enum Given {
    /// No pair is stated.
    Nothing,
    /// Every pair of the listed locations.
    Matrix {
        /// Of each location its row, or [`NONE`].
        place: Vec<u32>,
        /// How many rows.
        rows: usize,
        /// Row-major.
        legs: Vec<Leg>,
    },
    /// Some pairs.
    Sparse {
        /// Of location i the pairs `row_start[i] .. row_start[i + 1]`.
        row_start: Vec<usize>,
        /// Where each leads to; ascending within a row, each target once.
        targets: Vec<u32>,
        /// Their legs.
        legs: Vec<Leg>,
    },
}

impl Given {
    /// Picks out of the model what concerns the locations, which it lists there. Arrays that are too
    /// short state nothing for what they lack.
    pub(super) fn new(model: &Travel, listing: &[Option<usize>]) -> Self {
        match model {
            Travel::Estimate { .. } => Self::Nothing,
            Travel::Matrix { locations, durations_sec, distances_mt, .. } => {
                Self::matrix(listing, locations.len(), (durations_sec, distances_mt))
            }
            Travel::Sparse { locations: listed, .. } => {
                Self::sparse(listing, listed.len(), |from| row(model, from))
            }
        }
    }

    /// Of the row-major seconds and metres of so many locations.
    fn matrix(
        listing: &[Option<usize>],
        locations: usize,
        (durations, distances): (&[i32], &[i32]),
    ) -> Self {
        let listed: Vec<usize> = listing.iter().copied().flatten().collect();
        let mut rows = 0;
        let mut place = Vec::with_capacity(listing.len());
        for entry in listing {
            place.push(if entry.is_some() { rows } else { NONE });
            rows += u32::from(entry.is_some());
        }
        let mut legs = Vec::with_capacity(listed.len() * listed.len());
        for from in &listed {
            let first = from * locations;
            let own = |list: &[i32]| first.min(list.len())..(first + locations).min(list.len());
            let (sec, mt) = (&durations[own(durations)], &distances[own(distances)]);
            stated_row(*from, &listed, (sec, mt), &mut legs);
        }
        Self::Matrix { place, rows: listed.len(), legs }
    }

    /// `at(i)` lists the targets and legs of listed location i.
    fn sparse<Row: Iterator<Item = (usize, Leg)>>(
        listing: &[Option<usize>],
        listed: usize,
        at: impl Fn(usize) -> Row,
    ) -> Self {
        let mut ours = vec![NONE; listed];
        for (our, place) in (0_u32..).zip(listing) {
            if let Some(slot) = place.and_then(|place| ours.get_mut(place)) {
                *slot = our;
            }
        }
        let mut row_start = vec![0];
        let (mut targets, mut legs) = (Vec::new(), Vec::new());
        for place in listing {
            let mut row: Vec<(u32, Leg)> = place
                .iter()
                .flat_map(|place| at(*place))
                .filter_map(|(target, leg)| ours.get(target).map(|our| (*our, leg)))
                .filter(|(our, _)| *our != NONE)
                .collect();
            // Stable, so of a pair that is stored twice the first stays.
            sorted::by_key(&mut row, |(our, _)| *our);
            row.dedup_by_key(|(our, _)| *our);
            targets.extend(row.iter().map(|(target, _)| target));
            legs.extend(row.iter().map(|(_, leg)| leg));
            row_start.push(targets.len());
        }
        Self::Sparse { row_start, targets, legs }
    }

    /// The stated leg of a pair.
    pub(super) fn find(&self, from: usize, to: usize) -> Option<Leg> {
        match self {
            Self::Nothing => None,
            Self::Matrix { place, rows, legs } => {
                let (from, to) = (*place.get(from)?, *place.get(to)?);
                let stated = from != NONE && to != NONE;
                stated.then(|| legs.get(from as usize * rows + to as usize).copied()).flatten()
            }
            Self::Sparse { row_start, targets, legs } => {
                let row = *row_start.get(from)?..*row_start.get(from + 1)?;
                let target = u32::try_from(to).ok()?;
                let found = targets.get(row.clone())?.binary_search(&target).ok()?;
                legs.get(row.start + found).copied()
            }
        }
    }
}

/// The legs of a row of a matrix to the listed locations. A function of its own: engines compile hot
/// code anew, but put that to use when it is called again, never in the middle of a loop (V8: "Dynamic
/// Tiering").
#[inline(never)]
fn stated_row(from: usize, listed: &[usize], (sec, mt): (&[i32], &[i32]), legs: &mut Vec<Leg>) {
    legs.extend(listed.iter().map(|to| match *to {
        to if to == from => Leg::ZERO,
        to => Leg::given(sec.get(to), mt.get(to)),
    }));
}

/// The leg that a model states between two locations that it lists.
pub(super) fn stated(model: &Travel, from: usize, to: usize) -> Option<Leg> {
    match model {
        _ if from == to => Some(Leg::ZERO),
        Travel::Estimate { .. } => None,
        Travel::Matrix { locations, durations_sec, distances_mt, .. } => {
            let pair = from * locations.len() + to;
            Some(Leg::given(durations_sec.get(pair), distances_mt.get(pair)))
        }
        Travel::Sparse { .. } => {
            row(model, from).find(|(target, _)| *target == to).map(|(_, leg)| leg)
        }
    }
}

/// What a sparse model states from a location that it lists: where to, by their places in the list.
fn row(model: &Travel, from: usize) -> impl Iterator<Item = (usize, Leg)> {
    let (row_start, to, durations, distances) = match model {
        Travel::Sparse { row_start, to, durations_sec, distances_mt, .. } => {
            (&row_start[..], &to[..], &durations_sec[..], &distances_mt[..])
        }
        _ => (&[][..], &[][..], &[][..], &[][..]),
    };
    let bound =
        |row: usize| row_start.get(row).map_or(0, |pair| usize::try_from(*pair).unwrap_or(0));
    (bound(from)..bound(from + 1).min(to.len())).filter_map(|pair| {
        let target = usize::try_from(*to.get(pair)?).ok()?;
        Some((target, Leg::given(durations.get(pair), distances.get(pair))))
    })
}

/// The locations that a model lists.
fn listed(model: &Travel) -> &[LatLng] {
    match model {
        Travel::Estimate { .. } => &[],
        Travel::Matrix { locations, .. } | Travel::Sparse { locations, .. } => locations,
    }
}

/// Where a model lists a location first.
pub(super) fn first_listing(model: &Travel, location: LatLng) -> Option<usize> {
    listed(model).iter().position(|listed| *listed == location)
}

/// The same for many.
pub(super) fn first_listings(model: &Travel, locations: &[LatLng]) -> Vec<Option<usize>> {
    let mut first = sorted::Map::new();
    for (index, location) in listed(model).iter().enumerate() {
        first.entry(*location).or_insert(index);
    }
    locations.iter().map(|location| first.get(location).copied()).collect()
}
