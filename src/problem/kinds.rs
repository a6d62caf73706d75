//! Which vehicles on which dates are alike: what holds for one of a kind holds for all.

use super::{DayIdx, Problem};
use crate::sorted;

impl Problem {
    /// Numbers days so that those of one number are the same but for their vehicle; days whose
    /// vehicle some task is forced to are of a kind of their own.
    #[must_use]
    pub fn kinds(&self) -> Vec<u32> {
        let forced = self.tasks.iter().filter_map(|task| task.forced_vehicle.as_deref());
        let forced = sorted::set(forced);
        // The first day of each kind; `None` of one that no other day is like.
        let mut firsts: Vec<Option<DayIdx>> = Vec::new();
        let mut kinds = Vec::with_capacity(self.days.len());
        for (day_idx, day) in self.days() {
            let may_be_like = !forced.contains(&day.vehicle_id.as_str());
            let is_like = |first: &Option<DayIdx>| {
                first.is_some_and(|first| self.days[first as usize].is_like(day))
            };
            let known = firsts.iter().position(is_like).filter(|_| may_be_like);
            let kind = known.unwrap_or(firsts.len());
            if known.is_none() {
                firsts.push(Some(day_idx).filter(|_| may_be_like));
            }
            kinds.push(u32::try_from(kind).unwrap_or(u32::MAX));
        }
        kinds
    }
}

#[cfg(test)]
mod tests {
    use crate::date::Date;
    use crate::model::Rules;
    use crate::problem::compile;
    use crate::{sorted, validate};
    use serde_json::json;

    #[test]
    fn days_are_of_one_kind_where_only_the_vehicle_differs() {
        // Two dates; a, b and d are alike, but an order is forced to d; c starts later.
        let vehicle =
            |start: i64| json!({"settings": {"timeWindow": {"startSec": start, "endSec": 60_000}}});
        let text = json!({
            "territory": {"id": "t"},
            "depots": {},
            "vehicles": {"a": vehicle(0), "b": vehicle(0), "c": vehicle(9), "d": vehicle(0)},
            "orders": {"o": {
                "delivery": {"location": {"latLng": [0, 0]}}, "forceVehicleId": "d",
            }},
        });
        let valid = validate::snapshot(text.to_string().as_bytes(), None).expect("valid");
        let dates = ["20260105", "20260106"].map(|date| Date::parse(date).expect("a date"));
        let problem = compile(&valid.snapshot, &Rules::default(), &sorted::set(dates));
        assert_eq!(problem.kinds(), [0, 1, 0, 1, 2, 3, 4, 5]);
    }
}
