#!/usr/bin/env bash
# Installs the peers, once per version: those of PyPI into .cache/peers of the repository, vrp-cli into the cache folder of
# the user. One that cannot be installed is named and stands in .cache/peers/missing; the others are run.

source "$(dirname "$0")/../../env.sh"
cd "$ROOT"

PEERS=".cache/peers"
VRP_CLI_VERSION=1.25.0
VRP_CLI="$CACHE/vrp-cli-$VRP_CLI_VERSION"
# Module = package. matplotlib draws `make bench-plot`.
PACKAGES=(pyvrp==0.14.1 ortools==9.15.6755 pyvroom==1.15.2 matplotlib==3.11.2)

installed() { "$PEERS/bin/python" -c "from importlib.metadata import version; print(version('$1'))" 2>/dev/null; }

python_packages() {
  have python3 || system_packages python3 python3-venv
  [ -x "$PEERS/bin/pip" ] || python3 -m venv "$PEERS" || { system_packages python3-venv && python3 -m venv "$PEERS"; }
  local package
  for package in "${PACKAGES[@]}"; do
    [ "$(installed "${package%%==*}")" = "${package##*==}" ] && continue
    say "installing $package into $PEERS"
    "$PEERS/bin/pip" install --quiet --disable-pip-version-check "$package" ||
      missing "${package%%==*}" "pip could not install $package"
  done
}

vrp_cli() {
  [ -x "$VRP_CLI/bin/vrp-cli" ] && return
  say "building vrp-cli $VRP_CLI_VERSION into $VRP_CLI, once (some minutes)"
  local install=(cargo install vrp-cli --version "=$VRP_CLI_VERSION" --root "$VRP_CLI.part")
  # Its lock file may name a version that a registry mirror does not have: then with what there is.
  export CARGO_BUILD_JOBS="${CARGO_BUILD_JOBS:-2}"
  if "${install[@]}" --locked || "${install[@]}"; then
    rm -rf "$VRP_CLI"
    mv "$VRP_CLI.part" "$VRP_CLI"
  else
    missing vrp-cli "cargo could not install vrp-cli $VRP_CLI_VERSION"
  fi
}

missing() {
  say "$2: it will be missing"
  printf '%s\t%s\n' "$1" "$2" >>"$PEERS/missing"
}

mkdir -p "$PEERS" "$CACHE"
: >"$PEERS/missing"
python_packages
vrp_cli
[ -x "$VRP_CLI/bin/vrp-cli" ] && ln -sfn "$VRP_CLI/bin/vrp-cli" "$PEERS/bin/vrp-cli"
true
