//! Each operator on stops along a straight road, where what it saves can be counted.

use super::join::{Cut, Hub, Segment};
use super::or_opt::Pieces;
use super::{
    Join, Memory, Search, change_day, exchange, or_opt, run, run_near, swap_star, swap_tails,
};
use crate::date::Date;
use crate::model::Rules;
use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx, compile};
use crate::solver::construct::Places;
use crate::solver::neighbours::Neighbours;
use crate::solver::state::State;
use crate::solver::{Scope, neighbours_of};
use crate::units::Money;
use crate::{sorted, validate};
use serde_json::{Map, Value, json};

/// A plan that operators work on.
pub(in crate::solver) struct Road {
    pub(in crate::solver) problem: Problem,
    pub(in crate::solver) neighbours: Neighbours,
    pub(in crate::solver) places: Places,
    pub(in crate::solver) state: State,
    memory: Memory,
}

impl Road {
    /// Orders at these `[metre, metre]`, each of one unit of goods, and vehicles for `capacity` units
    /// from a depot at the origin, that drive these sequences of orders. Streets run along both axes:
    /// a drive is as long as the sum of both differences, and a metre costs one hundredth.
    pub(in crate::solver) fn new(orders: &[[i32; 2]], capacity: i64, tours: &[&[StopIdx]]) -> Self {
        Self::with_rates(orders, &vec![(capacity, 1_000); tours.len()], tours)
    }

    /// The same for vehicles of such capacities and costs of a kilometre.
    fn with_rates(orders: &[[i32; 2]], vehicles: &[(i64, i64)], tours: &[&[StopIdx]]) -> Self {
        let settings = |(capacity, km): &(i64, i64)| {
            json!({
                "departureDepotId": "h", "arrivalDepotId": "h", "loadCapacities": {"kg": capacity},
                "kmCost": km, "timeWindow": {"startSec": 0, "endSec": 86_400},
            })
        };
        Self::with_settings(orders, &vehicles.iter().map(settings).collect::<Vec<Value>>(), tours)
    }

    /// The same for vehicles of such settings.
    fn with_settings(orders: &[[i32; 2]], vehicles: &[Value], tours: &[&[StopIdx]]) -> Self {
        let list = orders
            .iter()
            .map(|place| json!({"loads": {"kg": 1}, "delivery": {"location": {"latLng": place}}}));
        Self::with_orders(&list.collect::<Vec<Value>>(), orders, vehicles, tours)
    }

    /// One unit each from the first place to the second, so that the stops of order n are 2 n and 2 n + 1;
    /// vehicles for so many units at a time and so many orders in all.
    pub(in crate::solver) fn with_pairs(
        pairs: &[[[i32; 2]; 2]],
        (capacity, most): (i64, i64),
        tours: &[&[StopIdx]],
    ) -> Self {
        let step = |place: [i32; 2]| json!({"location": {"latLng": place}});
        let list = pairs.iter().map(
            |[from, to]| json!({"loads": {"kg": 1}, "pickup": step(*from), "delivery": step(*to)}),
        );
        let vehicle = json!({
            "departureDepotId": "h", "arrivalDepotId": "h", "loadCapacities": {"kg": capacity},
            "kmCost": 1_000, "timeWindow": {"startSec": 0, "endSec": 86_400}, "maxOrders": most,
        });
        let vehicles = vec![vehicle; tours.len()];
        Self::with_orders(&list.collect::<Vec<Value>>(), &pairs.concat(), &vehicles, tours)
    }

