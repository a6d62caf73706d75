//! Feeds one of the targets of `tests/support/fuzz`, guided by what it reaches of the package. The
//! environment says which: `ROUTEWRIGHT_TARGET`; with `ROUTEWRIGHT_SEEDS=folder` its seeds are written
//! there first, where libFuzzer finds them.

#![no_main]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    dead_code,
    unused_imports,
    reason = "helpers of the tests, of which it uses a part"
)]

#[path = "../../support/mod.rs"]
mod support;

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use std::path::Path;
use std::sync::LazyLock;
use support::fuzz::{Target, mutated};
use support::generator::Dice;

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    let wanted = std::env::var("ROUTEWRIGHT_TARGET").unwrap_or_default();
    let mut all = [Target::Snapshot, Target::Plans, Target::Events, Target::Operations].into_iter();
    all.find(|target| target.name() == wanted).expect("ROUTEWRIGHT_TARGET names a target")
});

fuzz_target!(
    init: if let Ok(folder) = std::env::var("ROUTEWRIGHT_SEEDS") {
        for (at, seed) in TARGET.seeds().iter().enumerate() {
            let file = Path::new(&folder).join(format!("seed-{at}"));
            std::fs::write(file, seed.to_string()).expect("a seed written");
        }
    },
    |bytes: &[u8]| {
        TARGET.feed(bytes);
    }
);

// Bytes changed at random are hardly ever JSON: documents are changed within.
fuzz_mutator!(|bytes: &mut [u8], size: usize, largest: usize, seed: u32| {
    let own = mutated(&mut Dice::new(seed.into()), &bytes[..size]);
    let length = own.len().min(largest);
    bytes[..length].copy_from_slice(&own[..length]);
    length
});
