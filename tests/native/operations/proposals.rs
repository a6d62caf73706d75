//! `computeProposals` and `applyProposal`.

use super::valid;
use crate::oracle::settings;
use crate::support::judged::{Frozen, Loaded, apply_proposal, compute_proposals};
use routewright::error::ErrorCode;
use routewright::model::{
    ApplyProposalRequest, OtherReason, ProposalApplied, ProposalStatus, ProposalsSet, ReasonCode,
    Rules, SeedOption, SolveOptions, StepViolation,
};
use routewright::validate::{compute_proposals_request, proposals_set};
use serde_json::{Value, json};

/// The present moment, in seconds.
const NOW: i64 = 1_700_000_000;

/// A route of `v` on 5 January, a metre costing one hundredth.
fn with_route(json: &mut Value, revision: i64, sequence: &[&str]) {
    settings(json)["kmCost"] = json!(1_000);
    let step = |order: &&str| json!({"type": "delivery", "orderId": order});
    let steps: Vec<Value> = sequence.iter().map(step).collect();
    json["routes"] = json!({"v-20260105": {"revision": revision, "steps": steps}});
}

/// A new delivery at the place of c; slots of 5 and 6 January that end at 30 000, and one that is
/// over at 29 000.
fn question() -> Value {
    let slot = |date: &str, end: i64| json!({"date": date, "deliveryTimeWindows": [{"startSec": 28_800, "endSec": end}]});
    json!({
        "order": {
            "colour": "red",
            "delivery": {"location": {"latLng": [0, 3]}, "serviceTimeSec": 100, "timeWindows": [{"startSec": 0, "endSec": 1}]},
        },
        "timeSlots": [slot("20260105", 30_000), slot("20260105", 29_000), slot("20260106", 30_000)],
    })
}

fn computed(valid: &Loaded, options: &SolveOptions) -> ProposalsSet {
    let request = compute_proposals_request(&question(), valid).expect("valid");
    compute_proposals(valid, &request, options, NOW, &mut Frozen).expect("proposals")
}

fn applied(
    valid: &Loaded,
    set: &ProposalsSet,
    indexes: &[usize],
    threshold: Option<i64>,
    epoch_sec: i64,
) -> Result<ProposalApplied, Option<Vec<usize>>> {
    let request = ApplyProposalRequest {
        proposals_indexes: indexes.to_vec(),
        ignore_revision: threshold.is_some(),
        cost_percent_threshold: threshold,
    };
    apply_proposal(valid, set, &request, &Rules::default(), epoch_sec).map_err(|error| {
        assert_eq!(error.error_code, ErrorCode::NotApplicable);
        error.still_applicable
    })
}

#[test]
fn each_slot_has_its_proposal_with_costs_and_starts() {
    let valid = valid(|json| with_route(json, 3, &["a"]));
    let set = computed(&valid, &SolveOptions::default());
    let statuses: Vec<_> = set.proposals.iter().map(|own| own.summary.status).collect();
    use ProposalStatus::{Found, NotFound};
    assert_eq!(statuses, [Found, NotFound, Found]);
    let [first, missed, other] = set.proposals.as_slice() else { panic!("three") };
    // h–a–h 10 000 m, with c 5 000 + 4 000 + 10 000. From h straight to c: 28 800 + 1 200 s.
    assert_eq!(first.summary.route_id.as_deref(), Some("v-20260105"));
    assert_eq!((first.summary.route_cost, first.summary.delta_cost), (Some(19_000), Some(9_000)));
    assert_eq!(first.summary.delivery_start_sec, Some(30_000));
    assert_eq!((first.summary.pickup_start_sec, first.base_revision), (None, 3));
    // 1 000 s after 29 000; windows aside it starts at 30 000.
    let reason = &missed.reasons[0];
    assert_eq!((reason.code, reason.by), (ReasonCode::Step(StepViolation::Tw), Some(1_000)));
    let nearest = missed.nearest.as_ref().expect("a place");
    assert_eq!((nearest.delivery_start_sec, nearest.delta_cost), (Some(30_000), Some(9_000)));
    assert!(missed.data.is_none());
    // There and back on a day without a route: 20 000 m.
    assert_eq!((other.summary.delta_cost, other.base_revision), (Some(20_000), 0));
}

