//! How often a search cools: once, or where the budget allows it a few times, each cooling after the first
//! from warm only, so that the routes of several good plans become known
//! ([`pool`](super::pool)).

use super::anneal::STEPS;

/// From this used share on the speed of the search is known.
const KNOWN: usize = 96;
/// The first cooling is over after this share.
const FIRST: usize = 424;
/// The used share at whose temperature the others begin.
const WARM: usize = 250;
/// Rounds for each task that one of them should have, and most of them.
const ROUNDS: u64 = 100;
const MOST: usize = 8;
/// Plans are put together so often in each cooling, from the share on at which plans are good.
const RECOMBINED: usize = 4;
const GOOD: usize = 300;

/// See the module's head.
#[derive(Clone, Debug)]
pub(super) struct Coolings {
    /// How many there are; 0 until it is known.
    count: usize,
    /// Share and rounds when the search began.
    began: Option<(usize, u64)>,
    /// When routes were looked through last.
    recombined: usize,
}

/// Where a search is in its coolings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// Which cooling.
    pub(super) cooling: usize,
    /// The used share of it.
    pub(super) part: usize,
    /// The share of a single cooling that stands for its temperature.
    pub(super) share: usize,
}

impl Coolings {
    /// One cooling, or as many as the budget allows.
    pub(super) const fn new(is_single: bool) -> Self {
        Self { count: if is_single { 1 } else { 0 }, began: None, recombined: 0 }
    }

    /// How many there are follows from the rounds made so far.
    pub(super) fn observe(&mut self, share: usize, rounds: u64, tasks: usize) {
        let began = *self.began.get_or_insert((share, rounds));
        if self.count > 0 || share < began.0 + KNOWN {
            return;
        }
        let all = (rounds - began.1) * STEPS as u64 / (share - began.0) as u64;
        let each = ROUNDS * tasks.max(1) as u64;
        let first = FIRST as u64;
        let others = all.saturating_sub(all * first / STEPS as u64) / each;
        // With one more only the first would be too short for what it gains.
        let others = usize::try_from(others).unwrap_or(MOST).min(MOST);
        self.count = if others < 3 { 1 } else { 1 + others };
    }

    /// Where the search is at a used share.
    pub(super) fn at(&self, share: usize) -> Moment {
        if self.count < 2 || share < KNOWN {
            return Moment { cooling: 0, part: share, share };
        }
        if share < FIRST {
            let share = KNOWN + (share - KNOWN) * (STEPS - KNOWN) / (FIRST - KNOWN);
            return Moment { cooling: 0, part: share, share };
        }
        let (used, all) = ((share - FIRST) * (self.count - 1), STEPS - FIRST);
        let cooling = (used / all).min(self.count - 2);
        let part = (used - cooling * all) * STEPS / all;
        Moment { cooling: cooling + 1, part, share: WARM + part * (STEPS - WARM) / STEPS }
    }

    /// Whether it is time to put plans together; true once each time.
    pub(super) fn wants_recombination(&mut self, moment: Moment) -> bool {
        // A little before its end.
        let part = (moment.share + 8).saturating_sub(GOOD) * RECOMBINED / (STEPS - GOOD);
        let at = moment.cooling * (RECOMBINED + 1) + part;
        part > 0 && std::mem::replace(&mut self.recombined, at) != at
    }
}

#[cfg(test)]
mod tests {
    use super::{Coolings, Moment};

    /// A search for 100 tasks that makes so many rounds in all.
    fn search(rounds: u64) -> Coolings {
        let mut coolings = Coolings::new(false);
        coolings.observe(0, 0, 100);
        // 96 of 1 024 are used after 3 of 32 rounds.
        coolings.observe(96, rounds * 3 / 32, 100);
        coolings
    }

    #[test]
    fn a_short_search_cools_once() {
        // 600 of 1 024 rounds are for the other coolings, 10 000 each: 29 982 are not enough for three.
        for share in [0, 96, 424, 700, 1_024] {
            assert_eq!(search(51_168).at(share), Moment { cooling: 0, part: share, share });
            assert_eq!(Coolings::new(true).at(share), Moment { cooling: 0, part: share, share });
        }
        assert_eq!(search(51_232).at(424).cooling, 1);
    }

    #[test]
    fn a_longer_one_cools_again_from_warm() {
        let coolings = search(51_232);
        // What was used before it was known stays used; then the rest of the first cooling in 328 shares.
        assert_eq!(
            [0, 95, 96, 260, 423].map(|share| coolings.at(share).share),
            [0, 95, 96, 560, 1_021]
        );
        // Three of 200 shares each, from 250 on, where the whole of one are 1 024: 774 / 2 + 250 in the middle.
        let moments = [424, 524, 624, 824, 1_024].map(|share| coolings.at(share));
        let of = |cooling, part, share| Moment { cooling, part, share };
        let known =
            [of(1, 0, 250), of(1, 512, 637), of(2, 0, 250), of(3, 0, 250), of(3, 1_024, 1_024)];
        assert_eq!(moments, known);
        // However long, eight more: 800 shares are in the sixth of them.
        assert_eq!(search(9_000_000).at(800).cooling, 1 + (800 - 424) * 8 / 600);
    }

    #[test]
    fn plans_are_put_together_four_times_in_each_cooling() {
        let mut coolings = search(51_232);
        let mut wanted = Vec::new();
        for share in 0..=1_024 {
            let moment = coolings.at(share);
            if coolings.wants_recombination(moment) {
                wanted.push(moment.cooling);
            }
        }
        assert_eq!(wanted, [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]);
    }
}
