//! All native tests, in one binary; folders by kind.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests, and their helpers too"
)]

#[path = "../support/mod.rs"]
mod support;

mod architecture;
mod events;
mod examples;
mod features;
mod fields;
mod fuzz;
mod operations;
mod oracle;
mod problem;
mod property;
mod sorted;
mod travel;
mod validate;
