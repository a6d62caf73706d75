//! The choice of departure and breaks against every departure and every choice of places, by the
//! letter of SEMANTICS 2.3 and 2.9.

use super::{date, entries};
use crate::support::oracle::journey::Journey;
use crate::support::oracle::timeline::{Placed, Timeline, simulate};
use crate::support::oracle::timing::{self, Key};
use routewright::model::{Rules, Snapshot};
use routewright::rng::Rng;
use serde_json::{Value, json};

/// Break by break: due if D ≤ its `endSec` and the route with those before it as placed, but
/// without it, ends after its `startSec`; a due break is taken at some place, another is not.
fn decide(
    journey: &Journey,
    departure: i64,
    next: usize,
    placed: &mut Vec<Placed>,
    seen: &mut impl FnMut(Timeline),
) {
    let line = simulate(journey, departure, placed);
    let Some(rule) = journey.breaks.get(next) else { return seen(line) };
    if departure <= rule.end_sec && line.end > rule.start_sec {
        let first = placed.last().map_or(0, |last| last.place);
        for place in first..=2 * journey.visits.len() {
            placed.push(Placed { break_index: next, place });
            decide(journey, departure, next + 1, placed, seen);
            placed.pop();
        }
    } else {
        decide(journey, departure, next + 1, placed, seen);
    }
}

fn best_of_all(journey: &Journey) -> Timeline {
    let (first, last) = timing::departures(journey);
    let mut best: Option<(Key, Timeline)> = None;
    for departure in first..=last {
        decide(journey, departure, 0, &mut Vec::new(), &mut |line| {
            let key = Key::of(journey, &line);
            if best.as_ref().is_none_or(|(other, _)| key < *other) {
                best = Some((key, line));
            }
        });
    }
    best.expect("some departure").1
}

/// Times of a few minutes, so that every second can be tried.
fn small(rng: &mut Rng) -> Snapshot {
    let mut number = |bound: u32| i64::from(rng.below(bound));
    let count = 1 + number(3) as usize;
    let places: Vec<Value> = (0..=count).map(|lng| json!([0, lng])).collect();
    let cells = (count + 1) * (count + 1);
    let drives: Vec<i64> = (0..cells).map(|_| number(40)).collect();
    let mut orders = serde_json::Map::new();
    for (index, id) in ["a", "b", "c"].iter().enumerate().take(count) {
        let windows: Vec<Value> = (0..number(3))
            .map(|_| {
                let start = number(250);
                json!({"startSec": start, "endSec": start + number(40) * number(2)})
            })
            .collect();
        orders.insert(
            (*id).to_owned(),
            json!({"delivery": {
                "location": {"latLng": [0, index + 1]}, "serviceTimeSec": number(30),
                "timeWindows": windows,
            }}),
        );
    }
    let mut breaks = Vec::new();
    let mut from = number(60);
    for _ in 0..number(4) {
        let end = from + number(50);
        let duration = number(30);
        breaks.push(json!({"startSec": from, "endSec": end, "durationSec": duration}));
        from = end + duration + 1 + number(60);
    }
    let start = number(60);
    let depot = |own: i64| if own == 0 { Value::Null } else { json!("h") };
    serde_json::from_value(json!({
        "depots": {"h": {"location": {"latLng": [0, 0]}}},
        "vehicles": {"v": {"settings": {
            "departureDepotId": depot(number(4)), "arrivalDepotId": depot(number(4)),
            "timeWindow": {"startSec": start, "endSec": start + number(200)},
            "maxWorkingTimeSec": number(2) * number(200), "perStopTimeSec": number(2) * number(10),
            "preparationTimeSec": number(2) * number(20), "closeOutTimeSec": number(2) * number(20),
            "flexStartTime": number(6) > 0, "breaks": breaks,
            "idleTimeCost": number(3), "breakTimeCost": number(3),
        }}},
        "orders": orders,
        "travel": {"type": "matrix", "locations": places, "durationsSec": drives, "distancesMt": drives},
    }))
    .expect("a snapshot")
}

#[test]
fn the_pieces_tried_contain_the_best_of_every_departure_and_place() {
    let mut with_breaks = 0;
    for seed in 0..6_000 {
        let snapshot = small(&mut Rng::new(seed));
        let rules = Rules::default();
        let sequence = &["a", "b", "c"][..snapshot.orders.len()];
        let journey =
            Journey::new(&snapshot, &rules, "v", date(), &entries(sequence)).expect("a journey");
        let expected = best_of_all(&journey);
        with_breaks += usize::from(expected.breaks.len() > 1);
        assert_eq!(timing::choose(&journey), expected, "seed {seed}");
    }
    assert!(with_breaks > 1_000, "too few interesting routes: {with_breaks}");
}
