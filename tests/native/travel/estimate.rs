//! The estimate: distances by haversine on 6 371 008.8 m × 1.3, durations in two stages (SEMANTICS
//! 1.2), and the speed factor (1.3).
//!
//! One micro-degree of a meridian is 6 371 008.8 × π / 180 000 000 = 0.111 195 080 m, with the
//! detour 0.144 553 604 m.

use routewright::model::{LatLng, Travel};
use routewright::travel::{Leg, Legs, Speed, estimate};

const ORIGIN: LatLng = [0, 0];

/// The leg of so many micro-degrees to the north of the origin.
fn north(micro_degrees: i64) -> Leg {
    estimate::leg(ORIGIN, [micro_degrees, 0], None, None)
}

#[test]
fn one_degree_of_a_meridian_is_144554_metres() {
    // 1 000 000 × 0.144 553 604 = 144 553.6; 800 + 138 554 × 0.036 = 5 787.94.
    assert_eq!(north(1_000_000), Leg { sec: 5_788, mt: 144_554 });
}

#[test]
fn one_degree_of_the_60th_parallel_is_about_half_of_it() {
    // 2 R asin(cos 60° × sin ½°) = 55 597.011 m; × 1.3 = 72 276.11; 800 + 66 276 × 0.036 = 3 185.94.
    let leg = estimate::leg([60_000_000, 10_000_000], [60_000_000, 11_000_000], None, None);
    assert_eq!(leg, Leg { sec: 3_186, mt: 72_276 });
}

#[test]
fn town_drives_take_two_fifteenths_of_a_second_per_metre() {
    // The distances that the documents show; their durations (48, 360, 769, 2 918) are no oracles.
    // 334 × 2 / 15 = 44.53; 2 424 × 2 / 15 = 323.2; 5 955 × 2 / 15 = 794.
    assert_eq!(north(2_311), Leg { sec: 45, mt: 334 });
    assert_eq!(north(16_769), Leg { sec: 323, mt: 2_424 });
    assert_eq!(north(41_196), Leg { sec: 794, mt: 5_955 });
    // 800 + 67 402 × 0.036 = 3 226.47.
    assert_eq!(north(507_784), Leg { sec: 3_226, mt: 73_402 });
}

#[test]
fn the_second_stage_begins_above_6000_metres() {
    // 6 000 × 2 / 15 = 800, which the second stage continues: 13 × 0.036 = 0.468, 14 × 0.036 = 0.504.
    assert_eq!(north(41_507), Leg { sec: 800, mt: 6_000 });
    assert_eq!(north(41_514), Leg { sec: 800, mt: 6_001 });
    assert_eq!(north(41_597), Leg { sec: 800, mt: 6_013 });
    assert_eq!(north(41_604), Leg { sec: 801, mt: 6_014 });
    // 125 × 0.036 = 4.5 exactly: half-up.
    assert_eq!(north(42_372), Leg { sec: 805, mt: 6_125 });
}

#[test]
fn short_drives_round_half_up() {
    // 3 × 2 / 15 = 0.4, 4 × 2 / 15 = 0.53.
    assert_eq!(north(21), Leg { sec: 0, mt: 3 });
    assert_eq!(north(28), Leg { sec: 1, mt: 4 });
    // 3 × 0.144 55 = 0.434 m, 4 × 0.144 55 = 0.578 m.
    assert_eq!(north(3), Leg { sec: 0, mt: 0 });
    assert_eq!(north(4), Leg { sec: 0, mt: 1 });
}

#[test]
fn the_same_coordinates_are_no_drive() {
    let here = [33_831_222, -87_277_666];
    assert_eq!(estimate::leg(here, here, Some(50.0), Some(2.0)), Leg::ZERO);
}

#[test]
fn antipodes_are_half_a_circle_apart() {
    // π R = 20 015 114.442 m; × 1.3 = 26 019 648.77; 800 + 26 013 649 × 0.036 = 937 291.36.
    let half = Leg { sec: 937_291, mt: 26_019_649 };
    assert_eq!(estimate::leg(ORIGIN, [0, 180_000_000], None, None), half);
    assert_eq!(estimate::leg([90_000_000, 0], [-90_000_000, 0], None, None), half);
    // Where rounding may push the haversine above 1.
    for lat in (0..90_000_000).step_by(1_234_567) {
        let leg = estimate::leg([lat, -45_000_000], [-lat, 135_000_000], None, None);
        assert_eq!(leg, half, "{lat}");
    }
}

#[test]
fn a_pole_is_one_place_at_every_longitude() {
    let leg = estimate::leg([90_000_000, 0], [90_000_000, 120_000_000], None, None);
    assert_eq!(leg, Leg::ZERO);
    // From the pole every meridian is as long: one degree.
    let down = estimate::leg([90_000_000, 0], [89_000_000, 77_000_000], None, None);
    assert_eq!(down, Leg { sec: 5_788, mt: 144_554 });
}