    /// Such orders, which have their stops at these places.
    fn with_orders(
        orders: &[Value],
        places: &[[i32; 2]],
        vehicles: &[Value],
        tours: &[&[StopIdx]],
    ) -> Self {
        let places: Vec<[i32; 2]> = std::iter::once([0, 0]).chain(places.iter().copied()).collect();
        let drives: Vec<i32> = places
            .iter()
            .flat_map(|one| {
                places.iter().map(|two| one[0].abs_diff(two[0]) + one[1].abs_diff(two[1]))
            })
            .map(|metres| i32::try_from(metres).expect("short"))
            .collect();
        let list: Map<String, Value> =
            (0..).zip(orders).map(|(number, own)| (format!("o{number:02}"), own.clone())).collect();
        let vehicles: Map<String, Value> = (0..)
            .zip(vehicles)
            .map(|(number, own)| (format!("v{number}"), json!({"settings": own})))
            .collect();
        let snapshot = json!({
            "territory": {"id": "t"}, "depots": {"h": {"location": {"latLng": [0, 0]}}},
            "vehicles": vehicles, "orders": list,
            "travel": {
                "type": "matrix", "locations": places, "durationsSec": drives, "distancesMt": drives,
            },
        });
        let text = snapshot.to_string();
        let valid = validate::snapshot(text.as_bytes(), None).expect("a valid snapshot");
        let date = Date::parse("20260105").expect("a date");
        let mut problem = compile(&valid.snapshot, &Rules::default(), &sorted::set([date]));
        problem.tabulate();
        let tasks: Vec<TaskIdx> = problem.tasks().map(|(task, _)| task).collect();
        let days: Vec<DayIdx> = problem.days().map(|(day, _)| day).collect();
        let start = (0..).zip(tours.iter().map(|tour| tour.to_vec())).collect();
        let scope = Scope { tasks, days, start, ..Scope::default() };
        let mut state = State::new(&problem, &scope);
        let on_tours: usize = tours.iter().map(|tour| tour.len()).sum();
        let stops = problem.stops.len() / orders.len();
        assert_eq!(state.absent.len() * stops, problem.stops.len() - on_tours);
        state.begin();
        let places = Places::new(&problem, &scope.days, false);
        let neighbours = neighbours_of(&problem, &scope, true);
        let memory = Memory::new(problem.stops.len());
        Self { problem, neighbours, places, state, memory }
    }

    /// From now on the first vehicles drive these sequences.
    fn drive(&mut self, tours: [&[StopIdx]; 2]) {
        for (day, items) in (0..).zip(tours) {
            let vehicle_day = &self.problem.days[day as usize];
            let cost = self.state.price(&self.problem, vehicle_day, items).expect("feasible");
            self.state.replace(&self.problem, day, items, cost);
        }
    }

    pub(super) fn search(&mut self) -> Search<'_> {
        let Self { problem, neighbours, places, state, memory } = self;
        Search { problem, neighbours, places, state, memory, hub: Hub::default() }
    }

    pub(super) fn metres(&self) -> i64 {
        self.state.tours.iter().map(|tour| tour.distance).sum()
    }

    pub(super) fn items(&self, day: usize) -> &[StopIdx] {
        &self.state.tours[day].items
    }
}

/// The drive that would lead from before one gap to behind another.
fn join(search: &Search<'_>, left: (DayIdx, usize), right: (DayIdx, usize)) -> Join {
    let [left, right] = [left, right].map(|(day, gap)| Cut { day, gap });
    Join { left, right, arc: search.between(left, right).expect("a drive") }
}

#[test]
fn a_stop_goes_to_where_it_lies_on_the_way() {
    let mut road = Road::new(&[[10, 0], [40, 0], [30, 5], [20, 5]], 9, &[&[0, 2, 3, 1]]);
    // 10 + 25 + 10 + 25 + 40; with (30, 5) behind (20, 5) it is 10 + 15 + 10 + 15 + 40.
    assert_eq!(road.metres(), 110);
    let mut search = road.search();
    let mut pieces = Pieces::default();
    pieces.fill(&search, Cut { day: 0, gap: 1 });
    let own = join(&search, (0, 3), (0, 1));
    assert!(or_opt::improve(&mut search, &pieces, own, true));
    assert_eq!(road.items(0), [0, 3, 2, 1]);
    assert_eq!(road.metres(), 90);
}

#[test]
fn a_row_goes_to_another_tour_where_it_fits_only() {
    // (110, 30) and (100, 30) are driven to after (0, 50), but lie beside the way to (200, 0).
    let orders = [[200, 0], [0, 50], [110, 30], [100, 30], [210, 0]];
    for (capacity, moves) in [(4, true), (3, false)] {
        let mut road = Road::new(&orders, capacity, &[&[0, 4], &[1, 2, 3]]);
        // 420, and 50 + (110 + 20) + 10 + 130.
        assert_eq!(road.metres(), 740);
        let mut search = road.search();
        let mut pieces = Pieces::default();
        // Either alone would save 20 and add 60; the row that begins with stop 2 goes before
        // stop 0 turned round.
        pieces.fill(&search, Cut { day: 1, gap: 1 });
        let own = join(&search, (1, 2), (0, 0));
        assert_eq!(or_opt::improve(&mut search, &pieces, own, false), moves);
        if moves {
            assert_eq!(road.items(0), [3, 2, 0, 4]);
            // 130 + 10 + 120 + 10 + 210, and 100 for (0, 50).
            assert_eq!(road.metres(), 580);
        }
    }
}

