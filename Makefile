BIN := .venv/bin
STAMP := .venv/.installed
TO_RUN := .venv/.installed-to-run
HISTORIES ?= 100000

.DEFAULT_GOAL := help
.PHONY: help setup production demo check browser clients container test test-all fuzz bench scoreboard stories vectors format lock clean

help: ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

setup: $(STAMP) ## build .venv from the locked requirements (PYTHON=...: with that Python, from 3.11 on)
production: $(if $(wildcard $(STAMP)),$(STAMP),$(TO_RUN)) ## the same without developers' tools: all that a server needs

# A .venv whose interpreter has gone (an upgrade of the system took it) is no .venv.
$(shell test -x $(BIN)/python || rm -f $(STAMP) $(TO_RUN))
PIP = $(BIN)/python -m pip install -qq --disable-pip-version-check
$(STAMP): requirements-dev.txt pyproject.toml
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(MAKE) --no-print-directory .venv
	@echo "Installing the locked requirements into .venv (the first time only) ..."
	@$(PIP) --require-hashes -r requirements-dev.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $(STAMP)
$(TO_RUN): requirements.txt requirements-build.txt pyproject.toml
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(MAKE) --no-print-directory .venv
	@echo "Installing what the bot needs into .venv (the first time only) ..."
	@$(PIP) --require-hashes -r requirements.txt -r requirements-build.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $(TO_RUN)

.PHONY: .venv
.venv:
	@python=$$(sh .ci/find-python $(if $(PYTHON),"$(PYTHON)")) && "$$python" -m venv --clear .venv

demo: production ## chat with the bot in your browser, no account needed (EXAMPLE=shop: as that business; PORT=8090)
	@$(BIN)/leadbot demo $(if $(EXAMPLE),--example "$(EXAMPLE)") $(if $(PORT),--port "$(PORT)")

format: setup ## format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix --quiet .

check: setup ## format, lint, types, import arrows
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

browser: setup ## bring the browser that the tests of the page need, if there is none
	@$(BIN)/python -m tests.browser

# Two more than the two cores that this is timed on: journeys, and what waits for the disk, wait for much of their time. What Python has compiled is
# kept (containers forbid it): every module is loaded by each worker and by each of a hundred processes of the bot.
WORKERS ?= 4
COMPILED := .venv/.compiled
test test-all clients $(COMPILED): export PYTHONDONTWRITEBYTECODE =
# The first time, what pytest makes of the tests' modules takes as long as the types, which take one core: beside them,
# and once. Every worker would do it, all at the same time. What is wrong with a module is told by the tests.
$(COMPILED): $(STAMP)
	@$(BIN)/pytest --collect-only -qq >$@ 2>&1 || true
test: setup ## everything that must hold before a change lands
	@$(MAKE) --no-print-directory --jobs 2 check $(COMPILED)
	@$(BIN)/python -m tests.browser || true
	@$(BIN)/pytest --numprocesses $(WORKERS) --dist worksteal

test-all: test ## the same, then on PostgreSQL what the database is asked for and all stories, and 200 kills: twice the time
	@$(BIN)/pytest tests/integration/storage tests/integration/usecases tests/integration/workers tests/journeys \
		--place postgres --numprocesses $(WORKERS) --dist worksteal
	@$(BIN)/pytest tests/crash/test_fronts.py --kills 200

clients: browser ## let the real analytics libraries of websites report to the bot (brings them to tests/clients)
	@$(BIN)/python -m tests.clients
	@$(BIN)/pytest tests/clients -m client --numprocesses 2 --dist worksteal

container: setup ## take the container's steps in a bare folder and run the bot from there (minutes)
	@$(BIN)/pytest tests/container -m container

fuzz: setup ## try all rules of scoring on a hundred thousand histories
	@$(BIN)/pytest tests/property/scoring/test_every_rule_at_once.py \
		--histories $(HISTORIES) --numprocesses 2 --dist worksteal --exitfirst

bench: setup ## print the benchmark tables
	@$(BIN)/python -m tests.bench

UTTERANCES ?= ../shared/cases/utterances.jsonl
scoreboard: setup ## print how much of what people type is understood (UTTERANCES=the file of messages)
	@$(BIN)/python -m tests.scoreboard "$(UTTERANCES)"

vectors: setup ## make the sentence encoder's vectors of all shipped words and examples anew
	@$(BIN)/python -m bot.interpreters.known_vectors

stories: setup ## write the example businesses' leads and histories anew
	@$(BIN)/python -m tests.stories

LOCK = uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet
lock: ## compile the locked requirements anew (needs uv and npm)
	@$(LOCK) pyproject.toml --output-file requirements.txt
	@$(LOCK) pyproject.toml --group dev --constraint requirements.txt --output-file requirements-dev.txt
	@$(LOCK) --group build --constraint requirements-dev.txt --output-file requirements-build.txt
	@$(LOCK) tests/clients/requirements.in --output-file tests/clients/requirements.txt
	@$(LOCK) tests/clients/node.in --output-file tests/clients/node.txt
	@cd tests/clients && npm install --package-lock-only --silent

clean: ## remove what setup built
	@rm -rf .venv tests/clients/.venv tests/clients/node_modules
