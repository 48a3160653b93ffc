# OneWindow (一窗). `make help` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONPATH := $(CURDIR)/src

.DEFAULT_GOAL := help

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

$(VENV)/runtime.stamp: requirements/runtime.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/dev.stamp: $(VENV)/runtime.stamp requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

run: $(VENV)/runtime.stamp ## environment, database, sample city, the main job, then serve on 127.0.0.1:8000
	$(BIN)/onewindow run

demo: $(VENV)/runtime.stamp ## the same, then exit
	$(BIN)/onewindow run --exit

fmt: $(VENV)/dev.stamp ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

check: $(VENV)/dev.stamp ## format, lint, types, layers, migrations, translations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/check.py

test: $(VENV)/dev.stamp ## the tests (no browser)
	$(BIN)/python -m pytest -n 2 -m "not browser"

test-browser: $(VENV)/dev.stamp ## the browser journeys (needs Chromium)
	$(BIN)/python -m pytest -m browser tests/browser

bench: $(VENV)/dev.stamp ## measure what has a bar; one JSON line per bar
	$(BIN)/python -m benchmarks

assets: ## compile the stylesheet and scripts (needs Node; the result is committed)
	cd assets && npm ci --silent && npm run --silent build

lock: ## refresh the hash-pinned lock files
	$(PYTHON) -m venv $(VENV)/lock && $(VENV)/lock/bin/pip install --quiet uv
	cd requirements && sh ./lock.sh

clean: ## remove the environment and caches (not var/)
	rm -rf $(VENV) build dist assets/node_modules .mypy_cache .ruff_cache .import_linter_cache

.PHONY: help run demo fmt check test test-browser bench assets lock clean
