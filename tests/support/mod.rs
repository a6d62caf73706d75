//! What the tests share: builders, the generator of snapshots, the independent checker,
//! the operations judged by it, and arbitrary input for them.

pub(crate) mod fuzz;
pub(crate) mod generator;
pub(crate) mod judged;
pub(crate) mod oracle;
