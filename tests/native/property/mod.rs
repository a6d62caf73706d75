//! Promises that hold for every snapshot, on random ones (`tests/support/generator`).
//!
//! A failure names the seed. The environment's `ROUTEWRIGHT_CASES` is the number of cases of the
//! main properties, 1 000 where it is not set; the smaller ones grow in proportion.

mod asked;
mod build;
mod evaluate;
mod fit;
mod found;
mod generated;
mod optimal;
mod planner;
mod proposals;
mod travel;

/// How many cases of a property that ordinarily has so many.
pub(crate) fn cases(ordinary: u64) -> u64 {
    let wanted = std::env::var("ROUTEWRIGHT_CASES").ok();
    let wanted = wanted.and_then(|text| text.parse::<u64>().ok()).unwrap_or(1_000);
    (ordinary * wanted / 1_000).max(1)
}
