//! The planners of this instance, by number. A number is never used again, so that a late `release`
//! can hit nothing else.

use super::text::thrown;
use crate::error::{Error, ErrorCode};
use crate::ops::{Loaded, Run};
use crate::sorted;
use serde_json::{Map, Value};
use std::cell::RefCell;

/// One planner.
pub(super) struct Slot {
    /// The snapshot as it stands, and what was compiled of it.
    pub(super) loaded: Loaded,
    /// For every operation; the options of a call win.
    pub(super) rules: Map<String, Value>,
    /// A solve in slices, until it is finished or cancelled.
    pub(super) run: Option<Run>,
}

impl Slot {
    /// The rules of the planner, overridden by the options of a call.
    pub(super) fn options(&self, given: Value) -> Value {
        let Value::Object(given) = given else { return given };
        let mut options = self.rules.clone();
        options.extend(given);
        Value::Object(options)
    }
}

struct Slots {
    next: u32,
    held: sorted::Map<u32, Slot>,
}

thread_local! {
    static SLOTS: RefCell<Slots> = const { RefCell::new(Slots { next: 1, held: sorted::Map::new() }) };
}

/// Keeps a planner; its number.
pub(super) fn keep(slot: Slot) -> u32 {
    SLOTS.with_borrow_mut(|slots| {
        let number = slots.next;
        slots.next = number.wrapping_add(1);
        slots.held.insert(number, slot);
        number
    })
}

/// Whether there has been no planner yet.
pub(super) fn is_new() -> bool {
    SLOTS.with_borrow(|slots| slots.next == 1)
}

/// Drops a planner, if it is there.
pub(super) fn release(number: u32) {
    SLOTS.with_borrow_mut(|slots| slots.held.remove(&number));
}

/// Calls `action` with a planner; the text of its error.
pub(super) fn with<T>(
    number: u32,
    action: impl FnOnce(&mut Slot) -> Result<T, Error>,
) -> Result<T, String> {
    SLOTS.with_borrow_mut(|slots| {
        let gone = || Error::new(ErrorCode::NotApplicable, "the planner was freed");
        slots
            .held
            .get_mut(&number)
            .ok_or_else(gone)
            .and_then(action)
            .map_err(|error| thrown(&error))
    })
}

/// The same for an operation, which must not come between the slices of a run.
pub(super) fn idle<T>(
    number: u32,
    action: impl FnOnce(&mut Slot) -> Result<T, Error>,
) -> Result<T, String> {
    with(number, |slot| match slot.run {
        Some(_) => {
            Err(Error::new(ErrorCode::NotApplicable, "a run of this planner is in progress"))
        }
        None => action(slot),
    })
}
