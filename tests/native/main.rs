//! All native tests, in one binary; folders by kind.

#[path = "../support/mod.rs"]
mod support;

mod architecture;
mod travel;
