//! Budgets of time under clocks that stand still, or move late.

use routewright::date::Date;
use routewright::model::{BuildRoutesRequest, SolveOptions, StoppedBy};
use routewright::ops::{Frozen, Loaded, World, build_routes};
use routewright::validate;

/// Stands for a while, then moves by a millisecond every fifth time it is read.
struct Late {
    reads: i64,
}

impl World for Late {
    fn now_ms(&mut self) -> i64 {
        self.reads += 1;
        (self.reads - 80).max(0) / 5
    }
}

fn stopped_by(world: &mut dyn World) -> StoppedBy {
    let text = std::fs::read("examples/city-200.json").expect("an example");
    let valid = Loaded::from(validate::snapshot(&text, None).expect("valid"));
    let from = Date::parse("20260317").expect("a date");
    let request =
        BuildRoutesRequest { from, to: from, locked_route_ids_override: None, depot_trips: false };
    let options = SolveOptions { time_budget_ms: Some(120), ..SolveOptions::default() };
    build_routes(&valid, &request, &options, world).expect("a plan").stats.stopped_by
}

#[test]
fn a_clock_that_stands_still_leaves_the_end_to_work() {
    // 120 ms count as 1 200 000 positions where the clock is dead.
    assert_eq!(stopped_by(&mut Frozen), StoppedBy::Work);
}

#[test]
fn a_clock_that_moves_late_was_not_dead() {
    // A round looks at some 8 000 positions here, and the clock is read after each: by 80 reads it
    // was taken for dead, at 300 000. The stand-in of 1 200 000 would end the search long before
    // the 120 ms do, which take 600 reads more. A browser that rounds to 100 ms has such a clock.
    assert_eq!(stopped_by(&mut Late { reads: 0 }), StoppedBy::TimeBudget);
}
