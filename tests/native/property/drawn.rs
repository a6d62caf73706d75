//! What a chain of operations asks for, drawn at random.

use super::asked::proposals;
use super::planner::{Chain, keys};
use routewright::model::StepKind;
use serde_json::{Value, json};

impl Chain {
    pub(super) fn order(&mut self) -> String {
        let orders = keys(&self.hand["orders"]);
        if orders.is_empty() || self.dice.percent(2) {
            return "nobody".to_owned();
        }
        self.dice.pick(&orders).clone()
    }

    pub(super) fn orders(&mut self, most: i64) -> Vec<String> {
        let count = self.dice.between(1, most);
        let mut orders: Vec<String> = (0..count).map(|_| self.order()).collect();
        if !self.dice.percent(3) {
            orders.sort();
            orders.dedup();
        }
        orders
    }

    pub(super) fn steps(&mut self, most: i64) -> Vec<Value> {
        let mut steps = Vec::new();
        for id in self.orders(most) {
            let parts = self.planner.snapshot.orders.get(&id).map_or(Vec::new(), |order| {
                order.steps().map(|(kind, _)| kind).collect::<Vec<StepKind>>()
            });
            let parts = parts.into_iter().filter(|_| self.dice.percent(90));
            steps.extend(parts.map(|kind| json!({"orderId": id, "type": kind})));
        }
        steps
    }

    pub(super) fn route(&mut self) -> String {
        let routes = keys(&self.hand["routes"]);
        if !routes.is_empty() && self.dice.percent(65) {
            return self.dice.pick(&routes).clone();
        }
        let vehicles = keys(&self.hand["vehicles"]);
        format!("{}-2026010{}", self.dice.pick(&vehicles), self.dice.between(5, 7))
    }

    /// Starts of service on one route.
    pub(super) fn events(&mut self) -> Vec<Value> {
        let id = self.route();
        let Some(route) = self.planner.snapshot.routes.get(&id) else { return Vec::new() };
        let served = route
            .steps
            .iter()
            .filter_map(|step| Some((step.order_id.as_ref()?, step.step_kind()?)));
        let served: Vec<_> = served.take(2).collect();
        let event = |(order, kind): &(&String, StepKind)| {
            json!({"type": "timeIn", "vehicleId": route.vehicle_id, "date": route.date, "orderId": order,
                "orderStepType": kind, "data": {"sec": self.dice.between(25_000, 70_000), "latLng": [0, 0]}})
        };
        served.iter().map(event).collect()
    }

    /// A request of an operation, and its name.
    pub(super) fn operation(&mut self) -> (&'static str, Value) {
        let after = self.dice.between(0, 60_000);
        match self.dice.between(0, 10) {
            8 => ("fit", json!({"from": "20260105", "to": "20260107"})),
            10 => {
                let (compute, apply) = self.slots();
                ("promise", json!({"compute": compute, "apply": apply}))
            }
            9 => ("events", json!({"events": self.events(), "strict": false})),
            0 => (
                "assign",
                json!({"orderSteps": self.steps(1).into_iter().take(1).collect::<Vec<_>>(),
                "routeId": self.route(), "afterSec": after}),
            ),
            1 => (
                "assign",
                json!({"orderSteps": self.steps(3), "routeId": self.route(), "afterSec": after}),
            ),
            2 => ("unassign", json!({"orderIds": self.orders(3)})),
            3 => (
                "apply",
                json!({"sequences": [{"routeId": self.route(), "orderSteps": self.steps(4)}]}),
            ),
            4 => ("swap", json!({"srcRouteId": self.route(), "dstRouteId": self.route()})),
            5 => (
                "approve",
                json!({"ids": [self.route(), self.route()], "strict": self.dice.percent(50)}),
            ),
            6 => ("revoke", json!({"ids": [self.route()]})),
            _ => ("build", json!({"from": "20260105", "to": "20260105"})),
        }
    }

    /// Slots for a new order, and which proposal of them is to be applied.
    pub(super) fn slots(&mut self) -> (Value, Value) {
        let order = self.dice.pick(&keys(&self.other["orders"])).clone();
        let mut request = proposals(&mut self.dice, &self.other["orders"][order.as_str()]);
        request["order"]["id"] = json!(format!("promised{}", self.dice.between(1, 3)));
        let count = request["timeSlots"].as_array().map_or(0, Vec::len) as i64;
        let mut indexes: Vec<i64> = (0..count).collect();
        indexes.rotate_left(self.dice.between(0, count - 1) as usize);
        let threshold = self.dice.percent(30).then(|| self.dice.between(0, 50));
        let apply = json!({"proposalsIndexes": indexes, "ignoreRevision": self.dice.percent(50),
            "costPercentThreshold": threshold});
        (request, apply)
    }
}
