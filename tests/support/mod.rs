//! What the tests share: builders, the generator of snapshots, the independent checker and
//! the operations judged by it.

pub(crate) mod generator;
pub(crate) mod judged;
pub(crate) mod oracle;