#[test]
fn a_preview_has_all_that_it_refers_to_and_the_set_its_id_and_expiry() {
    let valid = valid(|json| {
        with_route(json, 3, &["a"]);
        json["drivers"] = json!({"p": {"name": "P"}, "q": {}});
        json["vehicleDriverAssignments"] = json!({"20260105": {"v": "p"}});
    });
    let set = computed(&valid, &SolveOptions::default());
    assert_eq!(set.expiry_ts, NOW + 900);
    let id = set.order["id"].as_str().expect("an id");
    let data = set.proposals[0].data.as_ref().expect("data");
    let keys = |map: &routewright::model::Extra| map.keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&data.orders), ["a", id]);
    assert_eq!(
        [keys(&data.vehicles), keys(&data.depots), keys(&data.drivers)],
        [["v"], ["h"], ["p"]]
    );
    assert_eq!(data.routes["v-20260105"].revision, -1);
    // Final values: the slot's date and windows; what is not known is carried.
    let order = &data.orders[id];
    assert_eq!(order["eligibility"], json!({"type": "on", "onDates": ["20260105"]}));
    let windows = json!([{"startSec": 28_800, "endSec": 30_000}]);
    assert_eq!((&order["delivery"]["timeWindows"], &order["colour"]), (&windows, &json!("red")));
    // Seed and input make the id.
    assert_eq!(computed(&valid, &SolveOptions::default()), set);
    let seed = SeedOption::Fixed(2);
    let options = SolveOptions { seed, proposal_ttl_sec: Some(60), ..SolveOptions::default() };
    let other = computed(&valid, &options);
    assert_ne!(other.order["id"], set.order["id"]);
    assert_eq!(other.expiry_ts, NOW + 60);
}

#[test]
fn past_dates_and_today_with_approved_routes_are_refused() {
    let refused = |date: &str, approved: &[&str]| {
        let valid = valid(|json| {
            with_route(json, 3, &["a"]);
            json["now"] = json!({"date": date, "sec": 0});
            json["approvedRoutes"] = json!(approved);
        });
        let request = compute_proposals_request(&question(), &valid).expect("valid");
        let set = compute_proposals(&valid, &request, &SolveOptions::default(), NOW, &mut Frozen);
        set.map_or_else(
            |error| error.issues.iter().map(|own| own.path.clone()).collect(),
            |_| vec![],
        )
    };
    assert_eq!(refused("20260105", &[]), Vec::<String>::new());
    let today = ["timeSlots[0].date", "timeSlots[1].date"];
    assert_eq!(refused("20260105", &["v-20260105"]), today);
    assert_eq!(refused("20260106", &[]), today);
}

#[test]
fn an_order_to_come_is_not_eligible_in_the_past() {
    let refused = |eligibility: Value| {
        let valid = valid(|json| json["now"] = json!({"date": "20260105", "sec": 0}));
        let mut question = question();
        question["order"]["eligibility"] = eligibility;
        let request = compute_proposals_request(&question, &valid).expect("valid");
        let set = compute_proposals(&valid, &request, &SolveOptions::default(), NOW, &mut Frozen);
        set.map_or_else(
            |error| error.issues.iter().map(|own| own.path.clone()).collect(),
            |_| vec![],
        )
    };
    let none = Vec::<String>::new();
    assert_eq!(refused(json!({"type": "on", "onDates": ["20260105", "20260106"]})), none);
    let second = ["order.eligibility.onDates[1]"];
    assert_eq!(refused(json!({"type": "on", "onDates": ["20260105", "20260104"]})), second);
    assert_eq!(refused(json!({"type": "by", "byDate": "20260105"})), none);
    let by = ["order.eligibility.byDate"];
    assert_eq!(refused(json!({"type": "by", "byDate": "20260104"})), by);
    // Dates of another type are ignored (FEATURES DOM-062).
    assert_eq!(refused(json!({"type": "any", "onDates": ["20260104"]})), none);
}