#[test]
fn stops_of_full_tours_change_places() {
    // Two streets; each full tour has one stop of the other's street.
    let orders = [[100, 0], [200, 0], [0, 100], [0, 200]];
    let mut road = Road::new(&orders, 2, &[&[0, 3], &[2, 1]]);
    // 100 + 300 + 200, and 100 + 300 + 200.
    assert_eq!(road.metres(), 1_200);
    let mut search = road.search();
    let own = join(&search, (0, 1), (1, 1));
    // Behind the cuts: stops 3 and 1 change places, and that is what exchanging tails does, too.
    let back = search.between(own.right, own.left).expect("a drive");
    let old = search.hop_cost(own.left) + search.hop_cost(own.right);
    let gain = old - own.arc.cost - back.cost;
    assert!(exchange::improve(&mut search, own, gain, true));
    assert_eq!((road.items(0), road.items(1)), (&[0, 1][..], &[2, 3][..]));
    // There and back on each street.
    assert_eq!(road.metres(), 800);
}

#[test]
fn two_stops_change_tours_and_go_where_they_lie_on_the_way() {
    // Two round trips, each by three corners, and two stops on their ways: (100, 100) lies between
    // stops 0 and 1, (-100, -100) between stops 3 and 4.
    let one = [[0, 100], [200, 100], [200, 0]];
    let two = [[0, -100], [-200, -100], [-200, 0]];
    let orders = [&one[..], &two[..], &[[-100, -100], [100, 100]]].concat();
    let mut road = Road::new(&orders, 4, &[&[0, 1, 6, 2], &[3, 4, 7, 5]]);
    // 100 + 200 + 500 + 400 + 200 on both.
    assert_eq!(road.metres(), 2_800);
    let mut search = road.search();
    let mut pieces = Pieces::default();
    pieces.fill(&search, Cut { day: 0, gap: 2 });
    let own = join(&search, (1, 1), (0, 2));
    // Neither tour can take one more.
    assert!(!or_opt::improve(&mut search, &pieces, own, true));
    assert!(swap_star::improve(&mut search, &pieces, own, true));
    assert_eq!((road.items(0), road.items(1)), (&[0, 7, 1, 2][..], &[3, 6, 4, 5][..]));
    // Round both rectangles; in the places of each other it would be 800 each.
    assert_eq!(road.metres(), 1_200);
}

#[test]
fn the_cheapest_places_of_a_stop_are_those_of_the_tour_as_it_is() {
    let orders = [[0, 100], [200, 100], [200, 0], [100, 100]];
    let mut road = Road::new(&orders, 4, &[&[0, 1, 2], &[3]]);
    let mut search = road.search();
    let cost = |metres: i64| Money::hundredths(metres);
    // On the way between stops 0 and 1; 200 + 100 - 100, 100 + 200 - 100 and 200 + 200 - 200 elsewhere.
    let places = [(cost(0), 1), (cost(200), 0), (cost(200), 2)];
    assert_eq!(search.cheapest(3, 0).places, places);
    assert_eq!(search.cheapest(3, 0).places, places);
    let price = search.state.price(search.problem, &search.problem.days[0], &[1, 2]);
    search.state.replace(search.problem, 0, &[1, 2], price.expect("feasible"));
    // From the depot by the stop to stop 1 is no detour now.
    let places = [(cost(0), 0), (cost(200), 1), (cost(200), 2)];
    assert_eq!(search.cheapest(3, 0).places, places);
}

#[test]
fn tails_change_tours() {
    let orders = [[100, 0], [200, 0], [300, 0], [0, 100], [0, 200], [0, 300]];
    let mut road = Road::new(&orders, 3, &[&[0, 4, 5], &[3, 1, 2]]);
    // 100 + 300 + 100 + 300 on both.
    assert_eq!(road.metres(), 1_600);
    let mut search = road.search();
    let own = join(&search, (0, 1), (1, 1));
    let back = search.between(own.right, own.left).expect("a drive");
    assert!(swap_tails::improve_join(&mut search, own, back));
    assert_eq!((road.items(0), road.items(1)), (&[0, 1, 2][..], &[3, 4, 5][..]));
    assert_eq!(road.metres(), 1_200);
}

#[test]
fn tails_change_tours_where_no_pair_is_open() {
    // Each vehicle serves a pair on one street and then one farther out on the other.
    let pairs =
        [[[100, 0], [200, 0]], [[0, 300], [0, 400]], [[0, 100], [0, 200]], [[300, 0], [400, 0]]];
    let mut road = Road::with_pairs(&pairs, (1, 9), &[&[0, 1, 2, 3], &[4, 5, 6, 7]]);
    // 200 out, 500 to the other street, 100 and 400 home on both.
    assert_eq!(road.metres(), 2_400);
    assert!(swap_tails::improve_empty(&mut road.search(), 1));
    assert_eq!((road.items(0), road.items(1)), (&[0, 1, 6, 7][..], &[4, 5, 2, 3][..]));
    assert_eq!(road.metres(), 1_600);
    // With nothing else to save, one vehicle drives all of it if that is shorter: here it is not.
    assert!((0..8).all(|stop| !swap_tails::improve_empty(&mut road.search(), stop)));
}

