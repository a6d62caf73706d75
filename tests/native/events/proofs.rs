//! Proofs of delivery and the status that one alone creates.

use super::*;
use routewright::model::StepTracking;

fn picture(order: &str, id: &str, sec: i64) -> Value {
    event("podPicture", order, json!({"id": id, "sec": sec, "mime": "image/png", "data": "AA=="}))
}

fn no_picture(order: &str, id: &str, sec: i64) -> Value {
    event("podPicture", order, json!({"id": id, "sec": sec, "data": null}))
}

fn status(order: &str, sec: i64, status: Option<&str>) -> Value {
    event("statusUpdate", order, json!({"sec": sec, "status": status}))
}

fn tracking(events: &[Value]) -> StepTracking {
    step_of(&route_after(events), "a").tracking_data.clone().expect("tracking data")
}

fn shown(events: &[Value]) -> (Option<String>, Option<i64>) {
    let own = tracking(events);
    (own.status, own.status_sec)
}

fn done(sec: i64) -> (Option<String>, Option<i64>) {
    (Some("done".to_owned()), Some(sec))
}

#[test]
fn exe_15_a_proof_alone_makes_the_step_done_at_its_time() {
    assert_eq!(shown(&[picture("a", "1", 29_700)]), done(29_700));
    // Out 29 700, in 29 700 − 100; b then at 29 700 + 300.
    let route = route_after(&[picture("a", "1", 29_700)]);
    assert_eq!(effective(&route, "a"), Some((29_600, 29_700)));
    assert_eq!(visits(&route)[1], ("b", 30_000, 30_000, 30_100));
    // The first of several; an explicit status wins over it, before and after.
    assert_eq!(shown(&[picture("a", "1", 29_700), picture("a", "2", 29_600)]), done(29_700));
    assert_eq!(
        shown(&[picture("a", "1", 29_700), status("a", 30_000, Some("done"))]),
        done(30_000)
    );
    assert_eq!(
        shown(&[status("a", 30_000, Some("done")), picture("a", "1", 29_700)]),
        done(30_000)
    );
    // Where a time was reported, it creates none; one that it created stays when a time comes.
    assert_eq!(shown(&[at("timeIn", "a", 29_500), picture("a", "1", 29_700)]), (None, None));
    assert_eq!(shown(&[picture("a", "1", 29_700), at("timeIn", "a", 29_500)]), done(29_700));
}

#[test]
fn exe_15_removing_a_proof_creates_no_status() {
    assert_eq!(shown(&[no_picture("a", "1", 29_700)]), (None, None));
    let no_note = event("podNote", "a", json!({"sec": 29_700, "text": null}));
    assert_eq!(shown(&[no_note]), (None, None));
}

#[test]
fn exe_15_with_required_actions_a_proof_creates_no_status() {
    let rules = Rules { required_actions: true, ..Rules::default() };
    let events = request(&[picture("a", "1", 29_700)]);
    let result = apply_execution_events(&day(|_| {}), &events, &rules).expect("applied");
    assert_eq!(effective(&route_of(&result), "a"), None);
}

#[test]
fn exe_16_barcodes_move_no_time() {
    let codes = json!({"barcodes": [{"sec": 29_900, "barcode": "12", "barcodeStatus": "SCANNED"}]});
    let route = route_after(&[event("podBarcodes", "a", codes)]);
    assert_eq!(effective(&route, "a"), None);
    assert_eq!(visits(&route)[0], ("a", 29_400, 29_400, 29_500));
}

#[test]
fn exe_22_proofs_are_kept_by_id_and_barcodes_as_a_whole() {
    let code = |text: &str| {
        event(
            "podBarcodes",
            "a",
            json!({"barcodes": [{"sec": 1, "barcode": text, "barcodeStatus": "SCANNED"}]}),
        )
    };
    let own = tracking(&[
        picture("a", "1", 10),
        picture("a", "2", 20),
        picture("a", "1", 30),
        no_picture("a", "2", 40),
        code("x"),
        code("y"),
    ]);
    let pods = own.pods.expect("proofs");
    let pictures: Vec<_> = pods.pictures.iter().map(|(id, pod)| (id.as_str(), pod.sec)).collect();
    assert_eq!(pictures, [("1", 30)]);
    assert_eq!(pods.barcodes.len(), 1);
    assert_eq!(pods.barcodes[0].barcode, "y");
}

/// A status that is removed and created again by the same proof must not depend on what the first
/// run left: times that came after the proof, or a newer picture of the same id.
#[test]
fn a_removed_status_and_a_proof_give_the_same_when_sent_again() {
    let logs = [
        vec![status("a", 1, None), picture("a", "1", 29_700), at("timeIn", "a", 29_500)],
        vec![picture("a", "1", 29_700), status("a", 1, None)],
        vec![
            status("a", 1, None),
            stamped(picture("a", "1", 29_700), 5),
            stamped(picture("a", "1", 29_800), 9),
        ],
        vec![
            stamped(status("a", 1, None), 5),
            stamped(picture("a", "1", 29_700), 5),
            stamped(no_picture("a", "1", 29_800), 9),
        ],
    ];
    for log in logs {
        let valid = day(|_| {});
        let first = applied(&valid, &log);
        let second = applied(&merged(&valid, &first), &log);
        assert!(second.routes.is_empty(), "{log:#?} {:#?}", second.routes);
    }
}
