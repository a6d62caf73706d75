//! Time at one point of a route as a function of the departure D.
//!
//! Such a function never decreases and is made of pieces that either wait for something (flat) or
//! follow D (slope 1). It is defined for D from the first piece's start up to the last D that
//! keeps all windows passed so far: later departures are late somewhere, so that the domain is a
//! prefix. Idea: forward propagation as in Dabia et al., "Branch and price for the time-dependent
//! vehicle routing problem with time windows" (Transportation Science 47(3), 2013).

use crate::problem::{Window, next_start};
use crate::units::Sec;

/// For D in `[from, to]` the time is `base`, or `D + base` where it `follows`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) from: Sec,
    pub(super) to: Sec,
    pub(super) base: Sec,
    pub(super) follows: bool,
}

impl Piece {
    #[inline]
    pub(super) const fn at(&self, departure: Sec) -> Sec {
        if self.follows { departure + self.base } else { self.base }
    }
}

/// See the module's head. Empty = no departure is in time.
#[derive(Clone, Debug, Default)]
pub(super) struct Piecewise {
    pub(super) pieces: Vec<Piece>,
}

impl Piecewise {
    /// The time is D itself, for D in `[from, to]`.
    pub(super) fn reset(&mut self, from: Sec, to: Sec) {
        self.pieces.clear();
        if from <= to {
            self.pieces.push(Piece { from, to, base: 0, follows: true });
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The earliest time.
    #[inline]
    pub(super) fn first(&self) -> Option<Sec> {
        self.pieces.first().map(|first| first.at(first.from))
    }

    /// The latest.
    #[inline]
    pub(super) fn last(&self) -> Option<Sec> {
        self.pieces.last().map(|last| last.at(last.to))
    }

    /// Everything happens `seconds` later.
    pub(super) fn shift(&mut self, seconds: Sec) {
        for piece in &mut self.pieces {
            piece.base += seconds;
        }
    }

    /// The earliest moment in one of the windows (ascending, disjoint) from which `lead` seconds are
    /// left to its end; no windows = at once.
    pub(super) fn wait(&mut self, windows: &[Window], lead: Sec, scratch: &mut Vec<Piece>) {
        match windows {
            [] => {}
            [only] if self.fits_one(*only, lead) => {}
            _ => {
                scratch.clear();
                scratch.append(&mut self.pieces);
                for piece in scratch.iter() {
                    if !self.wait_piece(*piece, windows, lead) {
                        break;
                    }
                }
            }
        }
    }

    /// Nothing to do: all times lie in the window already.
    fn fits_one(&self, window: Window, lead: Sec) -> bool {
        match (self.first(), self.last()) {
            (Some(first), Some(last)) => first >= window.start && last <= window.end - lead,
            _ => true,
        }
    }

    /// False where the rest is late.
    fn wait_piece(&mut self, piece: Piece, windows: &[Window], lead: Sec) -> bool {
        if !piece.follows {
            return next_start(windows, piece.base, lead).is_some_and(|base| {
                self.push(Piece { base, ..piece });
                true
            });
        }
        let mut from = piece.from;
        for window in windows {
            let closes = window.end - lead;
            if closes < window.start.max(from + piece.base) {
                continue;
            }
            let opens = window.start - piece.base;
            if from < opens {
                let to = piece.to.min(opens - 1);
                self.push(Piece { from, to, base: window.start, follows: false });
                from = to + 1;
            }
            if from <= piece.to {
                let to = piece.to.min(closes - piece.base);
                self.push(Piece { from, to, ..piece });
                from = to + 1;
            }
            if from > piece.to {
                return true;
            }
        }
        false
    }

    /// Appends a piece that begins where the last one ends.
    fn push(&mut self, piece: Piece) {
        match self.pieces.last_mut() {
            Some(last) if last.follows == piece.follows && last.base == piece.base => {
                last.to = piece.to;
            }
            _ => self.pieces.push(piece),
        }
    }

    /// The earlier of the two, wherever one is defined.
    pub(super) fn lower(&mut self, other: &Self, scratch: &mut Vec<Piece>) {
        if other.is_empty() {
            return;
        }
        if self.is_empty() {
            self.pieces.extend_from_slice(&other.pieces);
            return;
        }
        scratch.clear();
        scratch.append(&mut self.pieces);
        let (mut left, mut right) = (scratch.iter().peekable(), other.pieces.iter().peekable());
        let first = |piece: Option<&&Piece>| piece.map_or(Sec::MAX, |piece| piece.from);
        let mut from = first(left.peek()).min(first(right.peek()));
        loop {
            while left.peek().is_some_and(|piece| piece.to < from) {
                left.next();
            }
            while right.peek().is_some_and(|piece| piece.to < from) {
                right.next();
            }
            let to = match (left.peek(), right.peek()) {
                (None, None) => return,
                (Some(one), None) | (None, Some(one)) => {
                    self.push(Piece { from, ..**one });
                    one.to
                }
                (Some(one), Some(two)) => {
                    let to = one.to.min(two.to);
                    self.push_lower(**one, **two, from, to);
                    to
                }
            };
            from = to + 1;
        }
    }

    /// The earlier of two pieces on `[from, to]`, where both are defined.
    fn push_lower(&mut self, one: Piece, two: Piece, from: Sec, to: Sec) {
        if one.follows == two.follows {
            let base = one.base.min(two.base);
            self.push(Piece { from, to, base, follows: one.follows });
            return;
        }
        let (sloped, flat) = if one.follows { (one, two) } else { (two, one) };
        let equal_at = flat.base - sloped.base;
        if from <= equal_at {
            self.push(Piece { from, to: to.min(equal_at), ..sloped });
        }
        if to > equal_at {
            self.push(Piece { from: from.max(equal_at + 1), to, ..flat });
        }
    }

    /// The last D at which the time is not after `moment`.
    pub(super) fn last_not_after(&self, moment: Sec) -> Option<Sec> {
        let piece = self.pieces.iter().rev().find(|piece| piece.at(piece.from) <= moment)?;
        Some(if piece.follows { piece.to.min(moment - piece.base) } else { piece.to })
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, Piecewise};
    use crate::problem::Window;

    fn value(function: &Piecewise, departure: i64) -> Option<i64> {
        let piece =
            function.pieces.iter().find(|piece| piece.from <= departure && departure <= piece.to);
        piece.map(|piece| piece.at(departure))
    }

    #[test]
    fn waiting_for_two_windows_is_flat_between_them() {
        let mut function = Piecewise::default();
        function.reset(0, 100);
        function.shift(10);
        let windows = [Window { start: 30, end: 40 }, Window { start: 60, end: 70 }];
        function.wait(&windows, 0, &mut Vec::new());
        // Arrival D + 10: before 30 waits, 30–40 at once, 41–59 waits for 60, 61–70, then too late.
        for (departure, expected) in [
            (0, Some(30)),
            (20, Some(30)),
            (30, Some(40)),
            (31, Some(60)),
            (50, Some(60)),
            (60, Some(70)),
            (61, None),
        ] {
            assert_eq!(value(&function, departure), expected, "D = {departure}");
        }
        assert_eq!(function.last_not_after(60), Some(50));
        assert_eq!(function.last_not_after(29), None);
    }

    #[test]
    fn the_lower_of_two_is_taken_at_every_departure() {
        let mut one =
            Piecewise { pieces: vec![Piece { from: 0, to: 50, base: 40, follows: false }] };
        let two = Piecewise {
            pieces: vec![
                Piece { from: 0, to: 30, base: 20, follows: true },
                Piece { from: 31, to: 80, base: 60, follows: false },
            ],
        };
        one.lower(&two, &mut Vec::new());
        // 20 + D until D = 20, then 40 until 50, then 60 until 80.
        for (departure, expected) in [
            (0, Some(20)),
            (20, Some(40)),
            (21, Some(40)),
            (50, Some(40)),
            (51, Some(60)),
            (80, Some(60)),
            (81, None),
        ] {
            assert_eq!(value(&one, departure), expected, "D = {departure}");
        }
    }
}
