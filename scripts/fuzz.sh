#!/usr/bin/env bash
# Fuzzes the package natively, guided by coverage, for some minutes, one target after the other.
#
#   scripts/fuzz.sh [SECONDS]                for each target (default 300)
#   scripts/fuzz.sh --again TARGET FILE      what once went wrong, alone
#
# FUZZ_SEED fixes the seed (default 1). What is found new stays in target/fuzz/corpus, what goes wrong in
# target/fuzz/wrong, with the line that repeats it.

source "$(dirname "$0")/env.sh"
cd "$ROOT"

HOST="$(rustc -vV | sed -n 's/^host: //p')"
FOLDER="$ROOT/target/fuzz"
BINARY="$FOLDER/$HOST/soak/routewright-fuzz"

# What counts which branches are taken. A target is named so that build scripts are spared it.
flags=(-Cpasses=sancov-module --cfg=fuzzing -Ccodegen-units=1)
for flag in level=4 inline-8bit-counters pc-table trace-compares; do
  flags+=("-Cllvm-args=-sanitizer-coverage-$flag")
done
have c++ || system_packages build-essential
say "building with counters of coverage"
RUSTFLAGS="${flags[*]}" cargo build --quiet --locked --package routewright-fuzz --profile soak --target "$HOST" --target-dir "$FOLDER"

if [ "${1:-}" = --again ]; then
  ROUTEWRIGHT_TARGET="$2" exec "$BINARY" "$3"
fi

seconds="${1:-300}"
seed="${FUZZ_SEED:-1}"
mkdir -p "$FOLDER/wrong"
for target in snapshot plans events operations; do
  corpus="$FOLDER/corpus/$target"
  mkdir -p "$corpus"
  say "fuzzing $target for $seconds s, seed $seed"
  # A line each time the number of documents has doubled; not one for each that reached something new.
  ROUTEWRIGHT_TARGET="$target" ROUTEWRIGHT_SEEDS="$corpus" "$BINARY" "$corpus" -seed="$seed" -max_total_time="$seconds" \
    -max_len=40000 -timeout=60 -rss_limit_mb=4096 -artifact_prefix="$FOLDER/wrong/$target-" -print_funcs=0 2>&1 |
    { grep --line-buffered -vE '^#[0-9]+\s+(NEW|REDUCE)|^WARNING: Failed to find function' || true; } >&2 ||
    fail "to see it again: scripts/fuzz.sh --again $target <the file named above>"
done
