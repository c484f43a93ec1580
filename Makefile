# Everything runs from .venv, which each target makes when it is missing or older than pyproject.toml.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint eval baseline bench bench-page pictures clean

$(VENV)/run.stamp: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/test.stamp: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $(VENV)/run.stamp $@

run: $(VENV)/run.stamp
	$(BIN)/python -m eval.first_run

test: $(VENV)/test.stamp
	$(BIN)/python -m pytest

lint: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: $(VENV)/test.stamp
	$(BIN)/veiviser eval --gate
	$(BIN)/python -m eval.records

# make baseline REASON="what changed, and why it is right": accepts what is measured now.
baseline: $(VENV)/test.stamp
	$(BIN)/veiviser eval --set-baseline "$(REASON)"

bench: $(VENV)/test.stamp
	$(BIN)/python -m eval.bench

bench-page: $(VENV)/test.stamp
	$(BIN)/python -m eval.bench_page

# Takes the pictures of the user guide anew.
pictures: $(VENV)/test.stamp
	VEIVISER_TEST_PICTURES=1 $(BIN)/python -m pytest tests/test_browser_pictures.py

clean:
	rm -rf $(VENV) .veiviser
