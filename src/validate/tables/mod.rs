//! The documented objects as data, one file per object, in the order of the documents ("Object
//! Definitions"). Limits are those of `docs/limits.md`.

pub(super) mod edits;
pub(super) mod event;
pub(super) mod mobile;
pub(super) mod moves;
pub(super) mod order;
pub(super) mod place;
pub(super) mod proposals;
pub(super) mod request;
pub(super) mod route;
pub(super) mod snapshot;
pub(super) mod tracking;
pub(super) mod travel;
pub(super) mod vehicle;
