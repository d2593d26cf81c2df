PYTHON ?= python3.11
BIN := .venv/bin
STAMP := .venv/.installed
HISTORIES ?= 100000

.DEFAULT_GOAL := help
.PHONY: help setup demo check test fuzz bench stories format lock clean

help: ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 10

setup: $(STAMP) ## build .venv from the locked requirements

$(STAMP): requirements-dev.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing the locked requirements into .venv (the first time only) ..."
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@$(BIN)/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

demo: setup ## chat with the bot in your browser, no account needed (EXAMPLE=shop: as that business)
	@$(BIN)/leadbot demo $(if $(EXAMPLE),--example "$(EXAMPLE)")

format: setup ## format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix --quiet .

check: setup ## format, lint, types, import arrows
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

test: check ## everything that must hold before a change lands
	@$(BIN)/pytest --numprocesses 2 --dist worksteal

fuzz: setup ## try all rules of scoring on a hundred thousand histories
	@$(BIN)/pytest tests/property/scoring/test_every_rule_at_once.py \
		--histories $(HISTORIES) --numprocesses 2 --dist worksteal --exitfirst

bench: setup ## print the benchmark tables
	@$(BIN)/python -m tests.bench

stories: setup ## write the example businesses' leads and histories anew
	@$(BIN)/python -m tests.stories

LOCK = uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet
lock: ## compile the locked requirements anew (needs uv)
	@$(LOCK) --output-file requirements.txt
	@$(LOCK) --group dev --constraint requirements.txt --output-file requirements-dev.txt

clean: ## remove what setup built
	@rm -rf .venv
