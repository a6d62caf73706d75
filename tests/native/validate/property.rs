//! Whatever is done to a valid snapshot: no panic, and every issue names a place that is there or
//! what is missing from one.

use super::{base, check};
use crate::support::fuzz::change::{Change, apply, hostile, pointers};
use crate::support::judged::{self as ops, Loaded};
use proptest::prelude::{Just, Strategy, any, prop};
use proptest::test_runner::{Config, RngSeed, TestRunner};
use routewright::model::{EvaluateRoutesRequest, Rules};
use routewright::validate;
use serde_json::{Map, Number, Value, json};
use std::cell::Cell;

/// Any JSON, with a liking for what hurts.
fn arbitrary_json() -> impl Strategy<Value = Value> {
    let leaf = prop::strategy::Union::new([
        prop::sample::select(hostile()).boxed(),
        any::<i64>().prop_map(|number| json!(number)).boxed(),
        any::<f64>()
            .prop_map(|number| Number::from_f64(number).map_or(Value::Null, Value::Number))
            .boxed(),
        "[a-zA-Z0-9é-]{0,12}".prop_map(Value::String).boxed(),
    ]);
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop::strategy::Union::new([
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array).boxed(),
            prop::collection::vec(("[a-z]{0,4}", inner), 0..4)
                .prop_map(|entries| Value::Object(entries.into_iter().collect::<Map<_, _>>()))
                .boxed(),
        ])
    })
}

fn change() -> impl Strategy<Value = Change> {
    prop::strategy::Union::new([
        arbitrary_json().prop_map(Change::Replace).boxed(),
        Just(Change::Remove).boxed(),
        Just(Change::Repeat).boxed(),
        ("[a-z]{1,4}|20151206|v1|o9|o1", arbitrary_json())
            .prop_map(|(key, value)| Change::Add(key, value))
            .boxed(),
    ])
}

/// Names, keys and indices of a written path. Keys here hold no brackets.
fn steps(path: &str) -> Vec<String> {
    path.replace(']', "").split('[').enumerate().fold(Vec::new(), |mut steps, (index, part)| {
        // After a bracket comes a whole key, then properties after dots.
        let (key, rest) = if index == 0 {
            ("", Some(part))
        } else {
            match part.split_once('.') {
                Some((key, rest)) => (key, Some(rest)),
                None => (part, None),
            }
        };
        if index > 0 {
            steps.push(key.to_owned());
        }
        steps.extend(
            rest.into_iter()
                .filter(|rest| !rest.is_empty())
                .flat_map(|rest| rest.split('.'))
                .map(str::to_owned),
        );
        steps
    })
}

/// Whether a path names a value that is there, or a property that an object there lacks.
fn names_a_place(snapshot: &Value, path: &str) -> bool {
    let steps = steps(path);
    let mut value = snapshot;
    for (index, step) in steps.iter().enumerate() {
        let below = match value {
            Value::Object(map) => map.get(step),
            Value::Array(list) => step.parse::<usize>().ok().and_then(|index| list.get(index)),
            _ => None,
        };
        match below {
            Some(below) => value = below,
            None => return value.is_object() && index + 1 == steps.len(),
        }
    }
    true
}

fn runner(cases: u32) -> TestRunner {
    let rng_seed = RngSeed::Fixed(1);
    TestRunner::new(Config { cases, rng_seed, failure_persistence: None, ..Config::default() })
}

#[test]
fn any_change_of_a_valid_snapshot_is_read_or_named() {
    let mut places = Vec::new();
    pointers(&base(), "", &mut places);
    let changes = prop::collection::vec((prop::sample::select(places), change()), 1..4);
    let (valid, refused) = (Cell::new(0), Cell::new(0));
    runner(4_000)
        .run(&changes, |changes| {
            let mut snapshot = base();
            for (pointer, change) in &changes {
                apply(&mut snapshot, pointer, change);
            }
            match check(&snapshot) {
                Ok(read) => {
                    valid.set(valid.get() + 1);
                    // What was read is the same when it is read again.
                    let again = check(&read.document).expect("a valid document stays valid");
                    let mut first = read.snapshot;
                    first.travel = None;
                    assert_eq!(again.snapshot, first);
                }
                Err(issues) => {
                    refused.set(refused.get() + 1);
                    assert!(!issues.is_empty());
                    for issue in issues {
                        let path = &issue.path;
                        assert!(names_a_place(&snapshot, path), "{path}: {}", issue.message);
                        let message = &issue.message;
                        assert!(message.starts_with(path.as_str()), "{message}");
                        assert!(
                            !message.contains("not readable"),
                            "the tables let through: {message}"
                        );
                    }
                }
            }
            Ok(())
        })
        .unwrap();
    let (valid, refused) = (valid.get(), refused.get());
    assert!(valid > 400 && refused > 400, "{valid} valid, {refused} refused");
}