#[test]
fn def_16_to_18_an_applied_proposal_names_its_set_and_its_index() {
    let valid = valid(|json| with_route(json, 3, &["a"]));
    let set = computed(&valid, &SolveOptions::default());
    let mut read = serde_json::to_value(applied(&valid, &set, &[2], None, NOW).expect("applied"))
        .expect("JSON");
    // The set's id, as the documents' notification has it, and under a name of its own.
    assert_eq!(read["requestId"], json!(set.request_id));
    assert_eq!(read["proposalsSetId"], json!(set.request_id));
    assert_eq!(read["proposalIndexApplied"], json!(2));
    let index = read.as_object_mut().and_then(|map| map.remove("proposalIndexApplied"));
    read["proposalIndex"] = index.expect("an index");
    let again: ProposalApplied = serde_json::from_value(read).expect("both names are read");
    assert_eq!(again.proposal_index_applied, 2);
    // NOT_FOUND with a blank, as a table of the documents has it, is read and applies no more than
    // the other.
    let mut text = serde_json::to_value(&set).expect("JSON");
    assert_eq!(text["proposals"][1]["status"], json!("NOT_FOUND"));
    text["proposals"][1]["status"] = json!("NOT FOUND");
    assert_eq!(proposals_set(&text, &valid).expect("a set"), set);
}

#[test]
fn a_proposal_applies_to_the_route_it_was_computed_for() {
    let valid = valid(|json| with_route(json, 3, &["a"]));
    let set = computed(&valid, &SolveOptions::default());
    let applied = applied(&valid, &set, &[1, 2, 0], None, NOW + 900).expect("applied");
    // The first that applies.
    assert_eq!((applied.proposal_index_applied, applied.route_id.as_str()), (2, "v-20260106"));
    assert_eq!(applied.routes["v-20260106"].revision, 1);
    assert_eq!(applied.orders.keys().collect::<Vec<_>>(), [&applied.order_id]);
}

#[test]
fn a_refusal_lists_what_would_still_apply() {
    let before = valid(|json| with_route(json, 3, &["a"]));
    let set = computed(&before, &SolveOptions::default());
    let after = valid(|json| with_route(json, 4, &["b"]));
    assert_eq!(applied(&after, &set, &[0, 1], None, NOW).unwrap_err(), Some(vec![2]));
    // Expired: both would apply but for that.
    assert_eq!(applied(&before, &set, &[0], None, NOW + 901).unwrap_err(), Some(vec![0, 2]));
    // The order is there already.
    let id = set.order["id"].as_str().expect("an id").to_owned();
    let there = valid(|json| {
        with_route(json, 3, &["a"]);
        json["orders"][id] = json["orders"]["c"].clone();
    });
    assert_eq!(applied(&there, &set, &[0, 2], None, NOW).unwrap_err(), Some(vec![]));
}

#[test]
fn a_changed_route_takes_the_order_within_the_threshold() {
    let set = computed(&valid(|json| with_route(json, 3, &["a"])), &SolveOptions::default());
    let after = valid(|json| with_route(json, 4, &["b"]));
    // h–b–c–h is 8 000 + 1 500 + 10 000 m; proposed were 19 000: 2.6 % more.
    assert_eq!(applied(&after, &set, &[0], Some(2), NOW).unwrap_err(), Some(vec![2]));
    let applied = applied(&after, &set, &[0], Some(3), NOW).expect("applied");
    assert_eq!(applied.routes["v-20260105"].revision, 5);
    let cost = applied.routes["v-20260105"].cost_breakdown.expect("a cost");
    assert_eq!(cost.total, 19_500);
}

