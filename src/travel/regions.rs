//! Which regions each location lies in, and what driving into them adds (SEMANTICS 1.4).

use super::polygon::contains;
use crate::model::{LatLng, Region};
use crate::sorted;
use crate::units::Hundredths;

/// What a drive adds because of the regions it enters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Enter {
    /// Seconds on top of the drive, not scaled by the speed factor.
    pub sec: i32,
    /// Hundredths.
    pub cost: Hundredths,
}

/// Most sets for which all pairs are tabulated (4 MB).
const TABLE_LIMIT: usize = 512;

/// Compiled regions. Locations in the same regions share a *set*; set 0 is that of no region.
#[derive(Clone, Debug)]
pub struct Regions {
    set_of: Vec<u32>,
    /// Region indices, ascending; of set k `members[k]`.
    members: Vec<Vec<u32>>,
    /// By region index.
    fees: Vec<Enter>,
    /// From set × to set; empty above [`TABLE_LIMIT`].
    table: Vec<Enter>,
    is_free: bool,
}

impl Regions {
    /// Compiles regions, whose order gives their indices, for locations by index.
    pub fn compile<'r>(
        regions: impl IntoIterator<Item = &'r Region>,
        locations: &[LatLng],
    ) -> Self {
        let regions: Vec<&Region> = regions.into_iter().collect();
        let boxes: Vec<Option<[LatLng; 2]>> = regions.iter().map(|one| bounds(&one.poly)).collect();
        let mut members = vec![Vec::new()];
        let mut known = sorted::map([(Vec::new(), 0)]);
        let mut set_of = Vec::with_capacity(locations.len());
        for location in locations {
            let around = around(regions.iter().copied().zip(boxes.iter().copied()), *location);
            let set = *known.entry(around).or_insert_with_key(|around| {
                members.push(around.clone());
                members.len() as u32 - 1
            });
            set_of.push(set);
        }
        let fees: Vec<Enter> = regions.iter().map(|region| fee(region)).collect();
        let is_free = fees.iter().all(|fee| *fee == Enter::default());
        let mut compiled = Self { set_of, members, fees, table: Vec::new(), is_free };
        compiled.tabulate();
        compiled
    }

    /// Adds one more location; the regions are those compiled.
    pub fn push<'r>(&mut self, regions: impl IntoIterator<Item = &'r Region>, location: LatLng) {
        let regions = regions.into_iter().map(|region| (region, bounds(&region.poly)));
        let around = around(regions, location);
        let known = self.members.iter().position(|set| *set == around);
        let set = known.unwrap_or_else(|| {
            self.members.push(around);
            self.tabulate();
            self.members.len() - 1
        });
        self.set_of.push(set as u32);
    }

    /// Forgets all locations but the first ones, and all sets but the first ones.
    pub fn truncate(&mut self, locations: usize, sets: usize) {
        self.set_of.truncate(locations);
        if sets < self.members.len() {
            self.members.truncate(sets);
            self.tabulate();
        }
    }

    fn tabulate(&mut self) {
        let sets = self.members.len();
        self.table.clear();
        if sets <= TABLE_LIMIT {
            let pairs = (0..sets).flat_map(|from| (0..sets).map(move |to| (from, to)));
            self.table = pairs.map(|(from, to)| self.sum(from, to)).collect();
        }
    }

    /// The set of a location.
    #[inline]
    #[must_use]
    pub fn set_of(&self, location: u32) -> u32 {
        self.set_of[location as usize]
    }

    /// The indices of the regions of a set, ascending; empty: in no region.
    #[must_use]
    pub fn members(&self, set: u32) -> &[u32] {
        &self.members[set as usize]
    }

    /// Whether entering any region costs neither time nor money.
    #[inline]
    #[must_use]
    pub const fn is_free(&self) -> bool {
        self.is_free
    }

    /// How many sets there are, that of no region included.
    #[must_use]
    pub const fn sets(&self) -> usize {
        self.members.len()
    }

    /// What a drive from a location of one set to an order step at a location of another adds: the
    /// sum over the regions of `to` that are not of `from`. Drives to a reload or to the route's end
    /// add nothing, which is the caller's to know.
    #[inline]
    #[must_use]
    pub fn enter(&self, from: u32, to: u32) -> Enter {
        let (from, to) = (from as usize, to as usize);
        match self.table.get(from * self.members.len() + to) {
            Some(enter) => *enter,
            None => self.sum(from, to),
        }
    }

    fn sum(&self, from: usize, to: usize) -> Enter {
        let left = &self.members[from];
        let entered = self.members[to].iter().filter(|region| left.binary_search(region).is_err());
        entered.map(|region| self.fees[*region as usize]).fold(Enter::default(), |sum, fee| Enter {
            // 1 000 regions of 86 400 s and 2^31 hundredths at most: 8.6e7 s, 2.2e12 hundredths.
            sec: sum.sec + fee.sec,
            cost: sum.cost + fee.cost,
        })
    }
}

/// The indices of the regions that a location lies in, given with their bounds.
fn around<'r>(
    regions: impl Iterator<Item = (&'r Region, Option<[LatLng; 2]>)>,
    location: LatLng,
) -> Vec<u32> {
    let around = (0_u32..).zip(regions).filter(|(_, (region, bounds))| {
        bounds.is_some_and(|bounds| is_within(bounds, location)) && contains(&region.poly, location)
    });
    around.map(|(index, _)| index).collect()
}

/// What one region charges; negative = unset = 0.
fn fee(region: &Region) -> Enter {
    let sec = i32::try_from(region.enter_time_sec.max(0)).unwrap_or(i32::MAX);
    Enter { sec, cost: region.enter_cost.max(0) }
}

/// The smallest and largest latitude and longitude of a polygon.
fn bounds(poly: &[LatLng]) -> Option<[LatLng; 2]> {
    let first = *poly.first()?;
    Some(poly.iter().fold([first, first], |[low, high], [lat, lng]| {
        [[low[0].min(*lat), low[1].min(*lng)], [high[0].max(*lat), high[1].max(*lng)]]
    }))
}

fn is_within([low, high]: [LatLng; 2], [lat, lng]: LatLng) -> bool {
    (low[0]..=high[0]).contains(&lat) && (low[1]..=high[1]).contains(&lng)
}