#[test]
fn the_date_line_is_crossed_the_short_way() {
    // One degree of the equator is one of a meridian.
    let leg = estimate::leg([0, 179_500_000], [0, -179_500_000], None, None);
    assert_eq!(leg, Leg { sec: 5_788, mt: 144_554 });
    // Both names of the line are the same place.
    let line = estimate::leg([10_000_000, 180_000_000], [10_000_000, -180_000_000], None, None);
    assert_eq!(line, Leg::ZERO);
}

#[test]
fn a_detour_factor_scales_the_distance() {
    // 1 000 000 × 0.111 195 080 = 111 195.08 without detour; 800 + 105 195 × 0.036 = 4 587.02.
    let straight = estimate::leg(ORIGIN, [1_000_000, 0], None, Some(1.0));
    assert_eq!(straight, Leg { sec: 4_587, mt: 111_195 });
    // × 2 = 222 390.16; 800 + 216 390 × 0.036 = 8 590.04.
    let twice = estimate::leg(ORIGIN, [1_000_000, 0], None, Some(2.0));
    assert_eq!(twice, Leg { sec: 8_590, mt: 222_390 });
}

#[test]
fn one_speed_replaces_the_two_stages() {
    // At 36 km/h a second is 10 m: 334 m are 33.4 s, 144 554 m are 14 455.4 s.
    let speed = |micro_degrees, kmh| estimate::leg(ORIGIN, [micro_degrees, 0], Some(kmh), None);
    assert_eq!(speed(2_311, 36.0), Leg { sec: 33, mt: 334 });
    assert_eq!(speed(1_000_000, 36.0), Leg { sec: 14_455, mt: 144_554 });
    // 5 m (35 micro-degrees are 5.06) in 0.5 s: half-up.
    assert_eq!(speed(35, 36.0), Leg { sec: 1, mt: 5 });
    // 6 000 m at 43.2 km/h = 12 m/s.
    assert_eq!(speed(41_507, 43.2), Leg { sec: 500, mt: 6_000 });
}

#[test]
fn compiled_legs_are_the_formula_below_and_above_the_table_limit() {
    // 2 500 locations are tabulated, 2 501 are not.
    let all: Vec<LatLng> =
        (0..2_501_i64).map(|k| [33_000_000 + k * 811 % 90_001, -87_000_000 + k * 57]).collect();
    let model = Travel::Estimate { speed_kmh: None, detour_factor: None };
    let table = Legs::compile(&model, &all[..2_500]);
    let on_demand = Legs::compile(&model, &all);
    assert_eq!((table.len(), on_demand.len()), (2_500, 2_501));
    for (from, to) in (0..2_500_usize).map(|k| (k, k * 7 % 2_500)) {
        let expected = estimate::leg(all[from], all[to], None, None);
        assert_eq!(table.leg(from as u32, to as u32), expected);
        assert_eq!(on_demand.leg(from as u32, to as u32), expected);
        assert_eq!(table.leg(to as u32, from as u32), expected, "the same both ways");
    }
    assert_eq!(on_demand.leg(2_500, 2_500), Leg::ZERO);
}

#[test]
fn speed_and_detour_of_the_model_reach_the_table() {
    let model = Travel::Estimate { speed_kmh: Some(36.0), detour_factor: Some(1.0) };
    let legs = Legs::compile(&model, &[ORIGIN, [1_000_000, 0]]);
    // 111 195 m at 10 m/s.
    assert_eq!(legs.leg(0, 1), Leg { sec: 11_120, mt: 111_195 });
    assert_eq!(legs.leg(1, 0), legs.leg(0, 1));
    assert!(Legs::compile(&model, &[]).is_empty());
}

#[test]
fn the_speed_factor_divides_the_duration_half_up() {
    let scaled = |sec, factor| Speed::new(factor).scaled(sec);
    // 48 × 100 / 50 = 96; / 200 = 24; 48 × 100 / 110 = 43.64; 49 × 100 / 200 = 24.5.
    assert_eq!(scaled(48, 100), 48);
    assert_eq!(scaled(48, 50), 96);
    assert_eq!(scaled(48, 200), 24);
    assert_eq!(scaled(48, 110), 44);
    assert_eq!(scaled(49, 200), 25);
    assert_eq!(scaled(0, 75), 0);
    assert_eq!(scaled(Leg::UNREACHABLE.sec, 50), Leg::UNREACHABLE.sec);
    assert_eq!(scaled(i32::MAX, 50), i32::MAX);
}
