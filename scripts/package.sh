#!/usr/bin/env bash
# Lays the npm package together: scripts/package.sh WASM PACKAGE, of what scripts/build-wasm.sh wrote into WASM and the
# hand-written parts in pkg-template/.

source "$(dirname "$0")/env.sh"
cd "$ROOT"

wasm="$1" package="$2"
dist="$package.part/dist"
rm -rf "$package.part"
cp -R pkg-template "$package.part"
cp LICENSE-APACHE LICENSE-MIT CHANGELOG.md "$package.part/"
cp "$wasm/glue.js" "$wasm/routewright.wasm" "$dist/"

# A module that a host compiled may belong to another realm, where `instanceof` does not know it.
foreign='if (!(module instanceof WebAssembly.Module)) {'
known="if (Object.prototype.toString.call(module) !== '[object WebAssembly.Module]') {"
glue="$(<"$dist/glue.js")"
[[ "$glue" == *"$foreign"* ]] || fail "wasm-bindgen writes another initSync: look at realms again"
printf '%s\n' "${glue/"$foreign"/"$known"}" >"$dist/glue.js"

# An entry is how it loads, and then what every entry exports: the end of browser.js.
for entry in "$package.part"/entries/*.js; do
  { cat "$entry"; echo; sed -n '/^\/\/ Bound here/,$p' "$dist/browser.js"; } >"$dist/$(basename "$entry")"
done
rm -r "$package.part/entries"

# The declarations of the model and the JSON Schema of a snapshot, from the Rust types.
scripts/schema.sh | node scripts/types.mjs "$package.part"

# The same bytes as text for routewright/inline.
{ printf 'export const base64 =\n  "'; base64 <"$dist/routewright.wasm" | tr -d '\n'; printf '";\n'; } >"$dist/wasm-base64.js"

# For `require`: the entries for Node in one file each, and the types under the ending that goes with them.
node_modules/.bin/esbuild "$dist/node.js" "$dist/worker.node.js" --bundle --platform=node --target=node20 --format=cjs \
  --sourcemap --sources-content=false \
  --define:import.meta.url=fileUrl "--banner:js=const fileUrl = require('node:url').pathToFileURL(__filename).href;" \
  --log-level=warning --outdir="$dist" --out-extension:.js=.cjs
for types in "$dist"/*.d.ts; do
  sed -E "s#'\./(\w+)\.js'#'./\1.cjs'#" "$types" >"${types%.ts}.cts"
done

rm -rf "$package"
mv "$package.part" "$package"