#[test]
fn ora_08_a_threshold_of_ten_percent_is_rounded_down() {
    // "Apply Proposal": of 201 675 up to 221 842.5, that is 221 842. The whole cost is activation.
    let costing = |activation: i64, revision: i64| {
        valid(|json| {
            with_route(json, revision, &["a"]);
            settings(json)["kmCost"] = json!(0);
            settings(json)["activationCost"] = json!(activation);
        })
    };
    let set = computed(&costing(201_675, 3), &SolveOptions::default());
    assert_eq!(set.proposals[0].summary.route_cost, Some(201_675));
    assert!(applied(&costing(221_842, 4), &set, &[0], Some(10), NOW).is_ok());
    assert!(applied(&costing(221_843, 4), &set, &[0], Some(10), NOW).is_err());
}

#[test]
fn a_tampered_preview_is_not_believed() {
    let valid = valid(|json| with_route(json, 3, &["a"]));
    let mut set = computed(&valid, &SolveOptions::default());
    let data = set.proposals[0].data.as_mut().expect("data");
    let route = data.routes.get_mut("v-20260105").expect("a route");
    route.steps.retain(|step| step.order_id.as_deref() != Some("a"));
    // What it promises is not what is there with the order; inserting it anew still works.
    assert_eq!(applied(&valid, &set, &[0], None, NOW).unwrap_err(), Some(vec![2]));
    let applied = applied(&valid, &set, &[0], Some(0), NOW).expect("applied");
    assert_eq!(applied.routes["v-20260105"].steps.len(), 4);
}

/// A second vehicle that drives at half the price.
fn with_cheap_vehicle(json: &mut Value) {
    json["vehicles"]["w"] = json["vehicles"]["v"].clone();
    json["vehicles"]["w"]["settings"]["kmCost"] = json!(500);
}

#[test]
fn alternatives_are_the_next_best_routes_by_what_they_add() {
    let valid = valid(|json| {
        with_route(json, 3, &["a"]);
        for (id, km) in [
            ("s", 950),
            ("t", 1_000),
            ("u", 2_000),
            ("w", 850),
            ("x", 850),
            ("y", 3_000),
            ("z", 4_000),
        ] {
            json["vehicles"][id] = json["vehicles"]["v"].clone();
            json["vehicles"][id]["settings"]["kmCost"] = json!(km);
        }
    });
    let set = computed(&valid, &SolveOptions::default());
    // On v 19 000 − 10 000; an idle vehicle drives 20 000 m: 17 000 on w and x, 19 000 on s, 20 000 on
    // t, 40 000 on u. Those of y and z would be the sixth and seventh.
    let first = &set.proposals[0];
    assert_eq!(
        (first.summary.route_id.as_deref(), first.summary.delta_cost),
        (Some("v-20260105"), Some(9_000))
    );
    let others: Vec<_> = first
        .alternatives
        .iter()
        .map(|own| (own.route_id.as_deref().unwrap_or_default(), own.delta_cost.unwrap_or(0)))
        .collect();
    let expected = [
        ("w-20260105", 17_000),
        ("x-20260105", 17_000),
        ("s-20260105", 19_000),
        ("t-20260105", 20_000),
        ("u-20260105", 40_000),
    ];
    assert_eq!(others, expected);
    assert!(first.alternatives.iter().all(|own| own.delivery_start_sec == Some(30_000)));
    // On the 6th v is idle, too, and comes after s.
    assert_eq!(set.proposals[2].summary.route_id.as_deref(), Some("w-20260106"));
}

#[test]
fn of_routes_that_add_the_same_the_existing_one_comes_first() {
    // On w, at half the price, there and back is 10 000; v would pay 5 000 + 4 000 + 10 000 − 10 000,
    // and 1 000 per stop.
    let valid = valid(|json| {
        with_route(json, 3, &["a"]);
        with_cheap_vehicle(json);
        settings(json)["perStopCost"] = json!(1_000);
    });
    let set = computed(&valid, &SolveOptions::default());
    let first = &set.proposals[0];
    assert_eq!(
        (first.summary.route_id.as_deref(), first.summary.delta_cost),
        (Some("v-20260105"), Some(10_000))
    );
    assert_eq!(first.alternatives[0].delta_cost, Some(10_000));
    assert_eq!(first.alternatives[0].route_id.as_deref(), Some("w-20260105"));
}

