SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

# The console's port, the folder of everything an instance writes, drill speed (1440: one minute is one day), store.
PORT     ?= 8080
DATA     ?= .run
DRILL    ?=
DATABASE ?= sqlite

BIN := target/debug/huiyin
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
	@cargo build --quiet --workspace --bins

.PHONY: test fmt-check lint unit conformance integration calendar-oracle generated web-test supply-chain
test: ## every check and test that CI runs
	@scripts/ensure-toolchain.sh
	@scripts/with-postgres.sh $(MAKE) --no-print-directory fmt-check lint unit conformance integration calendar-oracle generated web-test supply-chain

fmt-check:
	@$(STEP) "format" cargo fmt --all --check

lint: ## clippy with the workspace's lints
	@$(STEP) "web pages" scripts/ensure-web.sh
	@$(STEP) "clippy" cargo clippy --quiet --workspace --all-targets -- --deny warnings

unit: ## unit and property tests
	@scripts/ensure-web.sh
	@$(STEP) "unit and property tests" cargo test --workspace --lib --bins --no-fail-fast

conformance: ## the store's suite on SQLite and on PostgreSQL
	@scripts/ensure-web.sh
	@$(STEP) "conformance on SQLite and PostgreSQL" scripts/with-servers.sh cargo test --workspace --exclude huiyin-acceptance --test '*' --no-fail-fast

integration: ## the processes against a real nats-server, on both databases
	@scripts/ensure-web.sh
	@$(STEP) "binary" cargo build --quiet --workspace --bins
	@$(STEP) "acceptance and fault tests" scripts/with-servers.sh cargo test --package huiyin-acceptance --no-fail-fast

calendar-oracle:
	@$(STEP) "calendar against an independent source" bash -c '"$$(scripts/ensure-python.sh)" tests/calendar/oracle.py'

generated:
	@$(STEP) "generated files are up to date" cargo run --quiet --package xtask -- check

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

openapi: ## regenerate docs/openapi
	@cargo run --quiet --package xtask -- openapi

event-map: ## regenerate docs/event-map.md
	@cargo run --quiet --package xtask -- event-map

.PHONY: bench test-compose
bench: ## not there yet
	@echo "make bench: there is no load harness in this tree yet; nothing was measured" >&2; exit 2

test-compose: ## not there yet
	@echo "make test-compose: docker-compose.yml has no test of its own in this tree yet; nothing was tested" >&2; exit 2
