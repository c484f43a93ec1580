# Everything runs from .venv, which each target makes when it is missing or older than pyproject.toml.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test test-onnx lint eval baseline bench bench-page pictures clean

$(VENV)/run.stamp: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/test.stamp: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $(VENV)/run.stamp $@

# ONNX holds transformers back to an earlier version than the tests need, so it has an environment of its own, over the
# first one: only what differs is installed there.
SITE := import sysconfig; print(sysconfig.get_path("purelib"))

$(VENV)-onnx/test.stamp: $(VENV)/test.stamp
	$(PYTHON) -m venv $(VENV)-onnx
	echo "import site; site.addsitedir('$$($(BIN)/python -c '$(SITE)')')" \
	    > "$$($(VENV)-onnx/bin/python -c '$(SITE)')/first.pth"
	$(VENV)-onnx/bin/pip install --quiet --disable-pip-version-check --editable '.[onnx]'
	touch $@

run: $(VENV)/run.stamp
	$(BIN)/python -m eval.first_run

test: $(VENV)/test.stamp test-onnx
	$(BIN)/python -m pytest

test-onnx: $(VENV)-onnx/test.stamp
	VEIVISER_TEST_ONNX=1 $(VENV)-onnx/bin/python -m pytest tests/test_index_onnx.py

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
	rm -rf $(VENV) $(VENV)-onnx .veiviser