#[test]
fn locked_routes_are_not_proposed_unless_locks_are_overridden() {
    let valid = valid(|json| {
        with_route(json, 3, &["a"]);
        json["lockedRouteIds"] = json!(["v-20260105"]);
    });
    let ask = |override_locked: bool| {
        let mut question = question();
        question["overrideLockedRoutes"] = json!(override_locked);
        let request = compute_proposals_request(&question, &valid).expect("valid");
        compute_proposals(&valid, &request, &SolveOptions::default(), NOW, &mut Frozen)
            .expect("a set")
    };
    let kept = ask(false);
    assert_eq!(kept.proposals[0].summary.status, ProposalStatus::NotFound);
    assert_eq!(kept.proposals[0].reasons[0].code, ReasonCode::Other(OtherReason::Lck));
    assert_eq!(kept.proposals[0].nearest, None);
    // h–a–c–h less h–a–h, as without the lock; the set remembers that it did not count.
    let freed = ask(true);
    assert_eq!(freed.proposals[0].summary.delta_cost, Some(9_000));
    assert_eq!(
        applied(&valid, &freed, &[0], None, NOW).expect("applied").routes["v-20260105"].revision,
        4
    );
    let mut forgotten = freed;
    forgotten.override_locked_routes = false;
    assert_eq!(applied(&valid, &forgotten, &[0], None, NOW).unwrap_err(), Some(vec![2]));
}

#[test]
fn a_slot_has_windows_of_its_own_for_pickup_and_delivery() {
    let valid = valid(|json| with_route(json, 3, &["a"]));
    let window = |start: i64, end: i64| json!([{"startSec": start, "endSec": end}]);
    let step = |lng: i64| {
        json!({"location": {"latLng": [0, lng]}, "serviceTimeSec": 100,
        "timeWindows": window(0, 1), "timeWindowExceptions": {"20260105": window(0, 1)}})
    };
    let question = json!({
        "order": {"pickup": step(2), "delivery": step(3)},
        "timeSlots": [
            {"date": "20260105", "pickupTimeWindows": window(31_000, 32_000), "deliveryTimeWindows": window(33_000, 34_000)},
            {"date": "20260105", "pickupTimeWindows": window(33_000, 34_000), "deliveryTimeWindows": window(31_000, 32_000)},
        ],
    });
    let request = compute_proposals_request(&question, &valid).expect("valid");
    let set = compute_proposals(&valid, &request, &SolveOptions::default(), NOW, &mut Frozen)
        .expect("a set");
    // The order's own windows do not count. Picked up at 31 000 and delivered at 33 000, the first
    // moments; 5 000 + 2 000 + 1 500 + 10 000 m.
    let first = &set.proposals[0];
    assert_eq!(
        (first.summary.pickup_start_sec, first.summary.delivery_start_sec),
        (Some(31_000), Some(33_000))
    );
    assert_eq!((first.summary.route_cost, first.summary.delta_cost), (Some(18_500), Some(8_500)));
    let id = set.order["id"].as_str().expect("an id");
    let order = &first.data.as_ref().expect("data").orders[id];
    assert_eq!(order["pickup"]["timeWindows"], window(31_000, 32_000));
    assert_eq!(order["pickup"].get("timeWindowExceptions"), None);
    // Nothing is delivered before it is picked up: 33 000 + 100 + 200 is 1 300 s late.
    let missed = &set.proposals[1];
    assert_eq!(
        (missed.reasons[0].code, missed.reasons[0].by),
        (ReasonCode::Step(StepViolation::Tw), Some(1_300))
    );
}

#[test]
fn an_order_without_coordinates_is_proposed_nowhere() {
    let valid = valid(|json| with_route(json, 3, &["a"]));
    let mut question = question();
    question["order"]["delivery"]["location"] = json!({"address": "Somewhere"});
    let request = compute_proposals_request(&question, &valid).expect("valid");
    let set = compute_proposals(&valid, &request, &SolveOptions::default(), NOW, &mut Frozen)
        .expect("a set");
    for proposal in &set.proposals {
        assert_eq!(proposal.reasons[0].code, ReasonCode::Other(OtherReason::Loc));
        assert_eq!(proposal.nearest, None);
    }
}

