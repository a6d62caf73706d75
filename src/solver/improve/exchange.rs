//! Exchange: one or two stops of a tour change places with one or two of another (Osman,
//! "Metastrategy simulated annealing and tabu search algorithms for the vehicle routing problem",
//! Annals of Operations Research 41, 1993: λ-interchange with λ = 2).

use super::Search;
use super::join::{Cut, Join, Segment};
use crate::units::Money;

/// Most stops of either tour.
const LONGEST: usize = 2;

/// True if an exchange of stops before the cuts of a join, or of stops behind them, made the plan
/// cheaper; `gain` is what the two drives at the cuts themselves save.
pub(super) fn improve(search: &mut Search<'_>, join: Join, gain: Money, behind: bool) -> bool {
    for one in 1..=LONGEST {
        let Some(left) = row(search, join.left, one, behind) else { break };
        for two in 1..=LONGEST {
            let Some(right) = row(search, join.right, two, behind) else { break };
            let ends = far_ends(left, right, behind);
            let old = search.hop_cost(ends[0]) + search.hop_cost(ends[1]);
            if gain + old <= Money::ZERO {
                continue;
            }
            let may_go = may_go(search, left, join.right) && may_go(search, right, join.left);
            if may_go && far_arcs(search, ends, gain + old) && try_pair(search, left, right) {
                return true;
            }
        }
    }
    false
}

/// So many items behind a cut, or before it.
fn row(search: &Search<'_>, cut: Cut, count: usize, behind: bool) -> Option<Segment> {
    let from = if behind { Some(cut.gap) } else { cut.gap.checked_sub(count) }?;
    let to = from + count;
    (to <= search.tour(cut.day).items.len()).then_some(Segment { day: cut.day, from, to })
}

/// The gaps at the other ends of the two rows.
fn far_ends(left: Segment, right: Segment, behind: bool) -> [Cut; 2] {
    [left, right].map(|own| Cut { day: own.day, gap: if behind { own.to } else { own.from } })
}

/// Whether the drives there cost less than `most` after the exchange. None costs less than nothing.
fn far_arcs(search: &Search<'_>, [left, right]: [Cut; 2], most: Money) -> bool {
    let there = search.between(left, right).filter(|there| there.cost < most);
    there.is_some_and(|there| {
        search.between(right, left).is_some_and(|back| there.cost + back.cost < most)
    })
}

/// Whether items may leave their tour for another day's.
fn may_go(search: &Search<'_>, own: Segment, to: Cut) -> bool {
    search.is_movable(own) && search.may_have(to.day, search.items(own))
}

fn try_pair(search: &mut Search<'_>, left: Segment, right: Segment) -> bool {
    let (mut one, mut two) = ([0; LONGEST], [0; LONGEST]);
    let (one, two) = (&mut one[..left.to - left.from], &mut two[..right.to - right.from]);
    one.copy_from_slice(search.items(left));
    two.copy_from_slice(search.items(right));
    let fits = search.is_light(left, two)
        && search.is_light(right, one)
        && search.is_in_time(left, two)
        && search.is_in_time(right, one);
    fits && search.put(&[(left, two), (right, one)])
}
