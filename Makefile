# The Migrant Rights Assistant. `make help` lists what there is.
ENVIRONMENT := .venv
BIN := $(ENVIRONMENT)/bin
PACKAGES := bot actions
export RASA_TELEMETRY_ENABLED := false
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
ifdef PORT
export ASSISTANT_PORT := $(PORT)
endif
ifdef ACTIONS_PORT
export ASSISTANT_ACTIONS_PORT := $(ACTIONS_PORT)
endif

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run train check test evaluate bench catalogues lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## make .venv and install the locked packages
	@scripts/setup $(ENVIRONMENT) requirements.txt

setup-dev: ## the same, with what checks and tests need
	@scripts/setup $(ENVIRONMENT) requirements.txt requirements-dev.txt

run: setup ## start the assistant and print where to chat (PORT=5005 ACTIONS_PORT=5055)
	@exec $(BIN)/python -m bot run

train: setup ## train the model if anything it depends on has changed
	@$(BIN)/python -m bot train

check: setup-dev ## format, lint, types, content and the fast tests, in under a minute
	@$(BIN)/ruff format --check --quiet . || { echo "Run: $(BIN)/ruff format ."; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy $(PACKAGES)
	@$(BIN)/python -m bot catalogues
	@$(BIN)/python -m bot check
	@$(BIN)/python -m pytest -q -m "not slow"

test: setup-dev ## everything, from format to the running system
	@$(MAKE) --no-print-directory check
	@$(BIN)/python -m bot train
	@$(BIN)/python -m pytest -q -m slow

evaluate: setup ## measure the understanding on the development sets, into docs/quality.md
	@$(BIN)/python -m bot train
	@$(BIN)/python -m bot evaluate data/evaluation --report docs/quality.md

bench: setup ## measure speed and memory beside a stock Rasa assistant, into docs/benchmark.md
	@$(BIN)/python -m bench

catalogues: setup ## bring the translation catalogues up to date with the English, and compile them
	@$(BIN)/python -m bot catalogues

lock: ## renew the hashes of the locked requirements (needs uv)
	uv pip compile --quiet --no-deps --universal --python-version 3.10 --generate-hashes --no-header --no-annotate requirements.in -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.10 --generate-hashes --no-header --no-annotate -c requirements.in requirements-dev.in -o requirements-dev.txt

clean: ## remove the environment, the model and everything kept
	rm -rf $(ENVIRONMENT) models var .rasa results
