//! Requests and options of the operations.

use super::Valid;
use super::issues::{Issues, shortened};
use super::limits::{DATES, VEHICLE_DAYS};
use super::scalars::split_route_id;
use super::shape::Shape;
use super::tables::request as tables;
use super::walk::Walk;
use crate::date::Date;
use crate::error::{ErrorCode, Issue};
use crate::model::{
    BuildRoutesRequest, EvaluateRoutesRequest, FitInRequest, Rules, Snapshot, SolveOptions,
    from_tree,
};
use crate::sorted;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// Reads the request of `buildRoutes` (documents: "Build Routes").
///
/// # Errors
/// All issues: malformed or unknown properties, `to` before `from`, more vehicle-days than
/// [`VEHICLE_DAYS`] or dates than [`DATES`].
pub fn build_routes_request(
    value: &Value,
    snapshot: &Snapshot,
) -> Result<BuildRoutesRequest, Vec<Issue>> {
    let request: BuildRoutesRequest = read(value, &tables::BUILD_ROUTES)?;
    scope(request.from, request.to, snapshot).map_err(|issue| vec![issue])?;
    Ok(request)
}

/// Reads the request of `fitIn` (documents: "Fit-In Unassigned Orders").
///
/// # Errors
/// All issues: malformed or unknown properties, `to` before `from`, orders and vehicles that do not
/// exist, more vehicle-days than [`VEHICLE_DAYS`] or dates than [`DATES`].
pub fn fit_in_request(value: &Value, snapshot: &Snapshot) -> Result<FitInRequest, Vec<Issue>> {
    let request: FitInRequest = read(value, &tables::FIT_IN)?;
    let mut issues = Issues::default();
    for (index, id) in request.order_ids.iter().enumerate() {
        if !snapshot.orders.contains_key(id) {
            missing(
                &mut issues,
                "orderIds",
                index,
                format!("orders: there is no {}", shortened(id)),
            );
        }
    }
    let mut dates = sorted::Set::new();
    for (index, id) in request.route_ids.iter().enumerate() {
        let Some((vehicle, date)) = split_route_id(id) else { continue };
        dates.insert(date);
        if !snapshot.vehicles.contains_key(vehicle) {
            let what = format!("a route of vehicles: there is no {}", shortened(vehicle));
            missing(&mut issues, "routeIds", index, what);
        }
    }
    if !issues.is_empty() {
        return Err(issues.into_vec());
    }
    if request.route_ids.is_empty() {
        scope(request.from, request.to, snapshot).map_err(|issue| vec![issue])?;
    } else {
        vehicle_days(dates.into_iter(), snapshot, "routeIds").map_err(|issue| vec![issue])?;
    }
    Ok(request)
}

/// An id in a list of a request that refers to nothing.
fn missing(issues: &mut Issues, list: &'static str, index: usize, what: String) {
    let path = [super::rules::field(list), super::issues::Segment::Index(index)];
    issues.add(ErrorCode::Reference, &path, format!("must be in {what}"));
}

/// What is worth knowing about a request of `buildRoutes`: locks that lock nothing.
#[must_use]
pub fn build_routes_warnings(request: &BuildRoutesRequest, snapshot: &Snapshot) -> Vec<Issue> {
    let ids = request.locked_route_ids_override.iter().flatten().enumerate();
    ids.filter_map(|(index, id)| {
        let (vehicle, _) = split_route_id(id)?;
        let rule = format!("locks nothing: there is no vehicle {}", shortened(vehicle));
        (!snapshot.vehicles.contains_key(vehicle)).then(|| {
            Issue::new(ErrorCode::Reference, format!("lockedRouteIdsOverride[{index}]"), rule)
        })
    })
    .collect()
}

/// Reads the request of `evaluateRoutes`.
///
/// # Errors
/// All issues: malformed or unknown properties, routes that do not exist or are named twice.
pub fn evaluate_routes_request(
    value: &Value,
    snapshot: &Snapshot,
) -> Result<EvaluateRoutesRequest, Vec<Issue>> {
    let request: EvaluateRoutesRequest = read(value, &tables::EVALUATE_ROUTES)?;
    let mut issues = Issues::default();
    for (index, id) in request.route_ids.iter().flatten().enumerate() {
        if !snapshot.routes.contains_key(id) {
            missing(
                &mut issues,
                "routeIds",
                index,
                format!("routes: there is no {}", shortened(id)),
            );
        }
    }
    if issues.is_empty() { Ok(request) } else { Err(issues.into_vec()) }
}

