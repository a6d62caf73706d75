//! Ways to take a part of the plan away, one per file.

pub(super) mod strings;
