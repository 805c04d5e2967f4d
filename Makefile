# Every target does its own set-up. `make help` lists them.

PORT ?= 8000
SITE_URL ?= http://127.0.0.1:$(PORT)/
BIN := .venv/bin
RUN := PATH="$(CURDIR)/$(BIN):$$PATH" NO_MKDOCS_2_WARNING=1
SETUP := .venv/setup
# Browser tests wait a little: one process more than the smallest machine has cores.
WORKERS ?= 3
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-14s %s\n", $$1, $$2}'

serve: port site ## build the site and serve it at http://127.0.0.1:8000 (PORT= to change)
	@$(BIN)/python -m builder.server --port $(PORT)

port: setup
	@$(BIN)/python -m builder.server --port "$(PORT)" --check

site: setup ## build the site into site/ (SITE_URL= where it will be published)
	@echo "Building the site …"
	@$(RUN) SITE_URL="$(SITE_URL)" $(BIN)/mkdocs build --strict

test: setup setup-dev gettext browser ## run every test, browser tests included
	@$(RUN) $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal

check: setup setup-dev gettext ## lint, types, translations and fast tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/node node_modules/typescript/bin/tsc -p jsconfig.json
	@$(BIN)/python -m builder.messages --check
	@$(BIN)/python -m builder.checks
	@$(RUN) $(BIN)/python -m pytest -q -m "not site and not browser" \
		--cov --cov-fail-under=100 --cov-report=term-missing:skip-covered

mutants: setup setup-dev ## break the calculator in thousands of ways, and see a test fail each time (an hour)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-mutation.txt
	@$(BIN)/python tests/mutation/run.py $(MUTANTS)

bench: site setup-dev browser ## measure beside others of our kind, print tables, write build/bench.json (BENCH= to choose)
	@$(RUN) $(BIN)/python bench/run.py $(BENCH)

release-check: check ## what a release needs besides: no translation is fuzzy
	@$(BIN)/python -m builder.checks --release

messages: setup ## extract all messages and update the catalogues
	@$(BIN)/python -m builder.messages

translations: setup ## how much of each locale and page is translated
	@$(BIN)/python -m builder.coverage

translate: setup ## show a translation while it is made: make translate LOCALE=fr-FR (PORT= to change)
	@test -n "$(LOCALE)" || { echo "Say which: make translate LOCALE=fr-FR"; exit 2; }
	@$(BIN)/python -m builder.catalogues
	@$(RUN) GUIDE_LOCALE="$(LOCALE)" GUIDE_PREVIEW=1 $(BIN)/mkdocs serve --dev-addr "127.0.0.1:$(PORT)"

locale: setup ## start a locale, for example make locale LOCALE=de-DE
	@test -n "$(LOCALE)" || { echo "Say which: make locale LOCALE=de-DE"; exit 2; }
	@$(BIN)/python -m builder.new_locale "$(LOCALE)"

wheel: setup ## build the calculator's wheel into dist/
	@$(BIN)/python -m builder.engine dist

lock: setup-dev ## lock the Python dependencies anew after editing requirements*.in
	$(BIN)/uv pip compile -q --universal --python-version 3.13 --generate-hashes --no-emit-index-url \
		--no-annotate --custom-compile-command "make lock" requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.13 --generate-hashes --no-emit-index-url \
		--no-annotate --custom-compile-command "make lock" requirements-dev.in -o requirements-dev.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.13 --generate-hashes --no-emit-index-url \
		--no-annotate --custom-compile-command "make lock" requirements-mutation.in -o requirements-mutation.txt

clean: ## remove everything that was built or installed here
	rm -rf .venv build dist node_modules site calculator/csp_eligibility/catalogues

setup: $(SETUP)/python node_modules/.setup $(SETUP)/catalogues ## install what building the site needs

setup-dev: $(SETUP)/python-dev

gettext: setup-dev ## find gettext's msgfmt for the checks of translations, or install it
	@$(BIN)/python -m builder.gettext_tools

browser: setup-dev node_modules/.setup ## find the browsers for the tests, or install them
	@$(BIN)/python tests/browser/chromium.py
	@$(BIN)/python tests/browser/others.py

.venv/pyvenv.cfg: .python-version
	@sh builder/create-venv.sh

$(SETUP)/python: requirements.txt pyproject.toml calculator/pyproject.toml .venv/pyvenv.cfg
	@echo "Installing the Python packages (requirements.txt) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . -e calculator
	@mkdir -p $(SETUP) && touch $@

$(SETUP)/python-dev: requirements-dev.txt $(SETUP)/python
	@echo "Installing the packages for tests (requirements-dev.txt) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

node_modules/.setup: package.json package-lock.json .npmrc $(SETUP)/python
	@echo "Installing the Node packages (package-lock.json) …"
	@$(RUN) $(BIN)/npm ci --silent
	@touch $@

$(SETUP)/catalogues: $(SETUP)/python $(wildcard locales/*/LC_MESSAGES/calculator.po) $(wildcard builder/*.py)
	@$(BIN)/python -m builder.catalogues
	@touch $@

.PHONY: help serve port site test check release-check mutants bench gettext messages translations translate locale wheel lock clean setup setup-dev browser
