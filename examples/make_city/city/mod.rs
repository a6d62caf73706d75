//! A day of deliveries in Valmira, a city that does not exist. Integers only, one seeded stream of
//! random numbers, so that a seed means the same bytes everywhere.

mod fleet;
mod orders;
mod places;

use routewright::rng::Rng;
use serde_json::{Value, json};
use std::fmt::Write;

/// The date that is planned.
pub(crate) const DATE: &str = "20260317";

/// How large a day is wanted.
pub(crate) struct Wish {
    pub(crate) orders: u32,
    pub(crate) vehicles: u32,
    /// 1 or 2.
    pub(crate) depots: u32,
    pub(crate) seed: u64,
}

/// Objects by id, in the order in which they are written.
type Entries = Vec<(String, Value)>;

/// The text of the snapshot: one object per line.
pub(crate) fn snapshot(wish: &Wish) -> String {
    let mut rng = Rng::new(wish.seed);
    let orders = orders::orders(wish.orders, &mut rng);
    let fleet = fleet::fleet(wish, &orders, &mut rng);
    let territory = json!({
        "id": "valmira", "name": "Valmira", "center": places::CENTRE,
        "timeZoneCode": "Europe/Rome", "languageCode": "en",
        "statusReasons": ["Nobody there", "Refused", "Damaged"],
    });
    let mut text = format!("{{\n\"territory\": {territory},\n");
    write_map(&mut text, "depots", &places::depots(wish.depots));
    write_map(&mut text, "regions", &places::regions());
    write_map(&mut text, "drivers", &fleet.drivers);
    write_map(&mut text, "vehicles", &fleet.vehicles);
    write_map(&mut text, "vehicleDriverAssignments", &[(DATE.into(), fleet.assignments)]);
    write_map(&mut text, "orders", &orders);
    text.push_str("\"routes\": {}\n}\n");
    text
}

fn write_map(text: &mut String, name: &str, entries: &[(String, Value)]) {
    let lines: Vec<String> =
        entries.iter().map(|(id, value)| format!("\"{id}\": {value}")).collect();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "\"{name}\": {{\n{}\n}},", lines.join(",\n"));
}

/// One of the choices, which have weights.
fn pick<'c, T>(choices: &'c [(u32, T)], rng: &mut Rng) -> &'c T {
    let mut ticket = rng.below(choices.iter().map(|(weight, _)| weight).sum());
    for (weight, choice) in choices {
        if ticket < *weight {
            return choice;
        }
        ticket -= weight;
    }
    &choices[0].1
}

/// A multiple of `step` between `low` and `high`, both included.
fn between(low: i64, high: i64, step: i64, rng: &mut Rng) -> i64 {
    low + step * i64::from(rng.below(((high - low) / step + 1) as u32))
}
