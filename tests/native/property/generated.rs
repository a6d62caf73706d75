//! What the generator makes is what it promises: the same again, all of JSON, and various.

use super::cases;
use crate::support::generator::{Sliders, broken, snapshot};
use crate::support::oracle::journey::Journey;
use crate::support::oracle::{codes, timing};
use routewright::model::{Rules, Snapshot};
use routewright::validate;
use std::collections::BTreeMap;

#[test]
fn a_seed_gives_the_same_snapshot_again_and_it_survives_being_written() {
    for seed in 0..200 {
        let one = snapshot(seed, &Sliders::default());
        assert_eq!(one, snapshot(seed, &Sliders::default()), "seed {seed}");
        let text = serde_json::to_string(&one).expect("JSON");
        let read: Snapshot = serde_json::from_str(&text).expect("a snapshot");
        assert_eq!(read, one, "seed {seed}");
    }
}

#[test]
fn what_is_made_valid_is_accepted_and_what_is_broken_is_refused() {
    let sliders = Sliders::default();
    for seed in 0..cases(500) {
        let text = serde_json::to_vec(&snapshot(seed, &sliders)).expect("JSON");
        if let Err(issues) = validate::snapshot(&text, None) {
            panic!("seed {seed} is refused: {issues:#?}");
        }
        if seed % 5 == 0 {
            let (json, fault) = broken::snapshot(seed, &sliders);
            let text = serde_json::to_vec(&json).expect("JSON");
            let issues = validate::snapshot(&text, None).err().unwrap_or_default();
            assert!(!issues.is_empty(), "seed {seed} is accepted with {fault}");
        }
    }
}

#[test]
fn routes_of_all_kinds_come_up() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut count = |what: &str, how_often: usize| {
        *counts.entry(what.to_owned()).or_insert(0) += how_often;
    };
    let rules = Rules::default();
    for seed in 0..300 {
        let snapshot = snapshot(seed, &Sliders::default());
        for (id, route) in &snapshot.routes {
            let mut route = route.clone();
            route.id = Some(id.clone());
            let journey = Journey::of(&snapshot, &rules, &route).expect("a journey");
            count("routes", 1);
            count("stops", journey.visits.len());
            if journey.legs.iter().any(Option::is_none) {
                count("unreachable", 1);
                continue;
            }
            let line = timing::choose(&journey);
            count("breaks taken", line.breaks.len());
            count("late", usize::from(line.overrun > 0));
            count("left later", usize::from(line.departure > journey.window.0));
            count("idle", usize::from(line.idle > 0));
            for code in codes::of_vehicle(&journey, line.departure, line.end) {
                count(&format!("{code:?}"), 1);
            }
            for index in 0..journey.visits.len() {
                for code in codes::of_step(&journey, &line, index) {
                    count(&format!("{code:?}"), 1);
                }
            }
        }
    }
    for (what, least) in [("breaks taken", 100), ("late", 100), ("left later", 30), ("idle", 50)] {
        assert!(counts.get(what).is_some_and(|own| *own >= least), "{what}: {counts:#?}");
    }
    for code in ["Ld", "Nld", "Twe", "Dt", "Wt", "Ml", "Or", "Ve", "Tgi", "Tgo", "Elg", "Tw", "Rgn"]
        .into_iter()
        .chain(["Pdm", "Pdi", "unreachable"])
    {
        assert!(counts.get(code).is_some_and(|own| *own >= 5), "{code}: {counts:#?}");
    }
}