#[test]
fn any_bytes_are_read_or_refused() {
    let text = base().to_string().into_bytes();
    let edits = prop::collection::vec((0..text.len(), any::<u8>(), 0..3_u8), 1..6);
    runner(4_000)
        .run(&edits, |edits| {
            let mut bytes = text.clone();
            for (at, byte, how) in edits {
                let at = at.min(bytes.len() - 1);
                match how {
                    0 => bytes[at] = byte,
                    1 => bytes.insert(at, byte),
                    _ => bytes.truncate(at.max(1)),
                }
            }
            if let Err(issues) = validate::snapshot(&bytes, None) {
                assert!(!issues.is_empty());
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn any_request_and_any_options_are_read_or_named() {
    let snapshot = check(&base()).expect("valid").snapshot;
    let names = [
        "from",
        "to",
        "lockedRouteIdsOverride",
        "depotTrips",
        "routeIds",
        "seed",
        "timeBudgetMs",
        "balancing",
        "balancingFactor",
        "missingCapacity",
        "other",
    ];
    let entries =
        prop::collection::vec((prop::sample::select(names.to_vec()), arbitrary_json()), 0..5);
    runner(2_000)
        .run(&entries, |entries| {
            let entries: Map<_, _> =
                entries.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            let value = Value::Object(entries);
            let all = [
                validate::build_routes_request(&value, &snapshot).err(),
                validate::evaluate_routes_request(&value, &snapshot).err(),
                validate::solve_options(&value).err(),
                validate::rules(&value).err(),
            ];
            for issue in all.into_iter().flatten().flatten() {
                assert!(names_a_place(&value, &issue.path), "{issue:?}");
                assert!(!issue.path.is_empty(), "{issue:?}");
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn every_value_of_the_base_may_be_hostile() {
    let mut places = Vec::new();
    pointers(&base(), "", &mut places);
    let hostile = [
        json!(null),
        json!(""),
        json!("x"),
        json!(-1),
        json!(0),
        json!(0.5),
        json!(2_147_483_648_i64),
        json!(9_007_199_254_740_992_i64),
        json!(1e308),
        json!("__proto__"),
        json!([]),
        json!({}),
        json!(false),
    ];
    for pointer in places {
        for value in &hostile {
            let mut snapshot = base();
            apply(&mut snapshot, &pointer, &Change::Replace(value.clone()));
            for issue in check(&snapshot).err().unwrap_or_default() {
                assert!(names_a_place(&snapshot, &issue.path), "{pointer} = {value}: {issue:?}");
                assert!(!issue.message.contains("not readable"), "{pointer} = {value}: {issue:?}");
            }
        }
    }
}

#[test]
fn whatever_is_valid_is_evaluated_and_planned_without_a_fault() {
    let mut places = Vec::new();
    pointers(&base(), "", &mut places);
    let changes = prop::collection::vec((prop::sample::select(places), change()), 1..4);
    let request = json!({ "from": "20151203", "to": "20151205", "depotTrips": true });
    let options = validate::solve_options(&json!({ "maxIterations": 5 })).expect("valid");
    runner(1_500)
        .run(&changes, |changes| {
            let mut snapshot = base();
            for (pointer, change) in &changes {
                apply(&mut snapshot, pointer, change);
            }
            let Ok(valid) = check(&snapshot).map(Loaded::from) else { return Ok(()) };
            let all = EvaluateRoutesRequest::default();
            ops::evaluate_routes(&valid, &all, &Rules::default()).expect("evaluated");
            let request = validate::build_routes_request(&request, &valid.snapshot);
            ops::build_routes(&valid, &request.expect("valid"), &options, &mut ops::Frozen)
                .expect("planned");
            Ok(())
        })
        .unwrap();
}
