# routewright: `make run` plans an example, `make test` checks everything a change can break; both start from nothing.
# `make help` lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

SNAPSHOT ?= examples/city-200.json
OPTIONS ?=
PORT ?= 8080
FAMILY ?=
DIR ?= ../shared/bench
BUDGET ?= 10
SEEDS ?= 1
FUZZ_SECONDS ?= 300
FUZZ_RUNS ?= 20000
FUZZ_SEED ?= 1

RUST_SOURCES := $(shell find src crates -name '*.rs' -o -name Cargo.toml) Cargo.toml Cargo.lock
TEMPLATE := $(shell find pkg-template -type f)
DEMO := $(shell find www-demo/src -type f) www-demo/index.html www-demo/build.mjs examples/city-200.json
IN_ENV := source scripts/env.sh &&

WASM := target/wasm/release
DEVELOPMENT := target/wasm/development
FAULTY_WASM := target/wasm/faulty
FAULTY_PACKAGE := target/wasm/faulty-package
PLANAR_WASM := target/wasm/planar
PLANAR_PACKAGE := target/bench/package

.PHONY: help setup setup-test setup-rare build build-dev run day demo example-node example-worker example-edge example-browser screenshots fluent bench bench-peers bench-plot bench-builds soak fuzz test test-all test-rare test-native test-wasm test-js test-browser test-size forget-runtimes fmt lint size clean

help: ## list what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

setup: ## make this machine able to build (each target does it by itself)
	@scripts/setup.sh build

setup-test: setup
	@scripts/setup.sh test

setup-rare: setup
	@scripts/setup.sh rare

build: pkg/.built ## the npm package, in pkg/

