//! `translateMobileEvents` (documents: "Obtenir les Événements Mobiles", "Mise à jour de l'achèvement
//! des commandes"; FEATURES EXE-48, EXE-49): what phones report in the words of OptimoRoute's
//! interface becomes documented execution events.

mod place;
mod said;

use super::loaded::Loaded;
use crate::date::Date;
use crate::error::Issue;
use crate::model::{EventKind, MobileEventsRequest, MobileEventsResult, StepKind};
use crate::sorted;
use crate::validate::limits::REPORTED_SEC;
use place::{Day, Places, Stop};
use said::{LeftOut, Moment, Report, Said, Status};
use serde_json::{Map, Value};

/// Translates events and updates, in the order of their moments; what has none comes last. Nothing is
/// applied. Of an order with two steps the first that had not ended by then is meant, the pickup
/// before the delivery, so that what is sent again means the same step again. What concerns no order,
/// route or driver of the snapshot is left out with a warning.
#[must_use]
pub fn translate_mobile_events(
    loaded: &Loaded,
    request: &MobileEventsRequest,
) -> MobileEventsResult {
    let (mut said, warnings) = said::collect(request);
    // Clocks of one kind only are compared.
    let by_instant = said.iter().all(|one| one.at.is_none_or(|at| at.instant.is_some()));
    sorted::by_key(&mut said, |one| {
        let key = |at: Moment| if by_instant { at.instant } else { Some(at.local()) };
        one.at.and_then(key).unwrap_or(i64::MAX)
    });
    let places = Places::new(&loaded.snapshot);
    let mut translation = Translation { places, events: Vec::new(), warnings };
    for one in said {
        if let Err(why) = translation.take(&one) {
            translation.warnings.push(one.left_out(why));
        }
    }
    MobileEventsResult { events: translation.events, warnings: translation.warnings }
}

struct Translation<'s> {
    places: Places<'s>,
    events: Vec<Value>,
    warnings: Vec<Issue>,
}

impl<'s> Translation<'s> {
    fn take(&mut self, said: &Said<'_>) -> Result<(), LeftOut> {
        match said.report {
            Report::Driver { kind, at } => self.driver(kind, at, said),
            Report::Order { status: Status::Removed, .. } => self.remove(said),
            Report::Order { begin, end, status } => self.order([begin, end], status, said),
        }
    }

    fn driver(&mut self, kind: EventKind, at: Moment, said: &Said<'_>) -> Result<(), LeftOut> {
        let (day, driver) = self.places.day_of(said.driver, at)?;
        let place = self.places.end_of(day, kind);
        let place =
            place.ok_or(("event", "is of a route that begins or ends at no known place"))?;
        let data = [
            ("sec", sec_on(day.date, at, said)?.into()),
            ("latLng", Value::from(place.as_slice())),
        ];
        self.push(kind, day, &[("driverId", driver)], &data, said.at);
        Ok(())
    }

    /// The status of each step that has one.
    fn remove(&mut self, said: &Said<'_>) -> Result<(), LeftOut> {
        for stop in self.places.stops(said.given)? {
            if stop.has_status {
                // The moment of a status that is removed is not kept.
                let data = [("sec", stop.ended.unwrap_or(0).into()), ("status", Value::Null)];
                self.push_of(stop, EventKind::StatusUpdate, said, &data, said.at);
                self.places.note(Stop { has_status: false, ..stop });
            }
        }
        Ok(())
    }

    fn order(
        &mut self,
        moments: [Option<Moment>; 2],
        status: Status,
        said: &Said<'_>,
    ) -> Result<(), LeftOut> {
        let stops = self.places.stops(said.given)?;
        let Some(date) = stops.first().map(|stop| stop.day.date) else { return Ok(()) };
        if status == Status::Kept && moments == [None; 2] {
            return Err(("data", "has no startTime"));
        }
        let now = || {
            let now = self.places.snapshot.now?;
            Some(Moment { date: now.date, sec: now.sec, instant: None })
        };
        let at = said.at.or_else(now).ok_or(("data", "has no time, and the snapshot no now"))?;
        let sec = sec_on(date, at, said)?;
        let timed = |own: Option<Moment>| {
            own.map(|own| sec_on(date, own, said).map(|sec| (sec, own))).transpose()
        };
        let [begin, end] = moments.map(timed);
        let kinds = [(EventKind::TimeIn, begin?), (EventKind::TimeOut, end?)];
        for stop in meant(&stops, status, sec) {
            for (kind, moment) in kinds {
                if let Some((sec, at)) = moment {
                    self.push_of(stop, kind, said, &[("sec", sec.into())], Some(at));
                }
            }
            let Some(name) = status.name() else { continue };
            let mut data = vec![("sec", sec.into()), ("status", name.into())];
            if let Some(reason) = self.places.cancelled().filter(|_| status == Status::Cancelled) {
                data.push(("statusReason", reason.into()));
            }
            self.push_of(stop, EventKind::StatusUpdate, said, &data, said.at);
            self.places.note(Stop { ended: Some(sec), has_status: true, ..stop });
        }
        Ok(())
    }

    /// An event of an order step.
    fn push_of(
        &mut self,
        stop: Stop<'s>,
        kind: EventKind,
        said: &Said<'_>,
        data: &[(&str, Value)],
        at: Option<Moment>,
    ) {
        let ((order, step), day) = (stop.key, stop.day);
        let step = if step == StepKind::Pickup { "pickup" } else { "delivery" };
        let mut of = vec![("orderId", order), ("orderStepType", step)];
        let driver = day.driver.filter(|own| self.places.is_driver(own, said.driver));
        of.extend(driver.map(|driver| ("driverId", driver)));
        self.push(kind, day, &of, data, at);
    }

    /// An event, and when a device recorded it, if that is known.
    fn push(
        &mut self,
        kind: EventKind,
        day: Day<'s>,
        of: &[(&str, &str)],
        data: &[(&str, Value)],
        at: Option<Moment>,
    ) {
        let mut event = vec![
            ("type", kind.name().into()),
            ("vehicleId", day.vehicle.into()),
            ("date", day.date.to_string().into()),
            ("data", object(data)),
        ];
        event.extend(of.iter().map(|(name, text)| (*name, (*text).into())));
        event.extend(at.and_then(|at| at.instant).map(|instant| ("clientTs", instant.into())));
        self.events.push(object(&event));
    }
}

fn object(entries: &[(&str, Value)]) -> Value {
    let mut map = Map::new();
    for (name, value) in entries {
        map.insert((*name).to_owned(), value.clone());
    }
    Value::Object(map)
}

/// Of the steps of an order those that are meant at a moment: the first that had not ended by then,
/// else the last; of a cancelled order all that had not. What ends a step ends it at that moment at
/// the earliest, what begins one begins it before.
fn meant<'s>(stops: &[Stop<'s>], status: Status, sec: i64) -> Vec<Stop<'s>> {
    let ends = status.name().is_some();
    let is_open = |stop: &&Stop| stop.ended.is_none_or(|ended| ended > sec || ends && ended == sec);
    let mut open = stops.iter().filter(is_open);
    if status == Status::Cancelled {
        return open.copied().collect();
    }
    open.next().or(stops.last()).copied().into_iter().collect()
}

/// Seconds since midnight of a route's date.
fn sec_on(date: Date, at: Moment, said: &Said<'_>) -> Result<i64, LeftOut> {
    let sec = at.date.days_since(date) * 86_400 + at.sec;
    let is_near = (0..=REPORTED_SEC).contains(&sec);
    is_near.then_some(sec).ok_or((said.time, "is not of the days of the route"))
}
