//! `approveRoutes` and `revokeRoutes` on the plan of `moves`.

use super::moves::{V, W, plan};
use crate::support::judged::{self as ops, Loaded};
use crate::validate::short;
use routewright::date::Date;
use routewright::error::Error;
use routewright::model::ApprovedRoutesChanged;
use routewright::validate;
use serde_json::{Value, json};

fn approve(valid: &Loaded, request: &Value) -> Result<ApprovedRoutesChanged, Error> {
    let request = validate::approve_routes_request(request, valid)?;
    ops::approve_routes(valid, &request)
}

fn revoke(valid: &Loaded, ids: &[&str]) -> ApprovedRoutesChanged {
    let request = validate::revoke_routes_request(&json!({"ids": ids}), valid).expect("a request");
    ops::revoke_routes(valid, &request)
}

fn changed(approved: &[&str], revoked: &[&str], list: &[&str]) -> ApprovedRoutesChanged {
    let dates = |texts: &[&str]| texts.iter().filter_map(|text| Date::parse(text)).collect();
    ApprovedRoutesChanged {
        approved: dates(approved),
        revoked: dates(revoked),
        approved_routes: list.iter().map(|id| (*id).to_owned()).collect(),
    }
}

/// `v` works on five days; `w` on the first, too. The present moment is the second day.
fn five_days(json: &mut Value) {
    for day in 6..10 {
        let order = format!("day{day}");
        json["orders"][&order] = json["orders"]["a"].clone();
        json["routes"][format!("v-2026010{day}")] =
            json!({"steps": [{"type": "delivery", "orderId": order}]});
    }
    json["routes"][W] = json!({"steps": [{"type": "delivery", "orderId": "c"}]});
    json["now"] = json!({"date": "20260106", "sec": 0});
}

#[test]
fn approvals_name_the_dates_and_the_new_list() {
    let plan = plan(five_days);
    let result = approve(&plan, &json!({"ids": ["v-20260107", V]})).expect("approved");
    assert_eq!(result, changed(&["20260105", "20260107"], &[], &["v-20260107", V]));
    assert_eq!(
        serde_json::to_value(&result).expect("JSON"),
        json!({"approved": ["20260105", "20260107"], "revoked": [],
            "approvedRoutes": ["v-20260107", V]})
    );
}

#[test]
fn a_date_is_revoked_once_no_approved_route_is_left() {
    let plan = plan(|json| {
        five_days(json);
        json["approvedRoutes"] = json!([V, W, "v-20260107"]);
    });
    assert_eq!(revoke(&plan, &[V]), changed(&["20260105"], &[], &[W, "v-20260107"]));
    assert_eq!(revoke(&plan, &[V, W]), changed(&[], &["20260105"], &["v-20260107"]));
    // Ids of nothing approved are ignored.
    let all = [V, W, "v-20260107"];
    assert_eq!(revoke(&plan, &["v-20260108", "nothing"]), changed(&[], &[], &all));
}

#[test]
fn approving_a_route_without_order_steps_revokes_it() {
    let plan = plan(|json| {
        json["routes"][W] = json!({"steps": [{"type": "departure"}, {"type": "arrival"}]});
        json["approvedRoutes"] = json!([V, W]);
    });
    let result = approve(&plan, &json!({"ids": [W, "w-20260109"]})).expect("revoked");
    assert_eq!(result, changed(&["20260105"], &[], &[V]));
}

#[test]
fn three_future_dates_may_have_approved_routes() {
    // Today is 6 January: 5 and 6 do not count, 7, 8 and 9 do.
    let most = ["v-20260105", "v-20260106", "v-20260107", "v-20260108", "v-20260109"];
    let full = plan(five_days);
    assert_eq!(approve(&full, &json!({"ids": most})).expect("approved").approved_routes, most);
    // A day earlier 6 January is a future date, the fourth.
    let plan = plan(|json| {
        five_days(json);
        json["now"]["date"] = "20260105".into();
    });
    let error = approve(&plan, &json!({"ids": most})).expect_err("too many");
    assert_eq!(short(&error.issues), [(400, "ids[4]".to_owned())]);
    let result = approve(&plan, &json!({"ids": most, "strict": false})).expect("approved");
    assert_eq!(result.approved_routes, most[..4]);
}

#[test]
fn once_an_order_has_been_reported_on_approvals_stay_as_they_are() {
    let begun = |json: &mut Value| {
        five_days(json);
        json["routes"][V]["steps"][1]["trackingData"] = json!({"timeInSec": 29_400});
        json["approvedRoutes"] = json!([V]);
    };
    let plan = plan(begun);
    assert_eq!(revoke(&plan, &[V]), changed(&[], &[], &[V]));
    let error = approve(&plan, &json!({"ids": [V]})).expect_err("begun");
    assert_eq!(short(&error.issues), [(400, "ids[0]".to_owned())]);
}

#[test]
fn strict_refuses_all_or_none() {
    let plan = plan(five_days);
    let ids = json!(["nothing", "x-20260105", V]);
    let error = approve(&plan, &json!({"ids": ids})).expect_err("refused");
    assert_eq!(short(&error.issues), [(100, "ids[0]".to_owned()), (103, "ids[1]".to_owned())]);
    let result = approve(&plan, &json!({"ids": ids, "strict": false})).expect("the rest");
    assert_eq!(result, changed(&["20260105"], &[], &[V]));
    let codes = |request| short(&approve(&plan, &request).expect_err("refused").issues);
    assert_eq!(codes(json!({"ids": [V, V]})), [(104, "ids[1]".to_owned())]);
    assert_eq!(codes(json!({"ids": []})), [(100, "ids".to_owned())]);
    assert_eq!(codes(json!({"ids": [V], "strict": 1})), [(100, "strict".to_owned())]);
}
