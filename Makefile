# `make site`, `make newsroom` and `make test` install everything that they need.

# The system's Python comes first: a Python that a version manager compiled without optimisation builds sites
# about a tenth more slowly. If the system's is too old or has no venv module, use the first on the path.
ifndef PYTHON
PYTHON := $(shell for python in /usr/bin/python3 python3; do \
	"$$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11, 5))' 2>/dev/null \
	&& echo "$$python" && break; done || echo python3)
endif
VENV := .venv
BIN := $(VENV)/bin
# Four fifths of the processor time of a first `make site` are pip's. Both read the same locks and hashes.
UV := $(shell command -v uv)
INSTALL = $(if $(UV),$(UV) pip install --quiet --compile-bytecode --python $(@D)/bin/python,\
	$(@D)/bin/python -m pip install --quiet --disable-pip-version-check)
PEERS := .cache/peers
PLUGINS := .cache/plugins
SUPPLY := .cache/supply
WHEELS := .cache/wheels
ARTICLES ?= 10 100 1000 10000
SECONDS ?= 3600

ifeq ($(filter undefine,$(value .FEATURES)),)
$(error GNU make 3.82 or newer is required; on macOS: brew install make, then use gmake)
endif

.DEFAULT_GOAL := help
.PHONY: help site newsroom serve docs check test test-browser test-newsroom test-slow test-all test-newest bench profile bench-search bench-import bench-verify audit fuzz supply pictures catalogues clean

help: ## list these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

# Environments of Python cannot be moved: their scripts, and the digest installed in one, contain its path, which
# pyvenv.cfg records. One that was moved or copied with its checkout is removed, and so made again.
MOVED := $(shell for environment in $(VENV) $(PEERS) $(PLUGINS) $(SUPPLY); do \
	command=$$(grep -s '^command = ' $$environment/pyvenv.cfg) || continue; \
	case "$$command" in (*" $$(pwd -P)/$$environment") ;; (*) echo $$environment/moved;; esac; done)
.PHONY: $(MOVED)
$(MOVED):
	@echo "This folder was moved, renamed or copied, so $(@D) in it is made again"
	@rm -rf $(@D)

$(VENV)/site.stamp: $(filter $(VENV)/%,$(MOVED)) generator/starter/site.lock generator/starter/build.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing: install Python 3.11.5 or newer, or set PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11, 5))' || { echo "$$($(PYTHON) -V) is too old: Python 3.11.5 or newer is required (set PYTHON=/path/to/python3)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing: on Debian, apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --require-hashes -r generator/starter/site.lock -r generator/starter/build.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q generator
	@touch $@

$(VENV)/newsroom.stamp: newsroom/newsroom.lock newsroom/pyproject.toml $(VENV)/site.stamp
	$(INSTALL) --require-hashes -r newsroom/newsroom.lock
	$(INSTALL) --no-deps --no-build-isolation -e newsroom
	@touch $@

$(VENV)/dev.stamp: requirements/dev.lock $(VENV)/site.stamp
	$(INSTALL) --require-hashes -r requirements/dev.lock
	@touch $@

$(VENV)/audit.stamp: requirements/audit.lock tests/quality/package-lock.json $(VENV)/dev.stamp
	@for tool in npm java chromium; do command -v $$tool >/dev/null || { echo "$$tool is missing: on Debian, apt-get install npm default-jre-headless chromium"; exit 1; }; done
	$(INSTALL) --require-hashes -r requirements/audit.lock
	mkdir -p .cache/node && cp tests/quality/package.json tests/quality/package-lock.json .cache/node/
	PUPPETEER_SKIP_DOWNLOAD=1 npm ci --prefix .cache/node --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(PEERS)/bench.stamp: $(filter $(PEERS)/%,$(MOVED)) requirements/bench.lock
	$(PYTHON) -m venv $(PEERS)
	$(INSTALL) --no-deps --require-hashes -r requirements/bench.lock
	@touch $@

$(PLUGINS)/plugins.stamp: $(filter $(PLUGINS)/%,$(MOVED)) requirements/plugins.lock generator/starter/build.lock
	$(PYTHON) -m venv $(PLUGINS)
	$(INSTALL) --require-hashes -r requirements/plugins.lock -r generator/starter/build.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(WHEELS)/wheels.stamp: newsroom/newsroom.lock $(VENV)/site.stamp
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --require-hashes -r newsroom/newsroom.lock -r generator/starter/build.lock -d $(WHEELS)
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps pip==23.2.1 -d $(WHEELS)
	@touch $@

$(SUPPLY)/supply.stamp: $(filter $(SUPPLY)/%,$(MOVED)) requirements/supply.lock
	$(PYTHON) -m venv $(SUPPLY)
	$(INSTALL) --require-hashes -r requirements/supply.lock
	@touch $@

$(VENV)/fuzz.stamp: requirements/fuzz.lock $(VENV)/dev.stamp
	$(INSTALL) --require-hashes -r requirements/fuzz.lock
	@touch $@

site: $(VENV)/site.stamp ## build the site into site/ and audit it
	$(BIN)/digest build --audit
	@echo "The site is in site/ and passed the audit. To preview it: make serve"

newsroom: $(VENV)/newsroom.stamp ## install the editors' commands beside the digest: import, inbox, verify, …

