# make quiz: the bundled quiz in out/     make test: all tests, with what they need
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
STAMP = $(VENV)/.installed

.PHONY: quiz test lint bench docs messages clean system

quiz: $(STAMP)
	$(BIN)/quizgen build

test: $(STAMP)-test system
	$(BIN)/python -m pytest -n auto

lint: $(STAMP)-test system
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	tsc --project templates/html/script

bench: $(STAMP)-test
	$(BIN)/python bench/run.py

docs: $(STAMP)-test system
	$(BIN)/python docs/make.py

messages: $(STAMP)-test
	$(BIN)/python docs/messages.py

system:
	@sh tests/system.sh

$(BIN)/python:
	$(PYTHON) -m venv $(VENV) || { echo "python3 has no venv here; on Debian or Ubuntu: apt-get install python3-venv" >&2; exit 3; }

$(STAMP): pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(STAMP)-test: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[test,dev]'
	@touch $@ $(STAMP)

clean:
	rm -rf $(VENV) out dist
