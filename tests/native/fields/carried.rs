//! Fields that planning does not look at: whatever they hold, times and costs stay as they are, and
//! what was given comes back as it was.

use super::{base, date};
use crate::support::judged::{Loaded, evaluate_routes};
use routewright::model::{EvaluateRoutesRequest, Rules};
use routewright::validate;
use serde_json::{Value, json};

/// The base with vehicle v's route a, b.
fn routed() -> Value {
    let mut json = base();
    let step = |order| json!({"type": "delivery", "orderId": order});
    let id = format!("v-{}", date());
    json["routes"] = json!({id: {"revision": 1, "steps": [step("a"), step("b")]}});
    json
}

/// The routes that the evaluation of a snapshot gives, and the snapshot as it comes back.
fn evaluated(json: &Value) -> (Value, Value) {
    let valid =
        validate::snapshot(json.to_string().as_bytes(), None).map(Loaded::from).expect("valid");
    let request = EvaluateRoutesRequest::default();
    let result = evaluate_routes(&valid, &request, &Rules::default()).expect("a result");
    let routes = json!({"routes": result.routes, "cost": result.cost});
    (routes, valid.document.clone())
}

/// A property set at a JSON pointer comes back to the bit and changes nothing else.
fn is_carried(pointer: &str, value: &Value) {
    let (plain, _) = evaluated(&routed());
    let mut json = routed();
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
    json.pointer_mut(parent).expect("the parent")[name] = value.clone();
    let (routes, document) = evaluated(&json);
    assert_eq!(routes, plain, "{pointer}");
    assert_eq!(document.pointer(pointer), Some(value), "{pointer}");
}

/// One test per field, named after it.
macro_rules! carried {
    ($($test:ident: $pointer:literal = $value:tt;)*) => { $(
        #[test]
        fn $test() {
            is_carried($pointer, &json!($value));
        }
    )* };
}

carried! {
    name_of_an_order_is_carried: "/orders/a/name" = "Ann's, Café ☕, 2nd floor";
    notes_of_a_step_are_carried: "/orders/a/delivery/notes" = "ring twice\nthen wait";
    email_is_carried: "/orders/a/delivery/email" = "not an address";
    phone_is_carried: "/orders/a/delivery/phone" = "+39 000";
    custom_fields_are_carried: "/orders/a/delivery/customFields" = {"gate": "7B", "floor": ""};
    barcodes_are_carried_in_order: "/orders/a/delivery/barcodes" = ["B2", "A1", "B2"];
    external_id_is_carried: "/vehicles/v/externalId" = "van 7";
    color_of_a_vehicle_is_carried: "/vehicles/v/color" = "ff0000";
    tracked_decides_nothing_but_events: "/vehicles/v/tracked" = false;
    gps_device_id_is_carried: "/vehicles/v/gpsDeviceId" = "gps-1";
    notes_of_settings_are_carried: "/vehicles/v/settings/notes" = "brake squeaks";
}

#[test]
fn idx_of_a_vehicle_is_carried_and_labels_its_stops() {
    let mut json = routed();
    json["vehicles"]["v"]["idx"] = json!(4);
    let (routes, document) = evaluated(&json);
    assert_eq!(document["vehicles"]["v"]["idx"], json!(4));
    let steps = &routes["routes"][format!("v-{}", date())]["steps"];
    let labels: Vec<_> =
        steps.as_array().expect("steps").iter().map(|one| &one["displayLabel"]).collect();
    // SEMANTICS 2.7: vehicle and stop; none at the ends.
    assert_eq!(labels, [&json!(""), &json!("4.1"), &json!("4.2"), &json!("")]);
}