/// Reads the options of a solve (API "Options").
///
/// # Errors
/// All issues: malformed or unknown options.
pub fn solve_options(value: &Value) -> Result<SolveOptions, Vec<Issue>> {
    read(value, &tables::SOLVE_OPTIONS)
}

/// Reads how the territory is read (API "Rules").
///
/// # Errors
/// All issues: malformed or unknown options.
pub fn rules(value: &Value) -> Result<Rules, Vec<Issue>> {
    read(value, &tables::RULES)
}

/// Walks a small object and makes it typed. `null` and nothing at all are an empty object.
pub(super) fn read<T: DeserializeOwned>(
    value: &Value,
    shape: &'static Shape,
) -> Result<T, Vec<Issue>> {
    read_in(value, shape, None)
}

/// The same with references into a snapshot.
pub(super) fn read_for<T: DeserializeOwned>(
    value: &Value,
    shape: &'static Shape,
    valid: &Valid,
) -> Result<T, Vec<Issue>> {
    read_in(value, shape, valid.document.as_object())
}

fn read_in<T: DeserializeOwned>(
    value: &Value,
    shape: &'static Shape,
    document: Option<&Map<String, Value>>,
) -> Result<T, Vec<Issue>> {
    from_tree(&walked(value, shape, document)?)
        .map_err(|error| vec![Issue::new(ErrorCode::Malformed, "", error)])
}

/// A small object that keeps to its shape, without what is not given.
pub(super) fn walked(
    value: &Value,
    shape: &'static Shape,
    document: Option<&Map<String, Value>>,
) -> Result<Value, Vec<Issue>> {
    let empty = Map::new();
    let map = match value {
        Value::Null => &empty,
        Value::Object(map) => map,
        other => {
            let mut walk = Walk::new(None);
            walk.wrong("an object", other);
            return Err(walk.issues.into_vec());
        }
    };
    let mut map: Map<_, _> = map.iter().map(|(name, value)| (name.clone(), whole(value))).collect();
    let mut walk = Walk::new(document);
    walk.object(shape, &map);
    if !walk.issues.is_empty() {
        return Err(walk.issues.into_vec());
    }
    drop(walk);
    map.retain(|_, value| !value.is_null());
    Ok(Value::Object(map))
}

/// Numbers like 5.0 as the integers they are, at any depth; a text is read so by the parser already.
pub(super) fn whole(value: &Value) -> Value {
    match value {
        Value::Array(list) => list.iter().map(whole).collect(),
        Value::Object(map) => {
            map.iter().map(|(name, value)| (name.clone(), whole(value))).collect()
        }
        value => {
            let integer = value.as_f64().filter(|_| value.is_f64()).and_then(super::parse::whole);
            integer.map_or_else(|| value.clone(), Value::from)
        }
    }
}

/// Counts the dates and the vehicle-days of a request.
pub(super) fn scope(from: Date, to: Date, snapshot: &Snapshot) -> Result<(), Issue> {
    let dates = to.days_since(from) + 1;
    if dates > DATES {
        let (most, days) = (DATES - 1, dates - 1);
        let what = format!("must be at most {most} days after from, not {days}");
        return Err(Issue::new(ErrorCode::Capacity, "to", what));
    }
    vehicle_days((0..dates).map(|day| from.plus_days(day)), snapshot, "to")
}

/// Counts the vehicle-days of the dates that `path` asks for.
pub(super) fn vehicle_days(
    dates: impl Iterator<Item = Date>,
    snapshot: &Snapshot,
    path: &str,
) -> Result<(), Issue> {
    let vehicle_days: usize = dates
        .map(|date| {
            let settings =
                snapshot.vehicles.values().filter_map(|vehicle| vehicle.settings_on(date));
            settings.filter(|settings| settings.available).count()
        })
        .sum();
    if vehicle_days > VEHICLE_DAYS {
        let what =
            format!("must leave at most {VEHICLE_DAYS} vehicle-days in scope, not {vehicle_days}");
        return Err(Issue::new(ErrorCode::Capacity, path, what));
    }
    Ok(())
}
