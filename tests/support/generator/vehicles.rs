//! Settings of vehicles.

use super::places::Places;
use super::{Dice, Sliders};
use routewright::model::{Break, Extra, TimeWindow, VehicleSettings};

/// Load keys in use.
pub(super) const KEYS: [&str; 3] = ["kg", "m3", "pallets"];
/// Tags in use.
pub(super) const TAGS: [&str; 4] = ["cold", "crane", "key", "tall"];

pub(super) fn settings(dice: &mut Dice, sliders: &Sliders, places: &Places) -> VehicleSettings {
    let mut own = VehicleSettings { available: dice.percent(93), ..VehicleSettings::default() };
    if dice.percent(75) {
        own.departure_depot_id = places.some_depot(dice);
    }
    if dice.percent(75) {
        own.arrival_depot_id = places.some_depot(dice);
    }
    own.time_window = window(dice, sliders);
    own.flex_start_time = dice.percent(75);
    own.speed_factor = dice.percent(40).then(|| dice.between(50, 200));
    own.per_stop_time_sec = dice.sometimes(40, 0, 600);
    if own.departure_depot_id.is_some() {
        own.preparation_time_sec = dice.sometimes(40, 0, 1_800);
    }
    if own.arrival_depot_id.is_some() {
        own.close_out_time_sec = dice.sometimes(40, 0, 1_800);
    }
    if dice.percent(sliders.breaks) {
        let shift = own.time_window.as_ref().map_or((0, 86_400), |w| (w.start_sec, w.end_sec));
        own.breaks = breaks(dice, sliders, shift);
    }
    if dice.percent(sliders.limits) {
        own.max_working_time_sec = dice.sometimes(50, 600, 40_000).min(86_400);
        own.max_driving_time_sec = dice.sometimes(40, 60, 20_000);
        own.max_distance_mt = dice.sometimes(40, 100, 120_000);
        own.max_orders = dice.sometimes(40, 1, 8);
    }
    for key in KEYS {
        if dice.percent(sliders.loads) {
            own.load_capacities.insert(key.to_owned(), dice.between(0, 1_500));
        }
        if dice.percent(10) {
            own.min_load_capacities.insert(key.to_owned(), dice.between(0, 2_000));
        }
    }
    own.min_working_time_sec = dice.sometimes(15, 0, 30_000);
    own.tags = TAGS.iter().filter(|_| dice.percent(50)).map(|&tag| tag.to_owned()).collect();
    if dice.percent(40) {
        own.region_ids = places.some_regions(dice);
    }
    rates(dice, &mut own);
    own
}

fn rates(dice: &mut Dice, own: &mut VehicleSettings) {
    let mut rate = |most: i64| match dice.between(0, 9) {
        0..=3 => 0,
        4 => *dice.pick(&[1, 7, 100_000_000]),
        _ => dice.between(1, most),
    };
    own.activation_cost = rate(20_000);
    own.per_stop_cost = rate(500);
    own.driving_time_cost = rate(4_000);
    own.idle_time_cost = rate(4_000);
    own.service_time_cost = rate(4_000);
    own.break_time_cost = rate(4_000);
    own.km_cost = rate(200);
}

/// A working window: by day, over midnight, or hardly any.
fn window(dice: &mut Dice, sliders: &Sliders) -> Option<TimeWindow> {
    if dice.percent(10) {
        return None;
    }
    let (start, length) = if dice.percent(sliders.degenerate / 3) {
        (dice.between(0, 86_400), *dice.pick(&[0, 1, 600, 3_600]))
    } else if dice.percent(10) {
        (dice.between(60_000, 86_400), dice.between(10_000, 40_000))
    } else {
        (dice.between(20_000, 36_000), dice.between(10_000, 40_000))
    };
    Some(TimeWindow { start_sec: start, end_sec: start + length, extra: Extra::new() })
}

/// Up to three that do not overlap (FEATURES DOM-034), in any order.
fn breaks(dice: &mut Dice, sliders: &Sliders, shift: (i64, i64)) -> Vec<Break> {
    let mut breaks = Vec::new();
    let mut free = (shift.0 - 3_000).max(0);
    for _ in 0..dice.between(1, 3) {
        let mut start = free + dice.between(0, 12_000);
        let mut width = dice.between(0, 7_200);
        let mut duration = dice.between(0, 3_600);
        if dice.percent(sliders.degenerate / 2) {
            match dice.between(0, 3) {
                0 => width = 0,
                1 => duration = 0,
                2 => duration = (shift.1 - shift.0).min(86_400),
                _ => start = free,
            }
        }
        let end = start + width;
        if end + duration > 86_400 + 40_000 {
            break;
        }
        let own =
            Break { duration_sec: duration, start_sec: start, end_sec: end, extra: Extra::new() };
        breaks.push(own);
        // Touching counts as overlapping.
        free = end + duration + 1;
    }
    dice.shuffle(&mut breaks);
    breaks
}
