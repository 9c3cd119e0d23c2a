# Needs Python 3.11 or newer and make. Everything else is set up in .venv by the first target that needs it.
PYTHON ?= python3
RUN := $(PYTHON) -I ./multitrack
BIN := .venv/bin

.PHONY: help report test check lint verify preview bench soak sbom lock dev clean
.DEFAULT_GOAL := report

# Tests and builds start the program a hundred times, and find its compiled code.
unexport PYTHONDONTWRITEBYTECODE

help: ## lists the targets
	@sed -n 's/^\([a-z]*\):.*## /\1@/p' $(MAKEFILE_LIST) | awk -F@ '{ printf "make %-8s %s\n", $$1, $$2 }'

report: ## builds the edition into report/_output
	$(RUN) build

test: dev ## runs all tests
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder -m "not recorded"

check: ## checks data, texts and pages, and lists every problem
	$(RUN) check

# What programs of others think of the metadata is part of it.
lint: dev ## checks the code: style, types, layers, metadata
	$(BIN)/ruff check
	$(BIN)/ruff check --preview --select PLW1514
	$(BIN)/ruff format --check
	for system in Linux Darwin Windows; do $(BIN)/python -m basedpyright --pythonplatform $$system || exit 1; done
	$(BIN)/python $(BIN)/lint-imports
	$(BIN)/python -m frictionless validate data/datapackage.json
	$(BIN)/python $(BIN)/cffconvert --validate
	$(BIN)/python -m pytest -q tests/citations/test_archive_metadata.py

# What the documents say is compared with its record where the tests are set up.
verify: ## builds twice, and compares every byte with each other and with report/checksums.sha256
	$(RUN) verify
	test ! -e .venv/dev || $(BIN)/python -m pytest -q -m recorded

preview: ## shows the edition in the browser, and again whenever a source is saved
	$(RUN) preview

# SCALE="1 10 100" builds studies with so many times the items and numbers, too, and needs what the tests need.
bench: ## times builds and the preview
	$(RUN) bench
	$(if $(SCALE),$(BIN)/python -m tests.soak.scale $(SCALE))

# PARTS="kills disks" takes some of them, SHARE=0.1 a tenth of each.
soak: dev ## kills, starves and overloads builds for more than an hour
	$(BIN)/python -m tests.soak $(PARTS) $(if $(SHARE),--share $(SHARE))

# What an edition is made with, as CycloneDX, from the lock files; published beside the edition.
sbom: dev ## writes the bill of materials, sbom.cdx.json
	$(BIN)/python .ci/sbom.py > sbom.cdx.json

# Moves no pin of pyproject.toml: change one there first, and look at the difference afterwards.
lock: dev ## renews the lock files and the checksums
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	$(RUN) build --engine embedded --force
	$(RUN) checksums
	$(BIN)/python -m tests.conformance --record report/_output

dev: ## sets .venv up for tests
	@$(RUN) --set-up dev

clean: ## removes .venv and all that is made
	rm -rf .venv .cache report/_generated report/_output report/_preview
