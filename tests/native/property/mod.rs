//! Promises that hold for every snapshot, on random ones (`tests/support/generator`).
//!
//! A failure names the seed. The environment's `ROUTEWRIGHT_CASES` is the number of cases of the
//! main properties, 1 000 where it is not set; the smaller ones grow in proportion.

mod aims;
mod asked;
mod build;
mod drawn;
mod evaluate;
mod fit;
mod found;
mod generated;
mod ladder;
mod optimal;
mod planner;
mod proposals;
mod travel;

use std::io::Write;
use std::ops::Range;

/// The seeds of a property; of many thousands every tenth part is told as it begins, past what the
/// test harness holds back.
pub(crate) fn seeds(what: &'static str, seeds: Range<u64>) -> impl Iterator<Item = u64> {
    let (first, count) = (seeds.start, seeds.end.saturating_sub(seeds.start));
    seeds.inspect(move |seed| {
        let done = seed - first;
        if count >= MANY && done.is_multiple_of(count / 10) {
            // A line that cannot be written is no reason to fail.
            let _ = writeln!(std::io::stderr(), "{what}: {done} of {count}");
        }
    })
}

/// From so many cases on they are counted aloud.
const MANY: u64 = 5_000;

/// How many cases of a property that ordinarily has so many.
pub(crate) fn cases(ordinary: u64) -> u64 {
    let wanted = std::env::var("ROUTEWRIGHT_CASES").ok();
    let wanted = wanted.and_then(|text| text.parse::<u64>().ok()).unwrap_or(1_000);
    (ordinary * wanted / 1_000).max(1)
}
