//! The examples are what their README says.

#[path = "../../examples/make_city/city/mod.rs"]
mod city;

use routewright::date::Date;
use routewright::model::{Order, Snapshot, StepKind};
use std::fs;

fn read(name: &str) -> (String, Snapshot) {
    let text = fs::read_to_string(format!("examples/{name}")).expect("an example");
    let snapshot = serde_json::from_str(&text).expect("a snapshot");
    (text, snapshot)
}

/// The regenerated text, compared line by line so that a failure shows the first that moved.
fn assert_regenerates(name: &str, wish: &city::Wish) {
    let (stored, made) = (read(name).0, city::snapshot(wish));
    for (line, (stored, made)) in (1..).zip(stored.lines().zip(made.lines())) {
        assert_eq!(stored, made, "{name}, line {line}");
    }
    assert!(stored == made, "{name}: {} bytes are stored, {} made", stored.len(), made.len());
}

#[test]
fn city_200_is_what_its_seed_makes() {
    let wish = city::Wish { orders: 200, vehicles: 15, depots: 1, seed: 6 };
    assert_regenerates("city-200.json", &wish);
}

#[test]
fn city_1000_is_what_its_seed_makes() {
    let wish = city::Wish { orders: 1_000, vehicles: 50, depots: 2, seed: 1_000 };
    assert_regenerates("city-1000.json", &wish);
}

#[test]
fn every_example_is_valid_without_warnings() {
    for name in ["jasper.json", "city-200.json", "city-1000.json"] {
        let valid = routewright::validate::snapshot(read(name).0.as_bytes(), None);
        let warnings = valid.expect(name).warnings;
        assert!(warnings.is_empty(), "{name}: {warnings:#?}");
    }
}

#[test]
fn the_cities_have_what_was_asked_for() {
    for (name, orders, vehicles, depots) in [("city-200", 200, 15, 1), ("city-1000", 1_000, 50, 2)]
    {
        let snapshot = read(&format!("{name}.json")).1;
        assert_eq!(snapshot.orders.len(), orders);
        assert_eq!(snapshot.vehicles.len(), vehicles);
        assert_eq!(snapshot.depots.len(), depots);
        let count = |wanted: &dyn Fn(&Order) -> bool| {
            100 * snapshot.orders.values().filter(|order| wanted(order)).count() / orders
        };
        // Percentages: one in ten exactly, the rest as the dice fell.
        assert_eq!(count(&|order| order.steps().count() == 2), 10);
        let timed = count(&|order| order.steps().any(|(_, step)| !step.time_windows.is_empty()));
        assert!((52..=68).contains(&timed), "{timed} % with windows");
        let split = count(&|order| order.steps().any(|(_, step)| step.time_windows.len() == 2));
        assert!((4..=12).contains(&split), "{split} % with two windows");
        assert!(count(&|order| order.is_service) >= 4);
        assert!(count(&|order| order.step(StepKind::Delivery).is_none()) >= 3);
        assert!(count(&|order| order.priority != 0) >= 5);
    }
}

#[test]
fn the_goods_to_deliver_fill_85_percent_of_the_fleet() {
    let date = Date::parse(city::DATE).expect("a date");
    for name in ["city-200.json", "city-1000.json"] {
        let snapshot = read(name).1;
        for key in ["kg", "m3"] {
            let on_board = snapshot.orders.values().filter(|order| order.pickup.is_none());
            let goods: i64 = on_board.filter_map(|order| order.loads.get(key)).sum();
            let settings = snapshot.vehicles.values().filter_map(|one| one.settings_on(date));
            let room: i64 = settings.filter_map(|settings| settings.load_capacities.get(key)).sum();
            // Capacities are rounded up, by less than a hundredth per vehicle.
            let fill = 1_000 * goods / room;
            assert!((845..=850).contains(&fill), "{name}: {key} {fill} per mille");
        }
    }
}

#[test]
fn every_tag_of_the_cities_is_on_some_vehicle_but_not_on_all() {
    let date = Date::parse(city::DATE).expect("a date");
    for name in ["city-200.json", "city-1000.json"] {
        let snapshot = read(name).1;
        for tag in ["lift", "fridge"] {
            let tagged = snapshot.vehicles.values().filter(|vehicle| {
                vehicle.settings_on(date).is_some_and(|day| day.tags.iter().any(|one| one == tag))
            });
            let tagged = tagged.count();
            assert!(tagged >= 3 && tagged < snapshot.vehicles.len() / 2, "{tag}: {tagged}");
        }
    }
}

#[test]
fn jasper_is_the_documented_territory_with_its_seven_orders() {
    let snapshot = read("jasper.json").1;
    let names: Vec<_> = snapshot.orders.values().filter_map(|order| order.name.clone()).collect();
    for number in 1..=7 {
        assert!(names.contains(&format!("Order {number}")), "Order {number}");
    }
    assert_eq!((names.len(), snapshot.vehicles.len(), snapshot.drivers.len()), (7, 2, 2));
    let date = Date::parse("20151204").expect("a date");
    assert!(snapshot.orders.values().all(|order| order.eligibility.allows(date)));
    // What an object says of its id is its key.
    assert!(snapshot.orders.iter().all(|(id, order)| order.id.as_ref() == Some(id)));
    // The vehicle to which Order 6 is bound carries its load.
    let bound = snapshot.orders.values().find_map(|order| order.force_vehicle_id.clone());
    let vehicle = bound.and_then(|id| snapshot.vehicles.get(&id)).expect("Vehicle 2");
    let capacities = &vehicle.settings_on(date).expect("settings").load_capacities;
    assert_eq!(capacities.get("people"), Some(&600));
}
