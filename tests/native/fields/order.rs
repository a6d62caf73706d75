//! Fields of an order that decide who may serve it, and when.

use super::{date, outcome, settings, with};
use routewright::model::StepViolation::{self, Elg, Pdi, Pdm, Tgi, Tgo, Ve};
use routewright::model::{Eligibility, Rules, Snapshot};
use routewright::problem::compile;
use routewright::sorted;
use serde_json::{Value, json};

/// The codes of a route that serves order a only, changed so.
fn codes_of(change: impl FnOnce(&mut Value)) -> Vec<StepViolation> {
    outcome(&["a"], change).step_codes().remove(0)
}

fn with_order(name: &str, value: Value) -> Vec<StepViolation> {
    codes_of(|json| json["orders"]["a"][name] = value)
}

#[test]
fn eligibility_on_by_and_any() {
    // The date is 20260105.
    for (eligibility, allowed) in [
        (json!({"type": "on", "onDates": ["20260104", "20260105"]}), true),
        (json!({"type": "on", "onDates": ["20260104", "20260106"]}), false),
        (json!({"type": "by", "byDate": "20260105"}), true),
        (json!({"type": "by", "byDate": "20260104"}), false),
        (json!({"type": "any", "onDates": ["20260104"]}), true),
        (json!({"on": "20260105"}), true),
        (json!({"on": "20260106"}), false),
    ] {
        let expected = if allowed { vec![] } else { vec![Elg] };
        assert_eq!(with_order("eligibility", eligibility.clone()), expected, "{eligibility}");
    }
}

#[test]
fn ora_04_which_eligibilities_hold_on_a_date() {
    // "List Orders", eligibleOn=20170320: four match, and one of the next day does not.
    let date = routewright::date::Date::parse("20170320").expect("a date");
    let allows = |json: Value| {
        serde_json::from_value::<Eligibility>(json).expect("an eligibility").allows(date)
    };
    assert!(allows(json!({"type": "on", "onDates": ["20170318", "20170320", "20170325"]})));
    assert!(allows(json!({"type": "by", "byDate": "20170320"})));
    assert!(allows(json!({"type": "by", "byDate": "20170324"})));
    assert!(allows(json!({"type": "any"})));
    assert!(!allows(json!({"type": "on", "onDates": ["20170321"]})));
}

#[test]
fn force_vehicle_id_binds_an_order_to_a_vehicle() {
    assert_eq!(with_order("forceVehicleId", json!("v")), []);
    assert_eq!(with_order("forceVehicleId", json!("w")), [Ve]);
}

/// The codes with tags of the vehicle and of order a's delivery.
fn tagged(vehicle: Value, name: &str, tags: Value) -> Vec<StepViolation> {
    codes_of(|json| {
        settings(json)["tags"] = vehicle;
        json["orders"]["a"]["delivery"][name] = tags;
    })
}

#[test]
fn tags_in_must_all_be_on_the_vehicle() {
    assert_eq!(tagged(json!(["lift", "fridge"]), "tagsIn", json!(["fridge", "lift"])), []);
    assert_eq!(tagged(json!(["lift"]), "tagsIn", json!(["fridge", "lift"])), [Tgi]);
    assert_eq!(tagged(json!([]), "tagsIn", json!([])), []);
    // Compared trimmed and in lower case.
    assert_eq!(tagged(json!([" Lift"]), "tagsIn", json!(["LIFT "])), []);
}

#[test]
fn tags_out_must_none_be_on_the_vehicle() {
    assert_eq!(tagged(json!(["lift"]), "tagsOut", json!(["fridge"])), []);
    assert_eq!(tagged(json!(["lift", "fridge"]), "tagsOut", json!(["fridge"])), [Tgo]);
}

/// Order a with a pickup at b's place.
fn with_pickup(json: &mut Value) {
    json["orders"]["a"]["pickup"] = json!({"location": {"latLng": [0, 2]}});
}

#[test]
fn pickup_and_delivery_belong_on_one_route_in_this_order() {
    let none: Vec<Vec<StepViolation>> = vec![vec![], vec![]];
    assert_eq!(outcome(&["+a", "a"], with_pickup).step_codes(), none);
    assert_eq!(outcome(&["a", "+a"], with_pickup).step_codes(), [[Pdi], [Pdi]]);
    assert_eq!(outcome(&["a"], with_pickup).step_codes(), [[Pdm]]);
    assert_eq!(outcome(&["+a"], with_pickup).step_codes(), [[Pdm]]);
}

/// The weight of order a.
fn weight(snapshot: &Snapshot) -> i64 {
    let problem = compile(snapshot, &Rules::default(), &sorted::Set::from([date()]));
    problem.tasks[problem.task("a").expect("order a") as usize].weight
}

#[test]
fn priority_doubles_the_weight_of_an_order_left_out() {
    for (priority, expected) in [(-20, 1), (-10, 2), (0, 4), (10, 8), (20, 16)] {
        let snapshot = with(|json| json["orders"]["a"]["priority"] = json!(priority));
        assert_eq!(weight(&snapshot), expected, "{priority}");
    }
}

#[test]
fn is_service_carries_nothing() {
    let service = outcome(&["a"], |json| {
        settings(json)["loadCapacities"] = json!({"kg": 1});
        json["orders"]["a"]["isService"] = json!(true);
        json["orders"]["a"]["loads"] = json!({"kg": 100});
    });
    assert_eq!(service.vehicle_codes(), []);
}

#[test]
fn settings_by_date_win_over_the_normal_day() {
    let dated = outcome(&["a"], |json| {
        let mut own = settings(json).clone();
        own["activationCost"] = json!(77);
        json["vehicles"]["v"]["settingsByDate"] = json!({"20260105": own});
    });
    assert_eq!(dated.cost().total, 77);
}

#[test]
fn available_false_keeps_a_vehicle_at_home() {
    let usable = |available: bool| {
        let snapshot = with(|json| settings(json)["available"] = json!(available));
        let problem = compile(&snapshot, &Rules::default(), &sorted::Set::from([date()]));
        problem.days.iter().any(routewright::problem::VehicleDay::usable)
    };
    assert!(usable(true));
    assert!(!usable(false));
}
