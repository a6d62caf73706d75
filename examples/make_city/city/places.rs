//! Where things are: districts around the centre, depots, regions.

use super::{Entries, between, pick};
use routewright::model::LatLng;
use routewright::rng::Rng;
use serde_json::{Value, json};

/// The cathedral square.
pub(super) const CENTRE: LatLng = [45_440_000, 10_990_000];

/// Metres to the north and to the east of the centre.
type Offset = [i64; 2];

/// A district: its name, its middle and how far it reaches, in metres.
type District = (&'static str, Offset, i64);

/// Weight and district.
const DISTRICTS: &[(u32, District)] = &[
    (20, ("Old Town", [0, 0], 1_000)),
    (12, ("Station Quarter", [-1_700, 700], 900)),
    (10, ("North Bank", [2_300, 300], 1_000)),
    (9, ("University", [900, 2_700], 900)),
    (10, ("West Borough", [-300, -3_800], 1_300)),
    (9, ("East Gate", [600, 5_200], 1_300)),
    (8, ("Works", [-5_200, -3_900], 1_500)),
    (6, ("Airport", [-6_300, -8_800], 1_200)),
    (5, ("Hills", [8_600, 2_600], 2_400)),
    (5, ("Lakeside", [3_100, -13_800], 2_200)),
    (6, ("South Plain", [-11_200, 3_100], 3_500)),
];

const STREETS: &[&str] = &[
    "Mill Street",
    "Bridge Road",
    "Garden Row",
    "Chestnut Avenue",
    "Market Lane",
    "Tower Street",
    "River Walk",
    "School Road",
    "Vineyard Lane",
    "Station Road",
    "Abbey Street",
    "Quarry Road",
];

/// The point so many metres from the centre: a metre is 9.0 micro-degrees of latitude and, at 45.4°
/// north, 12.8 of longitude.
fn at([north, east]: Offset) -> LatLng {
    [CENTRE[0] + north * 9, CENTRE[1] + east * 128 / 10]
}

/// An address in one of the districts, those near the centre more often, dense in the middle.
pub(super) fn address(rng: &mut Rng) -> Value {
    let (name, [north, east], reach) = *pick(DISTRICTS, rng);
    // The mean of three uniform numbers leans to the middle.
    let mut away = || (0..3).map(|_| between(-reach, reach, 1, rng)).sum::<i64>() / 2;
    let point = at([north + away(), east + away()]);
    let street = STREETS[rng.index(STREETS.len())];
    let number = between(1, 120, 1, rng);
    json!({"address": format!("{street} {number}, {name}, Valmira"), "latLng": point, "status": "OK"})
}

/// One depot near the works, or a second one in the east.
pub(super) fn depots(count: u32) -> Entries {
    let all = [("Freight Village", [-4_600, -5_300]), ("East Hub", [-1_200, 7_400])];
    let chosen = (1..).zip(all).take(count as usize);
    chosen
        .map(|(number, (name, offset))| {
            let id = format!("depot-{number}");
            let address = format!("{name}, Valmira");
            let location = json!({"address": address, "latLng": at(offset), "status": "OK"});
            let depot = json!({
                "id": id, "name": name, "location": location,
                "setupCost": 500, "setupTimeSec": 900, "color": "444444",
            });
            (id, depot)
        })
        .collect()
}

/// The old town (permit and slow streets), the hills (slow), the lakeside (toll).
pub(super) fn regions() -> Entries {
    let octagon = |[north, east]: Offset, reach: i64| -> Vec<LatLng> {
        let short = reach * 2 / 5;
        let corners = [
            [reach, short],
            [short, reach],
            [-short, reach],
            [-reach, short],
            [-reach, -short],
            [-short, -reach],
            [short, -reach],
            [reach, -short],
        ];
        corners.iter().map(|[n, e]| at([north + n, east + e])).collect()
    };
    [
        ("old-town", "Old Town", octagon([0, 0], 1_200), 250, 120),
        ("hills", "Hills", octagon([8_600, 2_600], 4_000), 0, 240),
        ("lakeside", "Lakeside", octagon([3_100, -13_800], 3_600), 600, 0),
    ]
    .into_iter()
    .map(|(id, name, poly, cost, sec)| {
        let region = json!({
            "id": id, "name": name, "color": "2E5984", "poly": poly,
            "enterCost": cost, "enterTimeSec": sec,
        });
        (id.to_owned(), region)
    })
    .collect()
}