#[test]
fn what_a_round_has_changed_is_looked_at() {
    let orders = [[100, 0], [200, 0], [300, 0], [0, 100], [0, 200], [0, 300]];
    let mut road = Road::new(&orders, 3, &[&[0, 1, 2], &[3, 4, 5]]);
    // Nothing was changed: nothing is done. Then a round spoils the plan.
    run_near(&mut road.search());
    assert_eq!(road.places.work, 0);
    road.drive([&[0, 4, 2], &[3, 1, 5]]);
    // 100 + 300 + 500 + 300 on both.
    assert_eq!(road.metres(), 2_400);
    run_near(&mut road.search());
    assert_eq!(road.metres(), 1_200);
}

#[test]
fn a_whole_route_goes_to_the_vehicle_that_drives_it_for_less() {
    // The full route to the far end of the street is driven by the dearer vehicle, which has room for
    // two; the cheaper one has two near stops. No stop fits in on the other, and in the middle of
    // nowhere a tail is not worth exchanging.
    let orders = [[400, 0], [500, 0], [0, 100], [0, 200]];
    let vehicles = [(2, 1_000), (2, 3_000)];
    let mut road = Road::with_rates(&orders, &vehicles, &[&[2, 3], &[0, 1]]);
    // 400 metres at 1 and 1 000 at 3 hundredths.
    assert_eq!(road.state.score.cost, Money::hundredths(3_400));
    assert!(change_day::improve(&mut road.search(), 0));
    assert_eq!((road.items(0), road.items(1)), (&[0, 1][..], &[2, 3][..]));
    assert_eq!(road.state.score.cost, Money::hundredths(2_200));
    assert!(!change_day::improve(&mut road.search(), 0));
    // And to an unused one.
    let mut road = Road::with_rates(&orders, &[(4, 1_000), (4, 3_000)], &[&[], &[0, 1, 2, 3]]);
    let before = road.state.score.cost;
    assert!(change_day::improve(&mut road.search(), 1));
    assert_eq!((road.items(0), road.items(1)), (&[0, 1, 2, 3][..], &[][..]));
    assert_eq!(road.state.score.cost * 3, before);
}

#[test]
fn a_new_best_plan_has_its_routes_on_the_right_vehicles() {
    let orders = [[400, 0], [500, 0], [0, 100], [0, 200]];
    let mut road = Road::with_rates(&orders, &[(2, 1_000), (2, 3_000)], &[&[3, 2], &[1, 0]]);
    // A round has turned both round.
    road.drive([&[2, 3], &[0, 1]]);
    run(&mut road.search());
    assert_eq!(road.state.score.cost, Money::hundredths(2_200));
}

/// Vehicles that may work from 0 to `end` and take a break of 100 s from between 300 and 400 s on.
fn with_break(end: i64) -> Value {
    json!({
        "departureDepotId": "h", "arrivalDepotId": "h", "loadCapacities": {"kg": 9}, "kmCost": 1_000,
        "timeWindow": {"startSec": 0, "endSec": end},
        "breaks": [{"startSec": 300, "endSec": 400, "durationSec": 100}],
    })
}

#[test]
fn what_a_round_has_changed_is_looked_at_where_breaks_are_taken() {
    let orders = [[100, 0], [200, 0], [300, 0], [0, 100], [0, 200], [0, 300]];
    let vehicles = [with_break(5_000), with_break(5_000)];
    let mut road = Road::with_settings(&orders, &vehicles, &[&[0, 1, 2], &[3, 4, 5]]);
    road.drive([&[0, 4, 2], &[3, 1, 5]]);
    // 100 + 300 + 500 + 300 on both.
    assert_eq!(road.metres(), 2_400);
    run_near(&mut road.search());
    assert_eq!(road.metres(), 1_200);
}

#[test]
fn a_break_on_the_way_takes_its_time() {
    // To 200 in 200 s, waiting for the break from 300 to 400, and home.
    for (end, fits) in [(600, true), (599, false)] {
        let orders = [[100, 0], [200, 0]];
        let mut road = Road::with_settings(&orders, &[with_break(end)], &[&[0]]);
        let gap = Segment { day: 0, from: 1, to: 1 };
        assert_eq!(road.search().is_in_time(gap, &[1]), fits, "{end}");
        let price = road.state.price(&road.problem, &road.problem.days[0], &[0, 1]);
        assert_eq!(price.is_some(), fits, "{end}");
    }
}
