# Sourced by the other scripts: versions, folders, and how they speak. Changes nothing.
#
# The Rust toolchain itself is the user's (Cargo.toml names the oldest that works): a pinned one could not be had on a
# machine that reaches package registries only.

set -euo pipefail

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/routewright"

# The command line tool must be exactly the version of the crate.
WASM_BINDGEN_VERSION="$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p}' "$ROOT/Cargo.lock")"
WASM_BINDGEN="$CACHE/wasm-bindgen-cli-$WASM_BINDGEN_VERSION"

# Only fetched where the machine's own Node.js is older than this major version, or missing.
NODE_OLDEST=20
NODE_VERSION=22.23.3
NODE="$CACHE/node-$NODE_VERSION"

# Not in package.json: a lock file cannot be made where a registry mirror lacks the packages of other platforms.
DENO_VERSION=2.9.6
DENO="$CACHE/deno-$DENO_VERSION"

# The rarer runtimes and tools of `make test-rare`, each in a folder of its own: package of the npm registry and version.
# The oldest Node.js that the package supports, and the last of each line since that is or will be supported for long; the
# oldest TypeScript that reads the types (`Symbol.dispose`), and the newest.
export ROUTEWRIGHT_RARER="node@20.0.0 node@20.20.2 node@22.23.3 node@24.21.0 node@26.10.0
  rollup@4.68.7 @rspack/core@2.3.2 parcel@2.16.4 typescript@5.2.2 typescript@7.0.2"
export ROUTEWRIGHT_CACHE="$CACHE"

PATH="$WASM_BINDGEN/bin:$DENO/node_modules/.bin:$PATH"
[ -x "$NODE/bin/node" ] && PATH="$NODE/bin:$PATH"
export PATH

say() { if [ -t 2 ]; then printf '\033[1m·\033[0m %s\n' "$*" >&2; else printf '· %s\n' "$*" >&2; fi; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# Installs system packages; the list of packages is fetched first, for a fresh machine has none.
system_packages() {
  local sudo=""
  [ "$(id -u)" = 0 ] || sudo="sudo"
  have apt-get || fail "install these by hand, there is no apt-get here: $*"
  say "installing system packages: $*"
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# What to put behind `cargo` for wasm32: nothing, or the linked toolchain of scripts/wasm-target-from-packages.sh.
# Fails where neither has the target.
wasm_toolchain() {
  local libs="lib/rustlib/wasm32-unknown-unknown/lib"
  if compgen -G "$(rustc --print sysroot)/$libs/libstd-*.rlib" >/dev/null; then
    echo ""
  elif compgen -G "/usr/$libs/libstd-*.rlib" >/dev/null && rustup run debian-wasm rustc --version >/dev/null 2>&1; then
    echo "+debian-wasm"
  else
    return 1
  fi
}
