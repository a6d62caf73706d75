//! Budgets of time under clocks that stand still, or move late.

use crate::support::judged::{Frozen, Loaded, World, build_routes, compute_proposals, fit_in};
use routewright::date::Date;
use routewright::model::{BuildRoutesRequest, SolveOptions, StoppedBy};
use routewright::validate;
use serde_json::json;

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
fn fit_in_and_proposals_end_by_work_where_the_clock_stands_still() {
    let text = std::fs::read("examples/jasper.json").expect("an example");
    let valid = Loaded::from(validate::snapshot(&text, None).expect("valid"));
    let options = SolveOptions { time_budget_ms: Some(20), ..SolveOptions::default() };
    let request = json!({"from": "20151204", "to": "20151204"});
    let request = validate::fit_in_request(&request, &valid.snapshot).expect("valid");
    let result = fit_in(&valid, &request, &options, &mut Frozen).expect("a result");
    // 20 ms count as 200 000 positions; so few orders may also be settled before.
    let by = result.stats.stopped_by;
    assert!(matches!(by, StoppedBy::Work | StoppedBy::Converged), "{by:?}");
    let orders = valid.document["orders"].as_object().expect("orders");
    let mut order = orders.values().next().expect("an order").clone();
    order["id"] = json!("asked for");
    let window = json!([{"startSec": 30_000, "endSec": 60_000}]);
    let slot = json!({"date": "20151204", "deliveryTimeWindows": window});
    let request = json!({"order": order, "timeSlots": [slot]});
    let request = validate::compute_proposals_request(&request, &valid).expect("valid");
    let set = compute_proposals(&valid, &request, &options, 0, &mut Frozen).expect("proposals");
    assert_eq!(set.proposals.len(), 1);
}

#[test]
fn a_clock_that_moves_late_was_not_dead() {
    // A round looks at some 8 000 positions here, and the clock is read after each: by 80 reads it
    // was taken for dead, at 300 000. The stand-in of 1 200 000 would end the search long before
    // the 120 ms do, which take 600 reads more. A browser that rounds to 100 ms has such a clock.
    assert_eq!(stopped_by(&mut Late { reads: 0 }), StoppedBy::TimeBudget);
}

/// Moves by a millisecond with every so many readings.
struct Steady {
    reads: i64,
    per_ms: i64,
}

impl World for Steady {
    fn now_ms(&mut self) -> i64 {
        self.reads += 1;
        self.reads / self.per_ms
    }
}

#[test]
fn a_search_ends_before_its_time_by_what_telling_the_result_takes() {
    // A clock that is read every 3 000 positions or round and moves at every other reading: some
    // 10 000 positions a millisecond. The plan of 200 orders is then worth 30 000 positions of
    // telling, 150 an order: the search is told to stop a few of the 120 ms early, not late.
    let mut clock = Steady { reads: 0, per_ms: 2 };
    assert_eq!(stopped_by(&mut clock), StoppedBy::TimeBudget);
    let read = clock.now_ms();
    assert!((105..120).contains(&read), "ended after {read} ms of 120");
}
