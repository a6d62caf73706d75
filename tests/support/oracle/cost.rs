//! SEMANTICS 5, "Cost of a route": exact, rounded once, its parts made to add up.

use super::journey::Journey;
use super::timeline::Timeline;
use routewright::model::CostSummary;

/// 1/18 000 of a hundredth: hourly rates × seconds / 3600 and kilometre rates × metres / 1000 are
/// whole numbers of it.
const PARTS: i128 = 18_000;

/// The cost of a route and its parts.
pub(crate) fn of(journey: &Journey, line: &Timeline) -> CostSummary {
    summary(exact(journey, line))
}

/// The nine parts in the order of `CostSummary`, in 1/18 000 of a hundredth.
fn exact(journey: &Journey, line: &Timeline) -> [i128; 9] {
    let rates = journey.settings;
    let hourly = |rate: i64, sec: i64| i128::from(rate) * i128::from(sec) * (PARTS / 3_600);
    let each = |cost: i64| i128::from(cost) * PARTS;
    let returns = || journey.visits.iter().filter_map(|visit| visit.set_up);
    let service: i64 = journey.visits.iter().map(|visit| visit.duration() + visit.parking).sum();
    let service = service + journey.longer;
    let stops = journey.visits.iter().filter(|visit| visit.pays_stop).count() as i64;
    let entered: i64 = (0..journey.legs.len()).map(|leg| journey.leg(leg).enter_cost).sum();
    [
        each(rates.activation_cost),
        hourly(rates.driving_time_cost, journey.driving()),
        hourly(rates.idle_time_cost, line.idle),
        hourly(rates.service_time_cost, service + journey.preparation + journey.close_out),
        hourly(rates.break_time_cost, line.pausing),
        i128::from(rates.km_cost) * i128::from(journey.distance()) * (PARTS / 1_000),
        each(rates.per_stop_cost * stops),
        each(returns().map(|depot| depot.setup_cost.max(0)).sum()),
        each(entered),
    ]
}

/// The total rounded half-up; the parts by largest remainders, so that their sum is the total (of
/// equal remainders the earlier part first).
pub(crate) fn summary(exact: [i128; 9]) -> CostSummary {
    let sum: i128 = exact.iter().sum();
    let total = (2 * sum + PARTS).div_euclid(2 * PARTS);
    let mut parts = exact.map(|part| part.div_euclid(PARTS));
    let mut by_fraction: Vec<usize> = (0..9).collect();
    by_fraction.sort_by_key(|index| std::cmp::Reverse(exact[*index].rem_euclid(PARTS)));
    let missing = total - parts.iter().sum::<i128>();
    for index in by_fraction.into_iter().take(usize::try_from(missing).unwrap_or(0)) {
        parts[index] += 1;
    }
    let number = |part: i128| i64::try_from(part).unwrap_or(i64::MAX);
    let [activation, driving, idle, service, break_time, distance, per_stop, depot_setup, enter] =
        parts.map(number);
    CostSummary {
        total: number(total),
        activation,
        driving,
        idle,
        service,
        break_time,
        distance,
        per_stop,
        depot_setup,
        region_enter: enter,
    }
}
