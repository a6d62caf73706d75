//! Departures and arrivals of drivers (SEMANTICS 6.4, 6.5; documents: "DriverTrackingData").

use super::stamps::replaces;
use crate::model::{
    DriverTracking, EventKind, ExecutionEvent, Fix, HistoricalDriverTracking, RouteTracking,
};

/// Records a departure or arrival, or takes it back. The error says what is wrong with it.
///
/// What the history has is not recorded again. An arrival before a later departure does not hold
/// any more; without its departure it does not hold either.
pub(super) fn record(tracking: &mut RouteTracking, event: &ExecutionEvent) -> Result<(), String> {
    let id = event.driver_id.clone().unwrap_or_default();
    let known = tracking.drivers_tracking_data.get(&id);
    let fix = event.data.as_ref().map(|data| Fix {
        sec: data.sec,
        lat_lng: data.lat_lng,
        ..Fix::default()
    });
    let entry = HistoricalDriverTracking {
        event_type: event.kind.name().to_owned(),
        action: if fix.is_some() { "upsert" } else { "delete" }.to_owned(),
        fix,
        client_ts: event.client_ts,
        ..HistoricalDriverTracking::default()
    };
    if known.is_some_and(|known| known.history.contains(&entry)) {
        return Ok(());
    }
    check_arrival(known, &entry)?;
    let driver = tracking.drivers_tracking_data.entry(id).or_default();
    if !replaces(&mut driver.client_ts, event.kind.name(), event.client_ts) {
        return Ok(());
    }
    let current = &mut driver.current;
    let sec = entry.fix.as_ref().map(|fix| fix.sec);
    if event.kind == EventKind::Departure {
        current.departure.clone_from(&entry.fix);
        current.arrival =
            current.arrival.take().filter(|own| sec.is_some_and(|sec| sec <= own.sec));
    } else {
        current.arrival.clone_from(&entry.fix);
    }
    driver.history.push(entry);
    Ok(())
}

fn check_arrival(
    known: Option<&DriverTracking>,
    entry: &HistoricalDriverTracking,
) -> Result<(), String> {
    let Some(fix) = entry.fix.as_ref().filter(|_| entry.event_type == "arrival") else {
        return Ok(());
    };
    match known.and_then(|known| known.current.departure.as_ref()) {
        None => Err("needs a departure of that driver before it".to_owned()),
        Some(departure) if fix.sec < departure.sec => {
            Err(format!("must not be before the departure ({} < {})", fix.sec, departure.sec))
        }
        Some(_) => Ok(()),
    }
}
