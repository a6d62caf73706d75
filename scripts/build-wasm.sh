#!/usr/bin/env bash
# Compiles the crate to wasm32 and writes what wasm-bindgen makes of it. One build serves every runtime.
#
#   scripts/build-wasm.sh release|dev OUT [cargo arguments]
#
# OUT gets glue.js, glue.d.ts and routewright.wasm. `release` is what the package ships; `dev` compiles fast and
# keeps what is for debuggers. OUT is left alone where neither the compiler's output nor the tools have changed.

source "$(dirname "$0")/env.sh"
cd "$ROOT"

profile="$1" out="$2"
shift 2
toolchain="$(wasm_toolchain)" || fail "run scripts/setup.sh build first"
target="${CARGO_TARGET_DIR:-target}"
raw="$target/wasm32-unknown-unknown/$([ "$profile" = release ] && echo release || echo debug)/routewright.wasm"

# For size, but for what is searched with: that a search takes 5 to 8 % less is worth its 12 kB by brotli. Natively all is
# built for speed.
export CARGO_PROFILE_RELEASE_OPT_LEVEL=z
fast='profile.release.package.routewright-search.opt-level=3'
# shellcheck disable=SC2086 # no word at all where there is no other toolchain
cargo $toolchain build --locked --package routewright --config "$fast" $([ "$profile" = release ] && echo --release) \
  --target wasm32-unknown-unknown --lib "$@"
current="$out/.raw.wasm"
[ "$current" -nt "$0" ] && [ "$current" -nt package-lock.json ] && cmp -s "$raw" "$current" && exit

mkdir -p "$out"
# --omit-default-module-path: bundlers would otherwise ship the file twice.
# The reset function replaces an instance that has trapped (tests/js/fault.test.mjs).
wasm-bindgen --target web --omit-default-module-path --experimental-reset-state-function \
  --out-name glue --out-dir "$out" "$raw"
if [ "$profile" = release ]; then
  # Nothing but what is for debuggers is taken away: what -Os and -O3 make of it weighs 22 and 25 kB more by brotli, though
  # 116 and 101 kB less before that, and takes some 4 and 3 % longer.
  # The features that rustc turns on for this target, said again: wasm-opt does not guess.
  node_modules/.bin/wasm-opt \
    --enable-bulk-memory --enable-bulk-memory-opt --enable-sign-ext --enable-nontrapping-float-to-int \
    --enable-mutable-globals --enable-reference-types --enable-multivalue \
    --strip-debug --strip-producers \
    -o "$out/routewright.wasm" "$out/glue_bg.wasm"
else
  cp "$out/glue_bg.wasm" "$out/routewright.wasm"
fi
rm -f "$out/glue_bg.wasm" "$out/glue_bg.wasm.d.ts"
cp "$raw" "$current"
