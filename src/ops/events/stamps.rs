//! Device timestamps: an event older than what is recorded does not replace it (SEMANTICS 6.5).

use crate::model::{EventData, EventKind};
use crate::sorted;

/// Latest timestamps by key; `None` where there is none.
pub(super) type Stamps = Option<sorted::Map<String, i64>>;

/// What a timestamp is kept by: the kind, and the id of what is one of several of a kind.
pub(super) fn key_of(kind: EventKind, id: Option<&str>) -> String {
    match id {
        Some(id) => format!("{}/{id}", kind.name()),
        None => kind.name().to_owned(),
    }
}

/// What the timestamp of an event of a step is kept by.
pub(super) fn key_of_event(kind: EventKind, data: &EventData) -> String {
    let has_id =
        matches!(kind, EventKind::PodSignature | EventKind::PodPicture | EventKind::PodAudio);
    key_of(kind, data.id.as_deref().filter(|_| has_id))
}

/// Whether an event replaces what is recorded under the key; if so, its timestamp is noted. An
/// event without one replaces anything, and what it replaced stays the measure of age, so that a
/// late event stays late.
pub(super) fn replaces(stamps: &mut Stamps, key: &str, client_ts: Option<i64>) -> bool {
    let Some(own) = client_ts else { return true };
    let known = stamps.as_ref().and_then(|stamps| stamps.get(key));
    if known.is_some_and(|known| own < *known) {
        return false;
    }
    stamps.get_or_insert_default().insert(key.to_owned(), own);
    true
}