PACKAGE_SOURCES := $(TEMPLATE) scripts/package.sh scripts/schema.sh scripts/types.mjs $(wildcard scripts/types/*.mjs) examples/schema.rs CHANGELOG.md

pkg/.built: $(WASM)/.built $(PACKAGE_SOURCES)
	@scripts/package.sh $(WASM) pkg
	@touch $@

$(WASM)/.built: $(RUST_SOURCES) scripts/build-wasm.sh package-lock.json | setup
	@scripts/build-wasm.sh release $(WASM)
	@touch $@

build-dev: $(DEVELOPMENT)/package/.built ## the package unoptimised, panics on the console, in target/wasm/development/package

$(DEVELOPMENT)/package/.built: $(DEVELOPMENT)/.built $(TEMPLATE) scripts/package.sh
	@scripts/package.sh $(DEVELOPMENT) $(DEVELOPMENT)/package
	@touch $@

$(DEVELOPMENT)/.built: $(RUST_SOURCES) scripts/build-wasm.sh package-lock.json | setup
	@scripts/build-wasm.sh dev $(DEVELOPMENT) --features development
	@touch $@

run: build ## plan SNAPSHOT=file (default: 200 orders of a city): a table, and files in out/
	@$(IN_ENV) node scripts/run.mjs "$(SNAPSHOT)" $(OPTIONS)

day: build ## play a day of the example: plan, events, an emergency, a breakdown
	@$(IN_ENV) node scripts/day.mjs

# The examples import the package by its name.
node_modules/routewright: pkg/.built
	@ln -sfn ../pkg $@

example-node: build node_modules/routewright ## plan a city's day in Node: examples/node
	@$(IN_ENV) node examples/node/plan.mjs

example-worker: build node_modules/routewright ## plan in two workers, stopped by a signal: examples/worker
	@$(IN_ENV) node examples/worker/plan.mjs

example-edge: build node_modules/routewright ## answer proposals as an edge function does: examples/edge
	@$(IN_ENV) node examples/edge/ask.mjs

example-browser: build ## plan in a page without a bundler: examples/browser, on http://127.0.0.1:PORT/
	@$(IN_ENV) node scripts/serve.mjs $(PORT) /examples/browser/

demo: www-demo/dist/.built ## serve the demo page on http://127.0.0.1:PORT/ (default 8080)
	@$(IN_ENV) node scripts/serve.mjs $(PORT)

www-demo/dist/.built: pkg/.built $(DEMO)
	@$(IN_ENV) node www-demo/build.mjs
	@touch $@

screenshots: setup-test www-demo/dist/.built ## pictures of each view of the demo page, in out/screenshots
	@$(IN_ENV) node scripts/screenshots.mjs

fluent: setup-test www-demo/dist/.built ## tasks over 50 ms on the demo page's main thread while it plans 1 000 orders
	@$(IN_ENV) node scripts/fluent.mjs

test: setup-test forget-runtimes test-native test-wasm test-js test-browser test-size ## all that a change can break, and a line per runtime
	@$(IN_ENV) node scripts/runtimes.mjs

forget-runtimes: setup-test
	@$(IN_ENV) node scripts/runtimes.mjs --forget

test-native: setup-test
	cargo test --locked --quiet

test-wasm: setup-test
	$(IN_ENV) CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner \
	  cargo $$(wasm_toolchain) test --locked --target wasm32-unknown-unknown --test portable

test-js: setup-test pkg/.built $(FAULTY_PACKAGE)/.built
	cargo build --quiet --example plan
	$(IN_ENV) node --test tests/js/*.test.mjs

test-browser: setup-test pkg/.built www-demo/dist/.built $(FAULTY_PACKAGE)/.built
	cargo build --quiet --example plan
	$(IN_ENV) node --test tests/browser/*.test.mjs

$(FAULTY_PACKAGE)/.built: $(FAULTY_WASM)/.built $(TEMPLATE) scripts/package.sh
	@scripts/package.sh $(FAULTY_WASM) $(FAULTY_PACKAGE)
	@touch $@

$(FAULTY_WASM)/.built: $(RUST_SOURCES) scripts/build-wasm.sh package-lock.json | setup
	@scripts/build-wasm.sh dev $(FAULTY_WASM) --features fault-injection,development
	@touch $@

test-all: test test-rare fuzz soak ## test, rarer runtimes, and the long runs

test-rare: setup-rare pkg/.built ## the package in every Node.js line, WebKit, esbuild, Rollup, Rspack, Parcel, old and new TypeScript
	cargo build --quiet --example plan
	@$(IN_ENV) node scripts/runtimes.mjs --rare --forget
	$(IN_ENV) node --test tests/rare/*.test.mjs
	@$(IN_ENV) node scripts/runtimes.mjs --rare

soak: setup-test ## long random runs: moves, tiny plans, chains of operations, ten times the random cases
	$(SOAK) --lib -- --ignored
	$(SOAK) --test native -- --ignored
	ROUTEWRIGHT_CASES=17000 $(SOAK) --test native -- property:: events::property --skip optimal --skip planner

fuzz: setup-test pkg/.built ## arbitrary input for long: FUZZ_SECONDS (300) for each native target, FUZZ_RUNS (20000) for each of JavaScript, FUZZ_SEED
	FUZZ_SEED=$(FUZZ_SEED) scripts/fuzz.sh $(FUZZ_SECONDS)
	$(IN_ENV) FUZZ_RUNS=$(FUZZ_RUNS) FUZZ_SEED=$(FUZZ_SEED) node --test tests/js/fuzz.test.mjs

# With all assertions, at the speed of a release.
SOAK = cargo test --profile soak

bench: bench-builds ## ours: FAMILY=examples (default), rich, large, operations, or gh1000 … of DIR=folder; BUDGET=seconds, SEEDS=count
	@$(BENCH) --family "$(or $(FAMILY),examples)"

bench-peers: bench-builds ## the same words (FAMILY=rich): beside PyVRP, OR-Tools, VROOM and vrp-cli, installed on the first call
	@scripts/bench/peers/install.sh
	@$(BENCH) --family "$(or $(FAMILY),rich)" --peers

bench-plot: ## gap over time, gap and time over size: SVG files in out/, of what the two above wrote there
	@scripts/bench/peers/install.sh
	@.cache/peers/bin/python scripts/bench/plot.py out

BENCH = $(IN_ENV) node scripts/bench.mjs --dir "$(DIR)" --budget "$(BUDGET)" --seeds "$(SEEDS)" $(OPTIONS)

# What is measured, and natively beside it; cvrp_xxl by builds of its own, with distances computed in the plane.
bench-builds: build $(if $(filter cvrp_xxl,$(FAMILY)),$(PLANAR_PACKAGE)/.built)
	@cargo build --quiet --release --example plan
	@$(if $(filter cvrp_xxl,$(FAMILY)),cargo build --quiet --release --example plan --features planar --target-dir target/bench)

$(PLANAR_PACKAGE)/.built: $(PLANAR_WASM)/.built $(TEMPLATE) scripts/package.sh
	@scripts/package.sh $(PLANAR_WASM) $(PLANAR_PACKAGE)
	@touch $@

$(PLANAR_WASM)/.built: $(RUST_SOURCES) scripts/build-wasm.sh package-lock.json | setup
	@scripts/build-wasm.sh release $(PLANAR_WASM) --features planar
	@touch $@

fmt: ## format the Rust sources
	cargo fmt

lint: setup-test ## formatting and lints, as CI checks them
	cargo fmt --check
	cargo clippy --locked --all-targets --quiet -- -D warnings
	cargo clippy --locked --package routewright-fuzz --quiet -- -D warnings
	$(IN_ENV) [ -n "$$(wasm_toolchain)" ] || \
	  cargo clippy --target wasm32-unknown-unknown --lib --test portable --quiet -- -D warnings

size: build ## bytes of the package, against its budget, and how long it takes to start and to stop
	@$(IN_ENV) node scripts/size.mjs

test-size: setup-test pkg/.built
	@$(IN_ENV) node scripts/size.mjs

clean: ## remove what was built
	rm -rf target pkg out node_modules www-demo/dist