serve: $(VENV)/site.stamp ## preview on this machine, with reload (PORT=8001 for another port)
	$(BIN)/digest serve $(if $(PORT),--port $(PORT))

docs: $(VENV)/newsroom.stamp ## build and audit the documentation with an example digest (docs/site/), and one in German (docs/health/site/)
	$(BIN)/python -m docs.reference
	$(BIN)/digest -f docs/mkdocs.yml build --audit
	$(BIN)/digest -f docs/health/mkdocs.yml check
	$(BIN)/digest -f docs/health/mkdocs.yml build --audit

check: $(VENV)/dev.stamp $(VENV)/newsroom.stamp ## lint, types, and the digest's content
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/digest check

# Neighbouring tests share sites, and worksteal keeps them in one process.
PYTEST = $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal
WORKERS := auto

# Where nothing may write bytecode, each process compiles every test module anew, which takes it 5 s.
test test-browser test-newsroom test-slow: export PYTHONDONTWRITEBYTECODE :=

# Quick tests often wait for a program that they have started, so one process more than cores is faster.
test: WORKERS := $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
test: $(VENV)/dev.stamp ## the quick tests of the core (three to four minutes on two cores)
	$(PYTEST) -m "not slow and not browser" --ignore=tests/browser tests

# As many processes as cores: each has a Chromium.
test-browser: $(VENV)/dev.stamp ## the quick tests that open pages in Debian's chromium-headless-shell (about three minutes on two cores)
	$(PYTEST) -m "browser and not slow" tests

test-newsroom: $(VENV)/dev.stamp $(VENV)/newsroom.stamp ## the quick tests of the newsroom
	$(PYTEST) -m "not slow" newsroom/tests

# Nightly in CI: these guard what few changes can break, or what other programs do. Properties and long tables are tried
# with all their examples, of which the quick tests try some of each kind.
test-slow: $(VENV)/dev.stamp $(VENV)/newsroom.stamp $(PLUGINS)/plugins.stamp $(WHEELS)/wheels.stamp ## what runs each night: kills, faults, histories, fuzzing, plugins, wheels, every hostile site
	$(PYTEST) -m "slow or hypothesis" --hypothesis-profile=full tests newsroom/tests

# What somebody else's release breaks is no contributor's fault: CI leaves it out with NEWEST= and has newest.yml.
NEWEST := test-newest

test-all: test test-browser test-newsroom test-slow $(NEWEST) ## all of these and the newest dependencies

test-newest: $(VENV)/dev.stamp ## install both wheels with the newest dependencies and try a digest in each language (two minutes)
	$(BIN)/python -m tests.newest

bench: $(VENV)/dev.stamp $(PEERS)/bench.stamp ## compare build times with Hugo and others (an hour; ARTICLES="10 100" for minutes)
	for articles in $(ARTICLES); do $(BIN)/python -m benchmarks.build --articles $$articles || exit 1; done

profile: $(VENV)/dev.stamp ## the largest steps of a cold build and of a new article (ARTICLES=3000)
	$(BIN)/python -m benchmarks.steps --articles $(if $(filter file default,$(origin ARTICLES)),3000,$(ARTICLES))

bench-import bench-verify fuzz: export PYTHONPATH := newsroom
bench-import: $(VENV)/dev.stamp $(VENV)/newsroom.stamp ## accuracy of import; PAGES=folder: of pages of other makers
	$(BIN)/python -m benchmarks.intake_reports
	$(BIN)/python -m benchmarks.intake
	$(BIN)/python -m benchmarks.intake_pages $(if $(PAGES),--folder $(PAGES))

bench-verify: $(VENV)/dev.stamp $(VENV)/newsroom.stamp ## which known faults of articles `digest verify` marks
	$(BIN)/python -m benchmarks.verifying

bench-search: $(VENV)/dev.stamp ## compare the search with Pagefind alone (minutes)
	PATH=$(BIN):$$PATH $(BIN)/python -m benchmarks.search

audit: $(VENV)/audit.stamp ## check links, markup and Lighthouse scores of the built site; needs npm, java, chromium
	$(BIN)/python -m tests.quality

catalogues: $(VENV)/dev.stamp $(VENV)/newsroom.stamp ## collect the messages of each package into its locale/*.po
	$(BIN)/python -m tests.catalogue

fuzz: $(VENV)/fuzz.stamp $(VENV)/newsroom.stamp ## fuzz the readers (an hour for each; SECONDS=60 for less)
	for target in front-matter body importer cache; do $(BIN)/python -m tests.fuzz $$target --seconds $(SECONDS) || exit 1; done

supply: $(SUPPLY)/supply.stamp ## scan requirements and workflows for known vulnerabilities; needs the network
	$(SUPPLY)/bin/zizmor --offline --no-progress --persona pedantic .github
	for lock in requirements/*.lock generator/starter/*.lock newsroom/newsroom.lock; do $(SUPPLY)/bin/pip-audit --progress-spinner off --disable-pip --require-hashes -r $$lock || exit 1; done

pictures: $(VENV)/dev.stamp ## retake the README's picture, the card for shared links and the icons
	$(BIN)/python -m tests.pictures

clean: ## remove what was built
	rm -rf site .site-* docs/site docs/.site-* docs/health/site docs/health/.site-* docs/pages/reference .cache $(VENV)/audit.stamp
