#!/usr/bin/env bash
# The target wasm32-unknown-unknown where rustup cannot download it: Debian's compiler and the source of its standard
# library, of one version, linked as the rustup toolchain `debian-wasm`, and that library built for wasm32 once (about
# two minutes). Called by scripts/setup.sh after `rustup target add` has failed.

source "$(dirname "$0")/env.sh"

have rustup || fail "rustup is needed"
sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo"

system_packages rustc-web cargo-web rust-web-src
rustup toolchain link debian-wasm /usr

# Debian's package has no linker for wasm; the one in every rustup toolchain serves.
host="$(rustc -vV | sed -n 's/^host: //p')"
linker="$(rustc --print sysroot)/lib/rustlib/$host/bin/rust-lld"
[ -x "$linker" ] || fail "no rust-lld at $linker"
$sudo mkdir -p "/usr/lib/rustlib/$host/bin"
$sudo ln -sf "$linker" "/usr/lib/rustlib/$host/bin/rust-lld"

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir "$work/src"
printf '[package]\nname = "stub"\nversion = "0.0.0"\nedition = "2021"\n' >"$work/Cargo.toml"
printf '#![no_std]\n' >"$work/src/lib.rs"
say "building the standard library for wasm32"
(cd "$work" && RUSTC_BOOTSTRAP=1 cargo +debian-wasm build --quiet --release --target wasm32-unknown-unknown \
  -Z build-std=std,panic_abort,panic_unwind,test,proc_macro)

libs="/usr/lib/rustlib/wasm32-unknown-unknown/lib"
$sudo mkdir -p "$libs"
for library in "$work"/target/wasm32-unknown-unknown/release/deps/*.rlib; do
  case "$library" in
    */libstub-*) ;;
    *) $sudo cp "$library" "$libs/" ;;
  esac
done
