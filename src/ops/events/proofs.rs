//! Proofs of delivery, and the status that one creates where nothing else was reported
//! (SEMANTICS 6.1, 6.2a).
//!
//! The implicit status is not written once and forgotten, but follows from what is recorded: it is
//! that of the first proof which came while no time was reported, and after which no status was
//! reported or removed. So the same events twice give the same as once, whatever order they had
//! been in.

use super::stamps::key_of_event;
use crate::model::{
    BarcodePod, EventData, EventKind, ImplicitProof, Pod, PodContainer, Rules, StepTracking,
};

/// Records a proof, or removes it.
pub(super) fn record(
    tracking: &mut StepTracking,
    kind: EventKind,
    data: &EventData,
    rules: &Rules,
) {
    let pods = tracking.pods.get_or_insert_default();
    let pod = pod(kind, data);
    let is_proof = pod.is_some();
    let id = data.id.clone().unwrap_or_default();
    let by_id = match kind {
        EventKind::PodSignature => &mut pods.signatures,
        EventKind::PodPicture => &mut pods.pictures,
        EventKind::PodAudio => &mut pods.audios,
        _ => {
            pods.note = pod;
            return may_imply(tracking, kind, data, is_proof, rules);
        }
    };
    match pod {
        Some(pod) => drop(by_id.insert(id, pod)),
        None => drop(by_id.remove(&id)),
    }
    may_imply(tracking, kind, data, is_proof, rules);
}

/// Replaces all barcodes of the step; they never tell when it took place.
pub(super) fn record_barcodes(tracking: &mut StepTracking, data: &EventData) {
    let scanned = data.barcodes.iter().flatten().map(|barcode| BarcodePod {
        sec: barcode.sec,
        lat_lng: barcode.lat_lng,
        barcode: barcode.barcode.clone(),
        barcode_status: barcode.barcode_status.clone(),
        ..BarcodePod::default()
    });
    tracking.pods.get_or_insert_default().barcodes = scanned.collect();
}

/// `None` = removed. The binary is not kept: only that it was there, when and where.
fn pod(kind: EventKind, data: &EventData) -> Option<Pod> {
    let is_removed = match kind {
        EventKind::PodNote => data.text.is_none(),
        _ => data.data.is_none(),
    };
    (!is_removed).then(|| Pod {
        sec: data.sec,
        lat_lng: data.lat_lng,
        text: data.text.clone(),
        token: data.token.clone(),
        ..Pod::default()
    })
}

fn may_imply(
    tracking: &mut StepTracking,
    kind: EventKind,
    data: &EventData,
    is_proof: bool,
    rules: &Rules,
) {
    if rules.required_actions {
        return;
    }
    let detected = [tracking.time_in_detected_sec, tracking.time_out_detected_sec];
    let timed = tracking.time_in_sec.is_some()
        || tracking.time_out_sec.is_some()
        || rules.detected_times && detected.iter().any(Option::is_some);
    let key = key_of_event(kind, data);
    let proofs = tracking.implicit_done.as_mut().map(|implicit| &mut implicit.proofs);
    match proofs.and_then(|all| all.iter_mut().find(|own| own.proof == key)) {
        Some(own) => own.holds = true,
        None if timed || !is_proof => return,
        None => {
            let own = ImplicitProof { proof: key, holds: true };
            tracking.implicit_done.get_or_insert_default().proofs.push(own);
        }
    }
    show(tracking);
}

/// A status was reported or removed: proofs from before do not count any more.
pub(super) fn status_reported(tracking: &mut StepTracking) {
    if let Some(implicit) = &mut tracking.implicit_done {
        implicit.shown = false;
        for own in &mut implicit.proofs {
            own.holds = false;
        }
    }
}

/// Shows the implicit status, unless one was reported.
fn show(tracking: &mut StepTracking) {
    let Some(implicit) = &mut tracking.implicit_done else { return };
    if tracking.status.is_some() && !implicit.shown {
        return;
    }
    let pods = tracking.pods.as_ref();
    let mut holding = implicit.proofs.iter().filter(|own| own.holds);
    let found = holding.find_map(|own| recorded(pods?, &own.proof));
    implicit.shown = found.is_some();
    tracking.status = found.map(|_| "done".to_owned());
    tracking.status_sec = found.map(|pod| pod.sec);
    tracking.status_lat_lng = found.and_then(|pod| pod.lat_lng);
    tracking.status_reason = None;
}

/// The proof of a key.
fn recorded<'p>(pods: &'p PodContainer, key: &str) -> Option<&'p Pod> {
    let (kind, id) = key.split_once('/').unwrap_or((key, ""));
    match EventKind::parse(kind)? {
        EventKind::PodSignature => pods.signatures.get(id),
        EventKind::PodPicture => pods.pictures.get(id),
        EventKind::PodAudio => pods.audios.get(id),
        EventKind::PodNote => pods.note.as_ref(),
        _ => None,
    }
}
