//! From an event to the tracking data that it concerns.

use super::bounds::{drop_far, is_far};
use super::{drivers, reduce};
use crate::date::Date;
use crate::error::{ErrorCode, Issue};
use crate::model::{
    DriverPosition, EventKind, ExecutionEvent, Fix, ProcessedStatus, Route, RouteStep, Rules,
    Snapshot, StepKind, StepType,
};
use crate::sorted;
use crate::validate::RefusedEvent;

/// Takes events one after the other; the snapshot stays as it is.
pub(super) struct Intake<'s> {
    snapshot: &'s Snapshot,
    rules: &'s Rules,
    by_day: sorted::Map<(String, Date), &'s str>,
    /// Routes that events were recorded on.
    touched: sorted::Map<&'s str, Touched>,
    dropped: Vec<Issue>,
}

/// A route with its events, and where its order steps are.
struct Touched {
    route: Route,
    steps: sorted::Map<(String, StepKind), usize>,
}

impl<'s> Intake<'s> {
    pub(super) fn new(snapshot: &'s Snapshot, rules: &'s Rules) -> Self {
        let days = snapshot.routes.iter();
        let by_day = sorted::map(
            days.filter_map(|(id, route)| Some((super::route_key(id, route)?, id.as_str()))),
        );
        Self { snapshot, rules, by_day, touched: sorted::Map::new(), dropped: Vec::new() }
    }

    /// Records an event.
    pub(super) fn take(
        &mut self,
        index: usize,
        mut event: ExecutionEvent,
    ) -> Result<ProcessedStatus, RefusedEvent> {
        let is_far = drop_far(&mut event, self.snapshot.territory.center);
        self.record(&event).map_err(|(name, rule)| refusal(index, name, rule))?;
        if !is_far {
            return Ok(ProcessedStatus::Ok);
        }
        let path = format!("events[{index}].data.latLng");
        let rule = "is more than 500 km from the centre of the territory: dropped";
        self.dropped.push(Issue::new(ErrorCode::Range, path, rule));
        Ok(ProcessedStatus::OkWarnLatlngOutOfBounds)
    }

    /// Records where a vehicle was, if that is newer than what is known of it.
    pub(super) fn locate(&mut self, index: usize, position: DriverPosition) {
        if let Err((name, rule)) = self.try_locate(position) {
            let path = format!("positions[{index}]{name}");
            self.dropped.push(Issue::new(ErrorCode::NotApplicable, path, rule));
        }
    }

    fn try_locate(&mut self, position: DriverPosition) -> Result<(), (&'static str, &'static str)> {
        let DriverPosition { vehicle_id, driver_id, date, sec, lat_lng, extra } = position;
        if is_far(lat_lng, self.snapshot.territory.center) {
            let rule = "is more than 500 km from the centre of the territory: dropped";
            return Err((".latLng", rule));
        }
        let id = match (vehicle_id, driver_id) {
            (Some(vehicle), _) => self.by_day.get(&(vehicle, date)).copied(),
            (None, driver) => driver.and_then(|driver| self.route_of(&driver, date)),
        };
        let id = id.ok_or(("", "is of no vehicle or driver with a route on its date: dropped"))?;
        let given = self.snapshot.routes.get(id);
        let known = self.touched.get(id).map(|own| &own.route).or(given);
        let last = known.and_then(|route| route.tracking_data.as_ref()?.position.as_ref());
        if last.is_none_or(|last| last.sec < sec) {
            let touched = self.touched.entry(id).or_insert_with(|| Touched::new(given));
            let registry = touched.route.tracking_data.get_or_insert_default();
            registry.position = Some(Fix { sec, lat_lng: Some(lat_lng), extra });
        }
        Ok(())
    }