#[test]
fn the_nearest_place_may_be_on_the_farthest_vehicle() {
    // 80 vehicles are roughly nearer to the slot, which is over at 29 000, but work 2 000 s only: there
    // and back takes 2 500. z, which begins at 40 000, can.
    let valid = valid(|json| {
        settings(json)["maxWorkingTimeSec"] = json!(2_000);
        for number in 0..80 {
            json["vehicles"][format!("v{number}")] = json["vehicles"]["v"].clone();
        }
        json["vehicles"]["z"] = json["vehicles"]["v"].clone();
        let settings = &mut json["vehicles"]["z"]["settings"];
        settings["maxWorkingTimeSec"] = json!(0);
        settings["timeWindow"]["startSec"] = json!(40_000);
    });
    let set = computed(&valid, &SolveOptions::default());
    let nearest = set.proposals[1].nearest.as_ref().expect("a place");
    assert_eq!(
        (nearest.route_id.as_deref(), nearest.delivery_start_sec),
        (Some("z-20260105"), Some(41_200))
    );
}

#[test]
fn a_route_that_is_late_takes_the_order_where_nothing_becomes_later() {
    let set = computed(&valid(|json| with_route(json, 3, &["a"])), &SolveOptions::default());
    // Since then a has a window that v misses by 300 s (28 800 + 600); c after it is in its slot
    // (29 500 + 500), before it a would be later still.
    let late = |end: i64| {
        valid(|json| {
            with_route(json, 4, &["a"]);
            json["orders"]["a"]["delivery"]["timeWindows"] =
                json!([{"startSec": 0, "endSec": end}]);
        })
    };
    let route =
        applied(&late(29_100), &set, &[0], Some(0), NOW).expect("applied").routes["v-20260105"]
            .clone();
    let starts: Vec<_> =
        route.steps.iter().map(|step| (step.start_sec, step.violations.clone())).collect();
    assert_eq!(starts[1..3], [(29_400, vec![StepViolation::Tw]), (30_000, vec![])]);
    // Asked for unchanged it is refused.
    assert_eq!(applied(&late(29_100), &set, &[0], None, NOW).unwrap_err(), Some(vec![2]));
}

#[test]
fn what_stays_by_the_cutoff_stays_when_the_proposal_is_applied() {
    let at = |revision: i64| valid(|json| with_route(json, revision, &["a", "c"]));
    let asked = |cutoff: i64| {
        let options = SolveOptions { upcoming_stop_cutoff: cutoff, ..SolveOptions::default() };
        let mut question = question();
        question["timeSlots"][0]["deliveryTimeWindows"] =
            json!([{"startSec": 0, "endSec": 80_000}]);
        let request = compute_proposals_request(&question, &at(3)).expect("valid");
        compute_proposals(&at(3), &request, &options, NOW, &mut Frozen).expect("proposals")
    };
    let sequence = |applied: &ProposalApplied| -> Vec<String> {
        let steps = applied.routes["v-20260105"].steps.iter();
        let ids = steps.filter_map(|step| step.order_id.clone());
        ids.map(|id| if id.len() == 1 { id } else { "new".into() }).collect()
    };
    // At the place of c it adds nothing before c and nothing after it: the first of equals, where the
    // next two stops need not stay.
    for (cutoff, expected) in [(0, ["a", "new", "c"]), (2, ["a", "c", "new"])] {
        let set = asked(cutoff);
        assert_eq!(set.upcoming_stop_cutoff, cutoff);
        let now = applied(&at(3), &set, &[0], None, NOW).expect("applied");
        assert_eq!(sequence(&now), expected);
        // The route has changed meanwhile: the place is looked for anew, and the next stops stay.
        let later = applied(&at(4), &set, &[0], Some(0), NOW).expect("applied");
        assert_eq!(sequence(&later), expected);
    }
}
