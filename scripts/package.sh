#!/usr/bin/env bash
# Lays the npm package together: scripts/package.sh WASM PACKAGE, of what scripts/build-wasm.sh wrote into WASM and the
# hand-written parts in pkg-template/.

source "$(dirname "$0")/env.sh"
cd "$ROOT"

wasm="$1" package="$2"
rm -rf "$package.part"
cp -R pkg-template "$package.part"
cp "$wasm/glue.js" "$wasm/routewright.wasm" "$package.part/dist/"
cp LICENSE-APACHE LICENSE-MIT "$package.part/"
rm -rf "$package"
mv "$package.part" "$package"
