//! What is to be done: deliveries mostly, some collections, transfers and services.

use super::{DATE, Entries, between, pick, places};
use routewright::rng::Rng;
use serde_json::{Map, Value, json};

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Delivery,
    /// Delivered by a vehicle with a tail lift.
    Heavy,
    /// Delivered by a vehicle with a fridge.
    Chilled,
    /// Not by a vehicle with a tail lift: narrow streets.
    Narrow,
    Collection,
    /// From one customer to another.
    Transfer,
    Service,
}

const KINDS: &[(u32, Kind)] = &[
    (60, Kind::Delivery),
    (7, Kind::Heavy),
    (7, Kind::Chilled),
    (3, Kind::Narrow),
    (6, Kind::Collection),
    (7, Kind::Service),
];

const TRADES: &[&str] = &[
    "Bakery",
    "Bookshop",
    "Chemist",
    "Café",
    "Florist",
    "Workshop",
    "Surgery",
    "Hotel",
    "School",
    "Grocer",
    "Office",
    "Household",
];

/// As many orders, the first of each ten a transfer.
pub(super) fn orders(count: u32, rng: &mut Rng) -> Entries {
    let digits = count.to_string().len().max(3);
    let mut orders = Entries::new();
    for number in 1..=count {
        let id = format!("order-{number:0digits$}");
        let kind = if number % 10 == 1 { Kind::Transfer } else { *pick(KINDS, rng) };
        let order = order(&id, kind, &orders, rng);
        orders.push((id, order));
    }
    orders
}

fn order(id: &str, kind: Kind, before: &Entries, rng: &mut Rng) -> Value {
    let mut order = Map::new();
    let trade = TRADES[rng.index(TRADES.len())];
    order.insert("id".into(), id.into());
    order.insert("name".into(), format!("{trade} {}", between(1, 99, 1, rng)).into());
    order.insert("eligibility".into(), eligibility(rng));
    let priority = *pick(&[(89, 0), (5, 10), (3, 20), (3, -10)], rng);
    if priority != 0 {
        order.insert("priority".into(), priority.into());
    }
    order.insert("loads".into(), loads(kind, rng));
    if matches!(kind, Kind::Collection | Kind::Transfer) {
        let windows = if kind == Kind::Transfer { json!([]) } else { windows(kind, rng) };
        order.insert("pickup".into(), step(kind, places::address(rng), windows, rng));
    }
    if kind != Kind::Collection {
        // One in twenty goes to the house of an earlier delivery.
        let neighbour = rng.one_in(20).then(|| before.get(rng.index(before.len()))).flatten();
        let shared = neighbour.map(|(_, other)| other["delivery"]["location"].clone());
        let location = shared.filter(Value::is_object).unwrap_or_else(|| places::address(rng));
        let windows = windows(kind, rng);
        order.insert("delivery".into(), step(kind, location, windows, rng));
    }
    if kind == Kind::Service {
        order.insert("isService".into(), true.into());
    }
    Value::Object(order)
}

/// The planned date for all; one in eight could also come later.
fn eligibility(rng: &mut Rng) -> Value {
    match rng.below(16) {
        0 => json!({"type": "any"}),
        1 => json!({"type": "by", "byDate": "20260320"}),
        _ => json!({"type": "on", "onDates": [DATE]}),
    }
}

/// Hundredths of a kilogram and of a cubic metre.
fn loads(kind: Kind, rng: &mut Rng) -> Value {
    let (low, high) = match kind {
        Kind::Service => return json!({}),
        Kind::Heavy => (100, 220),
        Kind::Transfer => (5, 40),
        _ => (5, 90),
    };
    let kg = between(low, high, 5, rng);
    // 120 to 280 kg a cubic metre.
    let m3 = (kg * 100 / between(120, 280, 10, rng)).max(1);
    json!({"kg": kg * 100, "m3": m3})
}

fn step(kind: Kind, location: Value, windows: Value, rng: &mut Rng) -> Value {
    let minutes = match kind {
        Kind::Heavy | Kind::Service => between(10, 20, 1, rng),
        Kind::Collection | Kind::Transfer => between(3, 8, 1, rng),
        _ => between(3, 12, 1, rng),
    };
    let mut step = Map::new();
    step.insert("location".into(), location);
    step.insert("timeWindows".into(), windows);
    step.insert("serviceTimeSec".into(), (minutes * 60).into());
    let (tags_in, tags_out) = match kind {
        Kind::Heavy => (Some("lift"), None),
        Kind::Chilled => (Some("fridge"), None),
        Kind::Narrow => (None, Some("lift")),
        _ => (None, None),
    };
    for (name, tag) in [("tagsIn", tags_in), ("tagsOut", tags_out)] {
        if let Some(tag) = tag {
            step.insert(name.into(), json!([tag]));
        }
    }
    Value::Object(step)
}

/// Six in ten have a time: the morning, the afternoon, two hours, or before and after the busy part
/// of the day. Transfers and collections have none in the morning.
fn windows(kind: Kind, rng: &mut Rng) -> Value {
    let hours = |from: i64, to: i64| json!({"startSec": from * 1_800, "endSec": to * 1_800});
    // In half-hours: 16 is 08:00.
    let slot = 16 + 2 * i64::from(rng.below(8));
    let afternoon_only = matches!(kind, Kind::Collection | Kind::Transfer);
    let choice = *pick(&[(40, 'n'), (20, 'm'), (20, 'a'), (12, 's'), (8, 't')], rng);
    match choice {
        'n' => json!([]),
        _ if afternoon_only => json!([hours(26, 34)]),
        'm' => json!([hours(16, 24)]),
        'a' => json!([hours(26, 34)]),
        's' => json!([hours(slot, slot + 4)]),
        _ => json!([hours(16, 21), hours(29, 34)]),
    }
}
