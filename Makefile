PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: build test check-all docs clean
.DELETE_ON_ERROR:

build: $(VENV)/.installed
	@$(BIN)/kg build

test: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check
	$(BIN)/pytest -n 2 -m "not slow"

check-all: test
	$(BIN)/pytest -n 2 -m slow

docs: $(VENV)/.installed-dev
	$(BIN)/python docs/generate.py

$(VENV)/.installed: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	@touch $@

clean:
	rm -rf $(VENV) out/*
