# Press Desk. `make help` says what there is.

# The first Python on the PATH that is new enough.
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$each >/dev/null && $$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$each && break; done)
BIN := .venv/bin
FLASK := $(BIN)/python -m embedded.command
# Twice quiet, errors are left: with a further index pip warns of every package that is not there, a line each.
PIP_INSTALL := $(BIN)/python -m pip install --quiet --quiet
EVENT ?= smart-city-thailand-takeoff
APPLICATIONS ?= 120

CATALOGUES := $(patsubst %.po,%.mo,$(wildcard press/translations/*/LC_MESSAGES/messages.po))
MIGRATIONS := $(wildcard migrations/versions/*.py)

export PORT S3_PORT
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PYTHONUNBUFFERED = 1
ifeq ($(strip $(PORT)),)
unexport PORT
endif
ifeq ($(strip $(S3_PORT)),)
unexport S3_PORT
endif

.DEFAULT_GOAL := help
.PHONY: help run setup test check bench css demo translations clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 15

run: setup ## the whole service on this machine; PORT=… S3_PORT=… move it, Ctrl-C ends it
	@$(BIN)/python -m embedded.run

setup: .venv/.installed $(CATALOGUES) var/.migrated ## environment, packages, folders, database; safe to repeat

test: setup .venv/.installed-dev ## every test, browser journeys and PostgreSQL included
	@command -v chromium >/dev/null || bin/need-debian "the browser of the tests" chromium
	@command -v curl >/dev/null || bin/need-debian "the tests download with it, too" curl \
		|| echo "curl CANNOT BE INSTALLED HERE: its tests will be skipped." >&2
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 \
		|| bin/need-debian "the tests run on PostgreSQL, too" postgresql \
		|| echo "PostgreSQL CANNOT BE INSTALLED HERE: its tests will be skipped." >&2
	$(BIN)/pytest -n auto

check: .venv/.installed .venv/.installed-dev ## linters and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet templates

bench: setup .venv/.installed-dev ## the benchmarks, as a table
	@command -v wrk >/dev/null || bin/need-debian "the load generator of the benchmarks" wrk
	@$(BIN)/python -m benchmarks

demo: setup ## plausible applications for the first event, while `make run` is running; APPLICATIONS=…
	$(FLASK) demo fill $(EVENT) --applications $(APPLICATIONS)

css: ## builds static/css/app.css again (needs Node)
	npm install --no-audit --no-fund
	npm run css

translations: .venv/.installed ## brings the catalogues up to date with the code
	$(BIN)/pybabel extract --mapping-file=babel.cfg --keywords=_l --keywords=lazy_gettext \
		--ignore-dirs='.*' --ignore-dirs='.venv node_modules var' --omit-header --sort-output --no-location --output-file=press/translations/messages.pot .
	$(BIN)/pybabel update --input-file=press/translations/messages.pot --output-dir=press/translations \
		--no-fuzzy-matching
	rm press/translations/messages.pot

clean: ## removes what can be made again; var/, where everything is kept, stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache node_modules $(CATALOGUES)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@test -n "$(PYTHON)" || bin/need-debian "Python 3.11 or newer" python3 python3-venv
	@python=$(or $(PYTHON),python3); \
	$$python -c 'import sys; sys.exit("Press Desk needs Python 3.11 or newer.") if sys.version_info < (3, 11) else None' \
	&& { $$python -c 'import ensurepip, venv' 2>/dev/null \
		|| bin/need-debian "to make a Python environment" python3-venv; } \
	&& echo "Making the Python environment in .venv" \
	&& $$python -m venv .venv

.venv/.installed: requirements.txt | .venv/bin/python
	@echo "Installing the Python packages"
	@$(PIP_INSTALL) --requirement requirements.txt
	@touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	@echo "Installing the Python packages for tests"
	@$(PIP_INSTALL) --requirement requirements-dev.txt
	@touch $@

%.mo: %.po | .venv/.installed
	@$(BIN)/pybabel --quiet compile --input-file=$< --output-file=$@

# The mark counts for the laptop's own database alone: elsewhere only the database itself knows.
ifneq ($(strip $(DATABASE_URL)),)
.PHONY: var/.migrated
else ifeq ($(wildcard var/press.db),)
.PHONY: var/.migrated
endif
var/.migrated: $(MIGRATIONS) | .venv/.installed
	@$(FLASK) db upgrade
	@test -n "$$DATABASE_URL" || touch $@
