//! A short run of what `make fuzz` does at length: every seed, and changes to it that are the same at
//! each run. A failure names the seed, the number of the change and the document.

use crate::property::{cases, seeds};
use crate::support::fuzz::{Target, mutated};
use crate::support::generator::Dice;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// Feeds the seeds of a target and so many changes of each.
fn fed(target: Target, changes: u64) {
    let all = target.seeds();
    let (mut given, mut refused) = (0, 0);
    let of = |seed: usize, change: u64| Dice::new(seed as u64 * 1_000_003 + change);
    for (at, seed) in all.iter().enumerate() {
        let mut bytes = seed.to_string().into_bytes();
        for change in seeds(target.name(), 0..changes) {
            let fed = catch_unwind(AssertUnwindSafe(|| target.feed(&bytes)));
            match fed {
                Ok(result) if result => given += 1,
                Ok(_) => refused += 1,
                Err(why) => {
                    eprintln!("seed {at}, change {change}: {}", String::from_utf8_lossy(&bytes));
                    resume_unwind(why);
                }
            }
            let mut dice = of(at, change);
            // Changes pile up for a while, then start anew.
            let from = if change % 4 == 0 { seed.to_string().into_bytes() } else { bytes };
            bytes = mutated(&mut dice, &from);
        }
    }
    assert!(given > refused / 20 && refused > 0, "{given} results, {refused} refused");
}

#[test]
fn any_text_of_a_snapshot_is_read_the_same_again_or_told_what_is_wrong() {
    fed(Target::Snapshot, cases(150));
}

#[test]
fn any_plan_that_is_asked_for_is_right_or_refused() {
    fed(Target::Plans, cases(30));
}

#[test]
fn any_events_leave_routes_that_are_right_or_are_refused() {
    fed(Target::Events, cases(60));
}

#[test]
fn any_request_of_an_operation_gives_what_is_right_or_is_refused() {
    fed(Target::Operations, cases(12));
}
