//! What the tests share: builders, the generator of snapshots and the independent checker.

pub(crate) mod generator;
pub(crate) mod oracle;