    /// The route that a driver has on a date.
    fn route_of(&self, driver: &str, date: Date) -> Option<&'s str> {
        let assigned = self.snapshot.vehicle_driver_assignments.get(&date);
        let is_own = |vehicle: &String, id: &str| {
            let route = self.snapshot.routes.get(id)?;
            let by_vehicle = || assigned?.get(vehicle)?.as_deref();
            (route.driver_id.as_deref().or_else(by_vehicle) == Some(driver)).then_some(())
        };
        let mut days = self.by_day.iter().filter(|((_, own), _)| *own == date);
        days.find_map(|((vehicle, _), id)| is_own(vehicle, id).map(|()| *id))
    }

    /// The routes as they are now, by id, and what was dropped.
    pub(super) fn finish(self) -> (sorted::Map<&'s str, Route>, Vec<Issue>) {
        let routes = self.touched.into_iter().map(|(id, touched)| (id, touched.route));
        (sorted::map(routes), self.dropped)
    }

    /// The error names the property that is wrong, and how.
    fn record(&mut self, event: &ExecutionEvent) -> Result<(), (&'static str, String)> {
        let day = (event.vehicle_id.clone(), event.date);
        let Some(id) = self.by_day.get(&day).copied() else {
            let rule =
                format!("must be the date of a route of the vehicle: none on {}", event.date);
            return Err(("date", rule));
        };
        let given = self.snapshot.routes.get(id);
        let touched = self.touched.entry(id).or_insert_with(|| Touched::new(given));
        if event.kind.is_of_driver() {
            let registry = &mut touched.route.tracking_data;
            let is_new = registry.is_none();
            let recorded = drivers::record(registry.get_or_insert_default(), event);
            if is_new && recorded.is_err() {
                *registry = None;
            }
            return recorded.map_err(|rule| ("type", rule));
        }
        let step = if event.kind.is_of_depot() {
            touched.depot_step(self.snapshot, event)?
        } else {
            touched.order_step(event)?
        };
        let tracking = step.tracking_data.get_or_insert_default();
        reduce::record(tracking, event, &self.snapshot.territory, self.rules);
        Ok(())
    }
}

fn refusal(index: usize, name: &str, rule: String) -> RefusedEvent {
    let issue = Issue::new(ErrorCode::NotApplicable, format!("events[{index}].{name}"), rule);
    RefusedEvent { status: ProcessedStatus::ErrorValidation, issues: vec![issue] }
}

impl Touched {
    fn new(given: Option<&Route>) -> Self {
        let route = given.cloned().unwrap_or_default();
        let steps = index(&route);
        Self { route, steps }
    }

    fn order_step(
        &mut self,
        event: &ExecutionEvent,
    ) -> Result<&mut RouteStep, (&'static str, String)> {
        let key = event.order_id.clone().zip(event.order_step_type);
        let at = key.and_then(|key| self.steps.get(&key)).copied();
        let step = at.and_then(|at| self.route.steps.get_mut(at));
        step.ok_or_else(|| ("orderId", "must be on the route of the event".to_owned()))
    }

    /// The preparation or the close-out. One that the settings have since the route was planned is
    /// added; where the settings have none there is nothing to record.
    fn depot_step(
        &mut self,
        snapshot: &Snapshot,
        event: &ExecutionEvent,
    ) -> Result<&mut RouteStep, (&'static str, String)> {
        let is_preparation =
            matches!(event.kind, EventKind::PreparationTimeIn | EventKind::PreparationTimeOut);
        let kind = if is_preparation { StepType::Preparation } else { StepType::CloseOut };
        let vehicle = snapshot.vehicles.get(&event.vehicle_id);
        let settings = vehicle.and_then(|vehicle| vehicle.settings_on(event.date));
        let exists = settings.is_some_and(|own| match kind {
            StepType::Preparation => {
                own.preparation_time_sec > 0 && own.departure_depot_id.is_some()
            }
            _ => own.close_out_time_sec > 0 && own.arrival_depot_id.is_some(),
        });
        if !exists {
            return Err(("type", "must be of a step that the route has".to_owned()));
        }
        let steps = &mut self.route.steps;
        let known = match kind {
            StepType::Preparation => steps.iter().position(|step| step.kind == kind),
            _ => steps.iter().rposition(|step| step.kind == kind),
        };
        let at = known.unwrap_or_else(|| {
            let is_arrival = |step: &RouteStep| step.kind == StepType::Arrival;
            let is_departure = |step: &RouteStep| step.kind == StepType::Departure;
            let at = match kind {
                StepType::Preparation => usize::from(steps.first().is_some_and(is_departure)),
                _ => steps.len() - usize::from(steps.last().is_some_and(is_arrival)),
            };
            steps.insert(at, RouteStep { kind, ..RouteStep::default() });
            at
        });
        if known.is_none() {
            self.steps = index(&self.route);
        }
        let step = self.route.steps.get_mut(at);
        step.ok_or_else(|| ("type", "must be of a step that the route has".to_owned()))
    }
}

/// Where the order steps of a route are.
fn index(route: &Route) -> sorted::Map<(String, StepKind), usize> {
    let steps = route.steps.iter().enumerate();
    sorted::map(
        steps.filter_map(|(at, step)| Some(((step.order_id.clone()?, step.step_kind()?), at))),
    )
}
