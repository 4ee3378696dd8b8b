# Two commands are enough: `make site` and `make test`. Each sets up what it needs.

# The system's own Python is built with optimisation that one compiled by a version manager may lack, which
# costs builds a tenth; where it is too old or has no venv, the first on the path.
ifndef PYTHON
PYTHON := $(shell for one in /usr/bin/python3 python3; do \
	"$$one" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11, 5))' 2>/dev/null \
	&& echo "$$one" && break; done || echo python3)
endif
VENV := .venv
BIN := $(VENV)/bin
PEERS := .cache/peers
SUPPLY := .cache/supply
ARTICLES ?= 1000 10000
SECONDS ?= 3600
export NO_MKDOCS_2_WARNING := 1

ifeq ($(filter undefine,$(value .FEATURES)),)
$(error this needs GNU make 3.82 or newer; on macOS: brew install make, then gmake)
endif

.DEFAULT_GOAL := help
.PHONY: help site serve check test bench bench-search bench-import audit fuzz supply hosting pictures clean

help: ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

$(VENV)/site.stamp: requirements/site.lock requirements/build.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing: install Python 3.11.5 or newer, or say PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11, 5))' || { echo "$$($(PYTHON) -V) is too old: Python 3.11.5 or newer is needed (PYTHON=/path/to/python3)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing: on Debian, apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/site.lock -r requirements/build.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q generator
	@touch $@

$(VENV)/dev.stamp: requirements/dev.lock $(VENV)/site.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@touch $@

$(VENV)/audit.stamp: requirements/audit.lock tests/quality/package-lock.json $(VENV)/dev.stamp
	@for tool in npm java chromium; do command -v $$tool >/dev/null || { echo "$$tool is missing: on Debian, apt-get install npm default-jre-headless chromium"; exit 1; }; done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/audit.lock
	mkdir -p .cache/node && cp tests/quality/package.json tests/quality/package-lock.json .cache/node/
	PUPPETEER_SKIP_DOWNLOAD=1 npm ci --prefix .cache/node --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(PEERS)/bench.stamp: requirements/bench.lock
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/bench.lock
	@touch $@

$(SUPPLY)/supply.stamp: requirements/supply.lock
	$(PYTHON) -m venv $(SUPPLY)
	$(SUPPLY)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/supply.lock
	@touch $@

$(VENV)/fuzz.stamp: requirements/fuzz.lock $(VENV)/dev.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/fuzz.lock
	@touch $@

site: $(VENV)/site.stamp ## build the site into site/ and audit it
	$(BIN)/digest build --audit
	@echo "The site is in site/. To look at it: make serve"

serve: $(VENV)/site.stamp ## preview on this machine, with reload
	$(BIN)/digest serve

check: $(VENV)/dev.stamp ## lint, types, and the digest's own content
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/digest check

test: $(VENV)/dev.stamp ## the whole suite
	$(BIN)/pytest -n auto

bench: $(VENV)/dev.stamp $(PEERS)/bench.stamp ## how fast builds are, beside Hugo and others (an hour; ARTICLES=1000 for minutes)
	for articles in $(ARTICLES); do $(BIN)/python -m benchmarks.build --articles $$articles || exit 1; done

bench-import: $(VENV)/dev.stamp ## how often import and suggest are right, by confidence
	$(BIN)/python -m benchmarks.intake_reports
	$(BIN)/python -m benchmarks.intake

bench-search: $(VENV)/dev.stamp ## what the search costs, beside Pagefind alone (minutes)
	PATH=$(BIN):$$PATH $(BIN)/python -m benchmarks.search

audit: $(VENV)/audit.stamp ## links, markup and Lighthouse scores of the built site; needs npm, java, chromium
	$(BIN)/python -m tests.quality

fuzz: $(VENV)/fuzz.stamp ## look for inputs that break a promise (an hour for each reader; SECONDS=60 for less)
	for target in front-matter body twin importer cache journal; do $(BIN)/python -m tests.fuzz $$target --seconds $(SECONDS) || exit 1; done

supply: $(SUPPLY)/supply.stamp ## known holes in the requirements and in the workflows; needs the network
	$(SUPPLY)/bin/zizmor --offline --no-progress --persona pedantic .github
	for lock in requirements/*.lock; do $(SUPPLY)/bin/pip-audit --progress-spinner off --disable-pip --require-hashes -r $$lock || exit 1; done

hosting: $(VENV)/site.stamp ## write hosting/ anew from the policy in generator/model/policy.py
	$(BIN)/python -m generator.build.hosting hosting

pictures: $(VENV)/dev.stamp ## take the README's picture and the card for shared links anew
	$(BIN)/python -m tests.pictures

clean: ## remove what was built
	rm -rf site .site-* .cache $(VENV)/audit.stamp
