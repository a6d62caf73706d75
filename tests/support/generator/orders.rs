//! Orders and their steps.

use super::places::Places;
use super::vehicles::{KEYS, TAGS};
use super::{Dice, Sliders};
use routewright::date::Date;
use routewright::model::{Eligibility, EligibilityType, Extra, Order, OrderStep, TimeWindow};
use routewright::sorted;

pub(super) fn all(
    dice: &mut Dice,
    sliders: &Sliders,
    places: &mut Places,
    dates: &[Date],
    vehicles: &[String],
) -> sorted::Map<String, Order> {
    let mut orders = sorted::Map::new();
    for number in 1..=dice.between(sliders.orders.0, sliders.orders.1) {
        let id = format!("o{number:02}");
        let mut order = order(dice, sliders, places, dates);
        order.id = dice.percent(70).then(|| id.clone());
        if dice.percent(8) {
            order.force_vehicle_id = Some(dice.pick(vehicles).clone());
        }
        orders.insert(id, order);
    }
    orders
}

fn order(dice: &mut Dice, sliders: &Sliders, places: &mut Places, dates: &[Date]) -> Order {
    let mut order = Order {
        eligibility: eligibility(dice, dates),
        priority: *dice.pick(&[-20, -10, 0, 0, 0, 10, 20]),
        ..Order::default()
    };
    let allowed: Vec<Date> =
        dates.iter().copied().filter(|date| order.eligibility.allows(*date)).collect();
    let mut one = |dice: &mut Dice| Some(step(dice, sliders, places, &allowed));
    match dice.between(0, 99) {
        share if share < i64::from(sliders.paired) => {
            order.pickup = one(dice);
            order.delivery = one(dice);
        }
        share if share % 10 < 6 => order.delivery = one(dice),
        share if share % 10 < 8 => order.pickup = one(dice),
        _ => {
            order.delivery = one(dice);
            order.is_service = true;
        }
    }
    if !order.is_service {
        for key in KEYS {
            if dice.percent(sliders.loads / 2) {
                order.loads.insert(key.to_owned(), dice.between(0, 600));
            }
        }
    }
    order
}

fn eligibility(dice: &mut Dice, dates: &[Date]) -> Eligibility {
    let mut own = Eligibility::default();
    let near = |dice: &mut Dice| dice.pick(dates).plus_days(*dice.pick(&[0, 0, 0, 0, 1]));
    match dice.between(0, 9) {
        0..=5 => {}
        6 => {
            own.kind = EligibilityType::By;
            own.by_date = Some(near(dice));
        }
        _ => {
            own.kind = EligibilityType::On;
            let mut on: Vec<Date> = (0..dice.between(1, 3)).map(|_| near(dice)).collect();
            on.sort_unstable();
            on.dedup();
            own.on_dates = on;
        }
    }
    own
}

fn step(dice: &mut Dice, sliders: &Sliders, places: &mut Places, dates: &[Date]) -> OrderStep {
    let mut own = OrderStep::default();
    if dice.percent(10) {
        own.depot_id = places.some_depot(dice);
    }
    if own.depot_id.is_none() {
        own.location = Some(places.location(dice, sliders));
    }
    own.service_time_sec = match dice.between(0, 9) {
        0 => 0,
        1 if dice.percent(sliders.degenerate) => dice.between(7_200, 30_000),
        _ => dice.between(0, 1_800),
    };
    if dice.percent(sliders.windows) {
        own.time_windows = windows(dice, sliders);
        if !dates.is_empty() && dice.percent(15) {
            let some = if dice.percent(25) { Vec::new() } else { windows(dice, sliders) };
            own.time_window_exceptions.insert(*dice.pick(dates), some);
        }
    }
    if dice.percent(sliders.tags) {
        own.tags_in = tags(dice);
    }
    if dice.percent(sliders.tags / 2) {
        own.tags_out = tags(dice);
    }
    own
}

fn tags(dice: &mut Dice) -> Vec<String> {
    TAGS.iter().filter(|_| dice.percent(30)).map(|&tag| tag.to_owned()).collect()
}

/// One to four windows, in any order; they may overlap, touch or pass midnight.
fn windows(dice: &mut Dice, sliders: &Sliders) -> Vec<TimeWindow> {
    (0..*dice.pick(&[1, 1, 1, 2, 2, 3, 4]))
        .map(|_| {
            let start = dice.between(18_000, 66_000);
            let (start, width) = if dice.percent(sliders.degenerate / 2) {
                match dice.between(0, 3) {
                    0 => (start, 0),
                    1 => (dice.between(80_000, 100_000), dice.between(0, 20_000)),
                    2 => (0, 86_400),
                    _ => (start, dice.between(0, 120)),
                }
            } else {
                (start, dice.between(1_800, 21_600))
            };
            TimeWindow { start_sec: start, end_sec: start + width, extra: Extra::new() }
        })
        .collect()
}
