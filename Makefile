SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

# The console's port, the folder of everything an instance writes, drill speed (1440: one minute is one day), store.
PORT     ?= 8080
DATA     ?= .run
DRILL    ?=
DATABASE ?= sqlite

TARGET := $(or $(CARGO_TARGET_DIR),target)/debug
STEP := scripts/step.sh

.PHONY: help
help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  variables: PORT=$(PORT) DATA=$(DATA) DRILL=$(DRILL) DATABASE=$(DATABASE)"

.PHONY: run up down build
run: build ## start an instance with demo data and stay in the foreground
	@scripts/instance.sh run "$(DATA)" "$(PORT)" "$(DATABASE)" "$(DRILL)"

up: build ## the same in the background; returns when the instance is ready
	@scripts/instance.sh up "$(DATA)" "$(PORT)" "$(DATABASE)" "$(DRILL)"

down: ## stop the instance in DATA; its data stays
	@scripts/instance.sh down "$(DATA)"

build: ## build the web pages and the binary
	@scripts/ensure-toolchain.sh
	@scripts/ensure-web.sh
	@cargo build --workspace --bins --examples

.PHONY: test fmt-check lint unit conformance integration calendar-oracle generated web-test supply-chain
test: ## every check and test that CI runs
	@scripts/ensure-toolchain.sh
	@scripts/with-postgres.sh $(MAKE) --no-print-directory --keep-going fmt-check lint unit conformance integration calendar-oracle generated web-test supply-chain

fmt-check:
	@$(STEP) "format" cargo fmt --all --check

lint: ## clippy with the workspace's lints
	@$(STEP) "web pages" scripts/ensure-web.sh
	@$(STEP) "clippy" cargo clippy --quiet --keep-going --workspace --all-targets -- --deny warnings

# Every cargo call selects the whole workspace and then its targets: a smaller selection would resolve other
# features for shared dependencies and compile them all again.
unit: ## unit and property tests
	@scripts/ensure-web.sh
	@$(STEP) "unit and property tests" scripts/with-servers.sh \
	  cargo test --workspace --exclude huiyin-acceptance --lib --bins --tests --no-fail-fast

conformance: ## the store's suite on SQLite and on PostgreSQL
	@scripts/ensure-web.sh
	@$(STEP) "conformance on SQLite and PostgreSQL" scripts/with-servers.sh \
	  cargo test --workspace --test conformance --no-fail-fast

integration: build ## the processes against a real nats-server, on both databases
	@$(STEP) "event protocol, whole system, faults" scripts/with-servers.sh \
	  cargo test --workspace --test protocol --test system --no-fail-fast

calendar-oracle: build
	@$(STEP) "calendar against an independent source" scripts/with-servers.sh bash -o pipefail -c \
	  '$(TARGET)/examples/dump | "$$HUIYIN_PYTHON" tests/calendar/oracle.py'

generated: build
	@$(STEP) "generated files, layers, pure domains" scripts/with-servers.sh $(TARGET)/xtask check

web-test: build ## walk the main flow in a browser; pictures go to tests/web/results
	@$(STEP) "browser" scripts/web-test.sh

supply-chain:
	@if cargo deny --version >/dev/null 2>&1; then \
	  $(STEP) "licences, sources, banned crates" cargo deny --log-level warn check bans licenses sources; \
	else \
	  echo "== licences, sources, banned crates: skipped, cargo-deny is not installed (cargo install cargo-deny)"; \
	fi

.PHONY: fmt openapi event-map
fmt: ## format the Rust code
	@cargo fmt --all

openapi: build ## regenerate docs/openapi
	@HUIYIN_BIN=$(TARGET)/huiyin $(TARGET)/xtask openapi

event-map: build ## regenerate docs/event-map.md
	@HUIYIN_BIN=$(TARGET)/huiyin $(TARGET)/xtask event-map

.PHONY: bench test-compose
bench: ## measure a release build on this machine; shorter: BENCH="--seconds 10 --open-seconds 10"
	@scripts/ensure-toolchain.sh
	@scripts/ensure-web.sh
	@$(STEP) "release build" cargo build --quiet --release --package huiyin --package huiyin-bench
	@NATS_SERVER="$$(scripts/ensure-nats.sh)" target/release/huiyin-bench $(BENCH)

test-compose: build ## run docker-compose.yml in containers and check it (as root; about ten minutes)
	@$(STEP) "containers" scripts/test-compose.sh
