//! What was reported, whichever way, read alike.

use crate::date::Date;
use crate::error::{ErrorCode, Issue};
use crate::model::{EventKind, MobileEventsRequest, iso_moment};
use serde_json::Value;

/// A moment in local time and, where it was given otherwise too, on the clock of the world.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) date: Date,
    pub(super) sec: i64,
    /// Seconds since 1970.
    pub(super) instant: Option<i64>,
}

/// One report.
pub(super) struct Said<'r> {
    /// The event or update.
    pub(super) given: &'r Value,
    /// What names the driver: the event, nothing for an update.
    pub(super) driver: &'r Value,
    /// Of the event or update.
    pub(super) path: String,
    /// Where it says when.
    pub(super) time: &'static str,
    /// When it was reported.
    pub(super) at: Option<Moment>,
    pub(super) report: Report,
}

pub(super) enum Report {
    /// A departure or an arrival.
    Driver {
        kind: EventKind,
        at: Moment,
    },
    Order {
        begin: Option<Moment>,
        end: Option<Moment>,
        status: Status,
    },
}

/// What becomes of the status of an order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Kept,
    Removed,
    Done,
    Reschedule,
    /// To be rescheduled, all of it.
    Cancelled,
}

impl Status {
    /// The documented status.
    pub(super) const fn name(self) -> Option<&'static str> {
        match self {
            Self::Kept | Self::Removed => None,
            Self::Done => Some("done"),
            Self::Reschedule | Self::Cancelled => Some("reschedule"),
        }
    }
}

/// Why something is left out: the property, and what is wrong with it.
pub(super) type LeftOut = (&'static str, &'static str);

impl Said<'_> {
    /// That it is left out.
    pub(super) fn left_out(&self, why: LeftOut) -> Issue {
        left_out(&self.path, why)
    }
}

fn left_out(path: &str, (name, rule): LeftOut) -> Issue {
    Issue::new(ErrorCode::NotApplicable, format!("{path}.{name}"), format!("{rule}: left out"))
}

/// Events, then updates, as they were given; and what cannot be told in documented events.
pub(super) fn collect(request: &MobileEventsRequest) -> (Vec<Said<'_>>, Vec<Issue>) {
    let (mut said, mut warnings) = (Vec::new(), Vec::new());
    let mut take = |path: String, given, driver, time, read| match read {
        Ok(Some((at, report))) => said.push(Said { given, driver, path, time, at, report }),
        Ok(None) => {}
        Err(why) => warnings.push(left_out(&path, why)),
    };
    for (index, given) in request.events.iter().enumerate() {
        take(format!("events[{index}]"), given, given, "localTime", event(given));
    }
    for (index, given) in request.updates.iter().enumerate() {
        take(format!("updates[{index}]"), given, &Value::Null, "data", update(given));
    }
    (said, warnings)
}

/// When it was reported, and what.
type Read = Result<Option<(Option<Moment>, Report)>, LeftOut>;

/// Nothing of what concerns no route or order.
fn event(given: &Value) -> Read {
    let at = moment(given);
    let driver = |kind| at.map(|at| Report::Driver { kind, at });
    let order = |begin, end, status| Some(Report::Order { begin, end, status });
    let report = match text(given, "event").unwrap_or_default() {
        "on_duty" | "off_duty" => None,
        "start_route" => driver(EventKind::Departure),
        "end_route" => driver(EventKind::Arrival),
        "start_service" => order(at, None, Status::Kept),
        "success" => order(None, at, Status::Done),
        "failed" | "rejected" => order(None, at, Status::Reschedule),
        "start_time_changed" => {
            let name = "plannedStartTime";
            let at = given.get(name).and_then(moment).ok_or((name, "is missing"))?;
            Some(Report::Driver { kind: EventKind::Departure, at })
        }
        _ => return Err(("event", "is not a known event")),
    };
    Ok(report.map(|report| (at, report)))
}

/// Nothing of an order that a driver is on the way to.
fn update(given: &Value) -> Read {
    let data = given.get("data").filter(|data| !data.is_null()).ok_or(("data", "is missing"))?;
    let time = |name| data.get(name).and_then(moment);
    let (mut begin, mut end) = (time("startTime"), time("endTime"));
    let at = end.or(begin);
    let status = match text(data, "status").unwrap_or_default() {
        "unscheduled" | "scheduled" => Status::Removed,
        "servicing" => Status::Kept,
        "success" => Status::Done,
        "failed" | "rejected" => Status::Reschedule,
        "cancelled" => Status::Cancelled,
        _ => return Ok(None),
    };
    match status {
        Status::Done | Status::Reschedule => {}
        Status::Kept => end = None,
        Status::Removed | Status::Cancelled => (begin, end) = (None, None),
    }
    Ok(Some((at, Report::Order { begin, end, status })))
}

/// A text that says something.
pub(super) fn text<'r>(given: &'r Value, name: &str) -> Option<&'r str> {
    given.get(name)?.as_str().filter(|text| !text.is_empty())
}

fn moment(given: &Value) -> Option<Moment> {
    let (date, sec) = iso_moment(text(given, "localTime")?)?;
    let instant = given.get("unixTimestamp").and_then(Value::as_i64).or_else(|| {
        let utc = text(given, "utcTime")?;
        let (date, sec) = iso_moment(utc.strip_suffix('Z').unwrap_or(utc))?;
        Some(seconds(date, sec))
    });
    Some(Moment { date, sec, instant })
}

impl Moment {
    /// What a clock counts that shows local time.
    pub(super) fn local(self) -> i64 {
        seconds(self.date, self.sec)
    }
}

fn seconds(date: Date, sec: i64) -> i64 {
    date.days_since(Date::EPOCH) * 86_400 + sec
}
