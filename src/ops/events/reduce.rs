//! One event on the tracking data of a step (SEMANTICS 6.1, 6.3, 6.5). Each kind is recorded on its
//! own, the last of a kind wins; what follows from them is worked out elsewhere.

use super::proofs;
use super::stamps::{key_of, key_of_event, replaces};
use crate::model::{
    EventData, EventKind, ExecutionEvent, Rules, StepTracking, Territory, TrackedLoad, TrackedText,
};

/// Records an event of an order step, of the preparation or of the close-out. An event that is
/// older than what is recorded changes nothing.
pub(super) fn record(
    tracking: &mut StepTracking,
    event: &ExecutionEvent,
    territory: &Territory,
    rules: &Rules,
) {
    let Some(data) = &event.data else { return };
    if is_replaced(tracking, event, data) && record_data(tracking, event, data, territory, rules) {
        tracking.driver_id.clone_from(&event.driver_id);
        tracking.vehicle_id = Some(event.vehicle_id.clone());
    }
}

/// Whether the event is not older than what it is to replace. Loads and custom fields have a
/// timestamp per key.
fn is_replaced(tracking: &mut StepTracking, event: &ExecutionEvent, data: &EventData) -> bool {
    match event.kind {
        EventKind::LoadTracking | EventKind::CustomFieldTracking => true,
        kind => replaces(&mut tracking.client_ts, &key_of_event(kind, data), event.client_ts),
    }
}

/// True if anything was recorded.
fn record_data(
    tracking: &mut StepTracking,
    event: &ExecutionEvent,
    data: &EventData,
    territory: &Territory,
    rules: &Rules,
) -> bool {
    let moment = (Some(data.sec), data.lat_lng);
    match event.kind {
        EventKind::TimeIn | EventKind::PreparationTimeIn | EventKind::CloseOutTimeIn => {
            (tracking.time_in_sec, tracking.time_in_lat_lng) = moment;
        }
        EventKind::TimeOut | EventKind::PreparationTimeOut | EventKind::CloseOutTimeOut => {
            (tracking.time_out_sec, tracking.time_out_lat_lng) = moment;
        }
        EventKind::DetectedTimeIn => {
            (tracking.time_in_detected_sec, tracking.time_in_detected_lat_lng) = moment;
        }
        EventKind::DetectedTimeOut => {
            (tracking.time_out_detected_sec, tracking.time_out_detected_lat_lng) = moment;
        }
        EventKind::StatusUpdate => record_status(tracking, data, territory),
        EventKind::PodSignature
        | EventKind::PodPicture
        | EventKind::PodAudio
        | EventKind::PodNote => proofs::record(tracking, event.kind, data, rules),
        EventKind::PodBarcodes => proofs::record_barcodes(tracking, data),
        EventKind::LoadTracking => return record_loads(tracking, event, data),
        EventKind::CustomFieldTracking => return record_texts(tracking, event, data),
        EventKind::Departure | EventKind::Arrival => return false,
    }
    true
}

/// `null` removes the status; a reason is kept only with `reschedule` and if the territory has it.
fn record_status(tracking: &mut StepTracking, data: &EventData, territory: &Territory) {
    proofs::status_reported(tracking);
    let is_set = data.status.is_some();
    tracking.status.clone_from(&data.status);
    tracking.status_sec = Some(data.sec).filter(|_| is_set);
    tracking.status_lat_lng = data.lat_lng.filter(|_| is_set);
    let allowed = data.status.as_deref() == Some("reschedule");
    let reason = data.status_reason.as_ref().filter(|_| allowed);
    tracking.status_reason =
        reason.filter(|reason| territory.status_reasons.contains(reason)).cloned();
}

fn record_loads(tracking: &mut StepTracking, event: &ExecutionEvent, data: &EventData) -> bool {
    let mut any = false;
    for (name, value) in data.tracked_loads.iter().flatten() {
        // Load keys are compared without case and outer blanks (SEMANTICS 3.3).
        let name = name.trim().to_lowercase();
        let key = key_of(event.kind, Some(&name));
        if replaces(&mut tracking.client_ts, &key, event.client_ts) {
            let load = TrackedLoad {
                lat_lng: data.lat_lng,
                time_sec: data.sec,
                value: *value,
                ..TrackedLoad::default()
            };
            tracking.tracked_load_map.get_or_insert_default().insert(name, load);
            any = true;
        }
    }
    any
}

fn record_texts(tracking: &mut StepTracking, event: &ExecutionEvent, data: &EventData) -> bool {
    let mut any = false;
    for (name, value) in data.tracked_custom_fields.iter().flatten() {
        let key = key_of(event.kind, Some(name));
        if replaces(&mut tracking.client_ts, &key, event.client_ts) {
            let text = TrackedText {
                lat_lng: data.lat_lng,
                time_sec: data.sec,
                value: value.clone(),
                ..TrackedText::default()
            };
            tracking.tracked_custom_field_map.get_or_insert_default().insert(name.clone(), text);
            any = true;
        }
    }
    any
}
