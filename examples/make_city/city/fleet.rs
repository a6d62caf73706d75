//! Vehicles and drivers: vans, and trucks with a tail lift, as large as the goods ask for.

use super::{Entries, Wish, between};
use routewright::rng::Rng;
use serde_json::{Map, Value, json};

/// Vehicles, drivers and who drives what.
pub(super) struct Fleet {
    pub(super) vehicles: Entries,
    pub(super) drivers: Entries,
    /// Driver by vehicle.
    pub(super) assignments: Value,
}

/// How much of the fleet's capacity the goods to deliver fill, in percent.
const FILL: i64 = 85;

/// Every third vehicle is a truck, which holds half as much again as a van; every fourth has a
/// fridge.
pub(super) fn fleet(wish: &Wish, orders: &Entries, rng: &mut Rng) -> Fleet {
    let is_truck = |number: u32| number.is_multiple_of(3);
    let shares: i64 = (1..=wish.vehicles).map(|number| if is_truck(number) { 3 } else { 2 }).sum();
    let digits = wish.vehicles.to_string().len().max(2);
    let mut fleet = Fleet { vehicles: Vec::new(), drivers: Vec::new(), assignments: json!({}) };
    for number in 1..=wish.vehicles {
        let truck = is_truck(number);
        let id = format!("{}-{number:0digits$}", if truck { "truck" } else { "van" });
        let driver = format!("driver-{number:0digits$}");
        let capacities: Map<String, Value> = ["kg", "m3"]
            .into_iter()
            .map(|key| {
                let part = delivered(orders, key) * 100 * if truck { 3 } else { 2 };
                (key.to_owned(), (part / (FILL * shares) + 1).into())
            })
            .collect();
        let vehicle = json!({
            "id": id, "idx": number, "externalId": format!("VA {:03} {number:0digits$}", 100 + number * 7),
            "color": format!("{:06X}", number * 2_654_435 % 0x0100_0000), "tracked": true,
            "settings": settings(number, truck, &format!("depot-{}", number % wish.depots + 1), capacities, rng),
        });
        fleet
            .drivers
            .push((driver.clone(), json!({"id": driver, "name": format!("Driver {number}")})));
        fleet.assignments[&id] = driver.into();
        fleet.vehicles.push((id, vehicle));
    }
    fleet
}

/// The sum of a load over all that starts the day on board.
fn delivered(orders: &Entries, key: &str) -> i64 {
    let from_depot = orders.iter().filter(|(_, order)| order.get("pickup").is_none());
    from_depot.filter_map(|(_, order)| order["loads"][key].as_i64()).sum()
}

fn settings(
    number: u32,
    truck: bool,
    depot: &str,
    capacities: Map<String, Value>,
    rng: &mut Rng,
) -> Value {
    let late = number.is_multiple_of(2);
    let lunch = between(41_400, 43_200, 900, rng);
    let mut tags = Vec::new();
    if truck {
        tags.push("lift");
    }
    if number % 4 == 1 {
        tags.push("fridge");
    }
    // A few stay out of the hills and the lakeside.
    let regions = if number % 10 == 7 { json!(["old-town"]) } else { json!([]) };
    json!({
        "available": true, "departureDepotId": depot, "arrivalDepotId": depot,
        "timeWindow": {"startSec": 28_800, "endSec": if late { 64_800 } else { 61_200 }},
        "flexStartTime": true, "perStopTimeSec": if truck { 120 } else { 60 },
        "maxWorkingTimeSec": if late { 34_200 } else { 0 },
        "breaks": [{
            "durationSec": between(1_800, 3_600, 900, rng), "startSec": lunch, "endSec": lunch + 5_400,
        }],
        "loadCapacities": capacities, "regionIds": regions,
        "activationCost": if truck { 4_500 } else { 3_000 },
        "drivingTimeCost": 1_900, "idleTimeCost": 1_900, "serviceTimeCost": 1_900, "breakTimeCost": 0,
        "kmCost": if truck { 58 } else { 36 },
        "tags": tags, "speedFactor": if truck { 92 } else { 100 }, "preparationTimeSec": 600,
    })
}
