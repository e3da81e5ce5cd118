# Each target makes the environment it needs in .venv, from the pinned and hashed requirements.
# Python 3.11 (with venv), make and git are all that a machine must have.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo test check suites images-test bench bench-guard postgres-test lock format clean

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
# Two workers on two cores. `make test WORKERS=0` runs all in one process, for a debugger.
WORKERS ?= auto
# A file's tests stay together, since they share what is slow to make.
PARALLEL := -n $(WORKERS) --dist loadfile
# More words for pytest: `make test ARGS="-k gate -x"`.
ARGS ?=
SERVICES := postgres or redis or browser or node or suites or slow or images
PINNED := --generate-hashes --no-emit-index-url --no-header --no-annotate --universal --python-version 3.11 --quiet

help: ## show these lines
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|' 2>/dev/null \
	 || sed -nE 's/^([a-z-]+):.*## (.*)/  make \1  \2/p' $(MAKEFILE_LIST)

demo: .venv/run.stamp ## fill a site with named people, a past chat and a live one, and serve it
	$(BIN)/python -m rounds demo

test: .venv/dev.stamp ## run every test that needs no service, and list what is left to CI
	$(BIN)/python -m pytest $(PARALLEL) -m "not ($(SERVICES))" $(ARGS)

check: .venv/dev.stamp ## static checks, house rules, docs tests and pure tests, in two minutes
	@failed=; run() { echo "$$*"; "$$@" || failed="$$failed\n  $$*"; }; \
	run $(BIN)/ruff check .; \
	run $(BIN)/ruff format --check .; \
	run $(BIN)/lint-imports --no-logo; \
	run $(BIN)/djlint rounds --lint --quiet; \
	run $(BIN)/python -m mypy; \
	run $(BIN)/python -m pytest -q $(PARALLEL) -m "pure and not ($(SERVICES))" $(ARGS); \
	if [ -n "$$failed" ]; then printf "\nFailed:$$failed\n"; exit 1; fi

suites: .venv/dev.stamp ## run the long suites of toot and Mastodon.py against a server of ours
	$(BIN)/python -m pytest -s tests/suites -m suites $(ARGS)

images-test: .venv/dev.stamp .venv/images.stamp ## run the tests that look into pictures, with the models of the extra
	$(BIN)/python -m pytest -m images $(ARGS)

bench: .venv/dev.stamp ## measure CPU, memory and queries beside a yardstick, in one run
	$(BIN)/python -m bench $(ARGS)

bench-guard: .venv/dev.stamp ## measure what the gate finds beside peers (ROUNDS_CHECK_DATA: texts of others)
	$(BIN)/python -m bench.guard $(ARGS)

postgres-test: .venv/dev.stamp ## run the tests on PostgreSQL and Redis, started for the run
	$(BIN)/python -m tests.services $(BIN)/python -m pytest $(PARALLEL) -m "not (suites or browser or node or images)" $(ARGS)

lock: .venv/uv.stamp ## pin and hash the requirements anew
	echo uv | $(BIN)/uv pip compile $(PINNED) --output-file requirements/uv.txt -
	$(BIN)/uv pip compile $(PINNED) --extra large --group dev --output-file requirements/dev.txt pyproject.toml
	$(BIN)/uv pip compile $(PINNED) --group pyproject.toml:suites --output-file requirements/suites.txt
	$(BIN)/uv pip compile $(PINNED) --constraint requirements/dev.txt --output-file requirements/run.txt pyproject.toml
	$(BIN)/uv pip compile $(PINNED) --extra images --override requirements/images.override --constraint requirements/dev.txt --output-file requirements/images.txt pyproject.toml
	$(BIN)/uv pip compile $(PINNED) --extra saml --constraint requirements/dev.txt --output-file requirements/saml.txt pyproject.toml

format: .venv/dev.stamp ## lay the code out and mend what can be mended by itself
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

clean: ## remove the environment and the caches, and nothing that people wrote
	rm -rf .venv .cache .mypy_cache .ruff_cache .import_linter_cache

# uv is quick; where a mirror is configured for pip alone, pip does the same work from the same hashes.
.venv/uv.stamp: requirements/uv.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	printf '#!/bin/sh\nPYTHONPATH="%s" exec "%s/$(BIN)/python" -m rounds "$$@"\n' "$(CURDIR)" "$(CURDIR)" > $(BIN)/rounds
	chmod +x $(BIN)/rounds
	touch $@

# Whole as it is: with --no-deps nothing asks again for the opencv-python that was replaced.
.venv/images.stamp: requirements/images.txt .venv/uv.stamp
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --no-deps --require-hashes -r $< \
	 || $(BIN)/python -m pip install --quiet --no-deps --require-hashes -r $<
	touch $@

.venv/%.stamp: requirements/%.txt .venv/uv.stamp
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r $< \
	 || $(BIN)/python -m pip install --quiet --require-hashes -r $<
	touch $@
