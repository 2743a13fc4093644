# The two commands a newcomer needs are "make demo" and "make test"; both do all their own set-up.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
IN := .venv/bin

# The first Python that is new enough; name another with: make demo PYTHON=python3.12
PYTHON ?= $(firstword $(foreach name, python3 python3.13 python3.12 python3.11, $(shell \
	$(name) -c 'import sys; print("$(name)" if sys.version_info >= (3, 11) else "")' 2>/dev/null)))
PREPARE = $(or $(PYTHON),$(error Python 3.11 or newer is needed: apt-get install python3 \
	python3-venv on Debian 12 or Ubuntu 24.04)) deploy/prepare.py

.PHONY: help demo test browser check fix bench checklist messages lock forget

help: ## List what make can do
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## Run the whole site here, with demo data; PORT=8001 and HOST=0.0.0.0 change the address
	@$(PREPARE) demo
	@$(IN)/python -m config.serve

test: ## Run everything the build server runs: lint, contracts, types, migrations, all tests
	@$(PREPARE) test
	@$(IN)/python -m tests.everything

browser: ## Run only the journeys in a real browser; pictures are kept in var/screenshots
	@$(PREPARE) test
	@$(IN)/python -m pytest -m browser --numprocesses 2 --dist loadgroup

check: ## Run the quick part of that: no tests
	@$(PREPARE) test
	@$(IN)/python -m tests.everything --without-tests

fix: ## Format the code and mend what can be mended by itself
	@$(IN)/ruff format .
	@$(IN)/ruff check --fix .

bench: ## Measure the pages on a province of rows: ISSUES=1000000 for a whole one
	@$(PREPARE) test
	@$(IN)/python -m bench $(ISSUES)

checklist: ## Run the tests, and write which requirement they prove into docs/checklist.md
	@$(PREPARE) test
	@rm -rf var/checklist
	@DEBUG=true $(IN)/python manage.py compile_catalogues
	@-$(IN)/pytest --quiet --numprocesses 2 --dist loadgroup
	@$(IN)/python -m tests.checklist

messages: ## Collect the words that need translating into locale/
	@$(IN)/python manage.py messages

LOCK := uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header

lock: ## Pin the packages that pyproject.toml names; needs uv
	@$(LOCK) pyproject.toml -o requirements.txt
	@$(LOCK) --group dev -c requirements.txt -o requirements-dev.txt
	@$(LOCK) --group node -o requirements-node.txt
	@npm install --package-lock-only

forget: ## Remove the demo's data, so that the next demo starts anew
	@$(IN)/python -m config.embedded.forget
