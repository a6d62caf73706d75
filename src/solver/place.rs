//! Where the stops of a task go in a tour.

use crate::problem::{StopIdx, Task};
use crate::units::Money;

/// Where a task goes and what that adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Added cost without waiting.
    pub(super) cost: Money,
    /// Gap of the first stop.
    pub(super) gap: usize,
    /// Gap of the second stop, both counted before the insertion; the same as `gap` of one. Of
    /// three stops and more: how many gaps each is behind the one before it, as the digits of a
    /// number in base of how many gaps there are.
    pub(super) second: usize,
}

impl Place {
    /// Stops in these gaps, ascending, of so many in all. `None` where their number does not fit in
    /// 32 bits, so that it is the same on every machine: there are too many ways to try, and only
    /// those with most stops next to each other are.
    pub(super) fn new(cost: Money, gaps: &[usize], of: usize) -> Option<Self> {
        let (gap, second) = match gaps {
            [] => return None,
            [gap] => (*gap, *gap),
            [gap, second] => (*gap, *second),
            [gap, ..] => (*gap, digits(gaps, of)? as usize),
        };
        Some(Self { cost, gap, second })
    }

    /// Sorts by added cost. One copy of the sort for all who ask.
    #[inline(never)]
    pub(super) fn cheapest_first(places: &mut [Self]) {
        places.sort_unstable_by_key(|place| (place.cost, place.gap, place.second));
    }

    /// The gaps of a task's stops, of so many gaps in all.
    pub(super) fn gaps(self, stops: usize, of: usize) -> Vec<usize> {
        match stops {
            0 | 1 => vec![self.gap],
            2 => vec![self.gap, self.second],
            _ => {
                let mut gaps = vec![0; stops];
                let mut rest = self.second;
                for gap in gaps[1..].iter_mut().rev() {
                    *gap = rest % of;
                    rest /= of;
                }
                gaps[0] = self.gap;
                for at in 1..stops {
                    gaps[at] += gaps[at - 1];
                }
                gaps
            }
        }
    }

    /// Every place of so many stops in that many gaps, or of those in every `stride`-th.
    pub(super) fn each(stops: usize, of: usize, stride: usize) -> impl Iterator<Item = Self> {
        let last = (of - 1) / stride;
        let mut next = Some(vec![0; stops.max(1)]);
        std::iter::from_fn(move || {
            let now = next.take()?;
            if let Some(at) = now.iter().rposition(|step| *step < last) {
                let mut after = now.clone();
                let step = now[at] + 1;
                after[at..].fill(step);
                next = Some(after);
            }
            Some(now)
        })
        .filter_map(move |steps| {
            let gaps: Vec<usize> = steps.iter().map(|step| step * stride).collect();
            Self::new(Money::ZERO, &gaps, of)
        })
    }
}

/// A tour's items with the stops of a task in those gaps, behind what `result` has.
pub(super) fn weave(items: &[StopIdx], task: &Task, gaps: &[usize], result: &mut Vec<StopIdx>) {
    let mut from = 0;
    for (stop, gap) in task.stops().zip(gaps) {
        result.extend_from_slice(&items[from..*gap]);
        result.push(stop);
        from = *gap;
    }
    result.extend_from_slice(&items[from..]);
}

fn digits(gaps: &[usize], of: usize) -> Option<u32> {
    let of = u32::try_from(of).ok()?;
    gaps.windows(2).try_fold(0_u32, |number, pair| {
        let step = u32::try_from(pair[1] - pair[0]).ok()?;
        number.checked_mul(of)?.checked_add(step)
    })
}

#[cfg(test)]
mod tests {
    use super::Place;
    use crate::units::Money;

    #[test]
    fn every_place_is_named_once_and_read_back() {
        // n stops in g gaps, order kept: C(g + n − 1, n) ways.
        for (stops, of, ways) in [(1, 5, 5), (2, 5, 15), (3, 5, 35), (4, 3, 15), (3, 1, 1)] {
            let places: Vec<Place> = Place::each(stops, of, 1).collect();
            assert_eq!(places.len(), ways);
            let mut seen: Vec<Vec<usize>> = places.iter().map(|own| own.gaps(stops, of)).collect();
            assert!(seen.iter().all(|gaps| gaps.is_sorted() && gaps.iter().all(|gap| *gap < of)));
            seen.dedup();
            assert_eq!(seen.len(), ways);
        }
        let gaps = |place: Place| place.gaps(2, 6);
        assert_eq!(Place::each(2, 6, 4).map(gaps).collect::<Vec<_>>(), [[0, 0], [0, 4], [4, 4]]);
    }

    #[test]
    fn a_place_whose_number_is_too_large_is_none() {
        // 999 · 1 000² + … < 2³² still fits; a fifth stop 999 gaps on does not.
        assert!(Place::new(Money::ZERO, &[0, 999, 999, 999], 1_000).is_some());
        assert_eq!(Place::new(Money::ZERO, &[0, 999, 999, 999, 999, 999], 1_000), None);
        assert!(Place::new(Money::ZERO, &[7; 20], 1_000).is_some());
    }
}
