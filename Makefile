PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: chat test lint format bench clean

chat: $(VENV)/ready  ## an interview in the terminal
	@$(BIN)/mock-interviewer chat

test: $(VENV)/ready-dev  ## all tests
	$(BIN)/pytest

lint: $(VENV)/ready-dev  ## format, style, types, floors
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/ready-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/ready-dev  ## speed, beside a peer or a floor
	for script in benchmarks/bench_*.py; do $(BIN)/python $$script; done

$(VENV)/ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable .
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready pyproject.toml
	$(BIN)/pip install --quiet --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info
