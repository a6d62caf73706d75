#!/usr/bin/env bash
# Prints what the Rust types say of themselves (examples/schema.rs). Built apart and not optimised: it runs once.

source "$(dirname "$0")/env.sh"
cd "$ROOT"

CARGO_PROFILE_DEV_OPT_LEVEL=0 CARGO_PROFILE_DEV_DEBUG=0 \
  cargo run --quiet --target-dir "${CARGO_TARGET_DIR:-target}/schema" --features schema --example schema
