# Journeyman. `make help` lists what there is.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PINS := UV_PYTHON_DOWNLOADS=never UV_FIND_LINKS=$(wildcard $(PIP_FIND_LINKS)) $(BIN)/uv pip install --quiet --python $(BIN)/python --constraint constraints.txt
UV := uv==0.13.9
COVERED := $(BIN)/coverage run -m pytest -q
HALF := tests/graph tests/ingest
MINING_PEERS := mlxtend==0.25.0 pyfim==6.28 efficient-apriori==2.0.6 prefixspan==0.5.2

.DEFAULT_GOAL := help
.PHONY: help install spark demo test check tests-with-coverage fmt bench bench-graph bench-mining bench-spark bench-diagnosis serve db clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/venv: ; @$(PYTHON) -m venv .venv && touch $@

# uv installs in seconds; where it cannot be had, pip does the same with the same pins.
.venv/run: .venv/venv pyproject.toml constraints.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check '$(UV)' || true
	@if [ -x $(BIN)/uv ]; then $(PINS) --editable .; \
	else $(BIN)/pip install --disable-pip-version-check --constraint constraints.txt --editable .; fi
	@touch $@

.venv/dev: .venv/run
	@if [ -x $(BIN)/uv ]; then $(PINS) --editable '.[dev]'; \
	else $(BIN)/pip install --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'; fi
	@touch $@

install: .venv/run ## Set everything up that running needs, in .venv

.venv/spark: .venv/dev
	@if [ -x $(BIN)/uv ]; then $(PINS) --editable '.[dev,spark]'; \
	else $(BIN)/pip install --disable-pip-version-check --constraint constraints.txt --editable '.[dev,spark]'; fi
	@touch $@

spark: .venv/spark ## Add pyspark (450 MB; needs Java 17) for --engine spark and its tests

demo: .venv/run ## Run the whole main job on the examples
	@$(BIN)/journeyman demo

test: .venv/dev ## Run the tests that this machine can run
	@$(BIN)/python -m pytest -q

check: .venv/dev ## Formats, lint, types, layers, tests with coverage
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy .
	@$(BIN)/lint-imports
	@$(BIN)/coverage erase
	@$(MAKE) --no-print-directory tests-with-coverage
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

# Two halves side by side, each with servers of its own; one after the other on a server that is named.
tests-with-coverage:
	@if [ -n "$$NEO4J_URI" ]; then exec $(COVERED); fi; \
	$(COVERED) $(HALF) > .check-half.log 2>&1 & half=$$!; \
	$(COVERED) $(addprefix --ignore=,$(HALF)) || rest=1; \
	wait $$half || rest=1; cat .check-half.log; [ -z "$$rest" ]

fmt: .venv/dev ## Format and mend what can be mended
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: .venv/dev ## Measure and print the table of docs/benchmarks.md
	@$(BIN)/python -m evaluation.bench

bench-spark: .venv/spark ## Measure where Spark pays: the same pairs by every engine
	@SPARK_LOCAL_IP=127.0.0.1 $(BIN)/python -m evaluation.bench_spark

bench-graph: .venv/dev ## Measure the graph on both servers, a million edges
	@$(BIN)/python -m evaluation.bench_graph

# EduCDM wants packages that we do not: it has an environment of its own, and may be absent.
.venv-educdm/ready:
	@$(PYTHON) -m venv .venv-educdm
	@.venv-educdm/bin/pip install -qq --disable-pip-version-check 'torch==2.13.0' 'EduCDM==1.0.1' && touch $@ || true

bench-diagnosis: .venv/dev .venv-educdm/ready ## Measure every model of answers, beside EduCDM
	@OPENBLAS_NUM_THREADS=1 $(BIN)/python -m evaluation.bench_diagnosis
# What cannot be had is left out of the tables, which say so.
.venv/mining-peers/made: .venv/venv
	@$(PYTHON) -m venv .venv/mining-peers
	@for peer in $(MINING_PEERS); do \
	.venv/mining-peers/bin/pip install --quiet --disable-pip-version-check $$peer || true; done
	@touch $@

bench-mining: .venv/dev .venv/mining-peers/made ## Measure rules and sequences beside their peers
	@$(BIN)/python -m evaluation.bench_mining

serve: .venv/run ## Serve the API and the pages on http://127.0.0.1:8000
	@$(BIN)/journeyman serve

db: .venv/run ## Start the embedded graph server, to stay
	@$(BIN)/journeyman db start

clean: ## Remove the environment and caches; the data folder stays
	@if [ -x $(BIN)/journeyman ]; then $(BIN)/journeyman db stop || true; fi
	rm -rf .venv .venv-educdm build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage*
