# OneWindow (一窗). `make help` lists the targets.
# Which interpreter to build .venv with; found by itself when empty.
PYTHON ?=
# A log whose behaviour `make bench-mining` multiplies.
LOG ?=
# More options for `onewindow run`, e.g. make run ARGS="--port 8080".
ARGS ?=
# Which target's figures `make bench-page` writes: all when empty.
SUITE ?=
VENV := .venv
BIN := $(VENV)/bin
export PYTHONPATH := $(CURDIR)/src
# Tests start this program many times; without its bytecode each start compiles it anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

$(VENV)/runtime.stamp: requirements/runtime.txt pyproject.toml
	@PYTHON="$(PYTHON)" sh scripts/environment.sh runtime

$(VENV)/dev.stamp: $(VENV)/runtime.stamp requirements/dev.txt
	@PYTHON="$(PYTHON)" sh scripts/environment.sh dev

$(VENV)/bench/bench.stamp: $(VENV)/dev.stamp requirements/bench.txt
	@PYTHON="$(BIN)/python" sh scripts/environment.sh bench

run: $(VENV)/runtime.stamp ## environment, database, sample city, the main job, then serve on 127.0.0.1:8000
	@$(BIN)/onewindow run $(ARGS)

demo: $(VENV)/runtime.stamp ## the same, then exit
	@$(BIN)/onewindow run --exit $(ARGS)

fmt: $(VENV)/dev.stamp ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

check: $(VENV)/dev.stamp ## format, lint, types, layers, migrations, translations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/check.py

test: $(VENV)/dev.stamp ## the tests (no browser, no killed servers)
	$(BIN)/python -m pytest -n 2 --dist worksteal --ignore=tests/browser -m "not crash and not long"

test-crash: $(VENV)/dev.stamp ## the main job on a real server, kill -9 of its parts while people hand in
	$(BIN)/python -m pytest -m crash tests/system tests/config tests/cases

test-slow: $(VENV)/dev.stamp ## what takes long and is the same each time: races, histories, queues against theory, whole journeys
	$(BIN)/python -m pytest -n 2 --dist worksteal --ignore=tests/browser -m "long and not hypothesis"

test-long: $(VENV)/dev.stamp ## what the tests do a sample of, in full: every property, 20,000 histories, queues against theory
	HYPOTHESIS_PROFILE=thorough $(BIN)/python -m pytest -n 2 --dist worksteal --ignore=tests/browser -m "long or hypothesis"

test-browser: $(VENV)/dev.stamp ## the browser journeys (needs Chromium)
	$(BIN)/python -m pytest -m browser tests/browser

faults: $(VENV)/dev.stamp ## plant one fault for each guard in a copy, and see each guard fail
	$(BIN)/python -m scripts.plant_faults

messages: $(VENV)/dev.stamp ## bring the English catalogue up to date; lists what waits for translation
	$(BIN)/python -m scripts.messages --missing

bench: $(VENV)/bench/bench.stamp ## measure what has a bar; one JSON line per bar
	@$(BIN)/python -m benchmarks

bench-million: $(VENV)/dev.stamp ## fill a database with a million cases (once, some minutes) and measure it
	@$(BIN)/python -m benchmarks.million

bench-simulation: $(VENV)/bench/bench.stamp ## hold the simulation against SimPy and Prosimos
	@$(BIN)/python -m benchmarks.simulation

bench-mining: $(VENV)/bench/bench.stamp ## mining against pm4py and plain SQL: make bench-mining LOG=real.xes (the sample log without)
	@$(BIN)/python -m benchmarks.mining $(LOG)

bench-mining-huge: $(VENV)/dev.stamp ## mine 4.4 GB of XES in 4 GB of address space (minutes, on a disk with 10 GB left): LOG as above
	@$(BIN)/python -m benchmarks.mining.huge $(LOG)

bench-page: $(VENV)/bench/bench.stamp ## measure one of these (make bench-page SUITE=bench-million) or all, and write docs/benchmarks-measured.md
	@$(BIN)/python -m benchmarks.page $(SUITE)

assets: ## compile the stylesheet and scripts (needs Node; the result is committed)
	cd assets && npm ci --silent && npm run --silent build

lock: $(VENV)/runtime.stamp ## refresh the hash-pinned lock files
	$(BIN)/python -m venv $(VENV)/lock && $(VENV)/lock/bin/pip install --quiet uv
	cd requirements && sh ./lock.sh

clean: ## remove the environment and caches (not var/)
	rm -rf $(VENV) build dist assets/node_modules .mypy_cache .ruff_cache .import_linter_cache

.PHONY: help run demo fmt check test test-crash test-slow test-long test-browser faults messages bench bench-million bench-simulation bench-mining bench-mining-huge bench-page assets lock clean
