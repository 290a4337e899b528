# The two commands: `make up` and `make test`. `make help` lists the rest.
# PYTHON chooses the interpreter (3.11 or later), PYTEST_ARGS is handed to every run of pytest.
PYTHON ?= python3
PYTEST_ARGS ?=

# A company's own certificate authority, installed in the system, is trusted by uv and npm as it is by git and pip.
export UV_SYSTEM_CERTS ?= true
export NODE_EXTRA_CA_CERTS ?= $(wildcard /etc/ssl/certs/ca-certificates.crt)

VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
REPORTS := build/tests
COMPILE := $(BIN)/uv pip compile --quiet --python $(BIN)/python --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links

.DEFAULT_GOAL := help
.PHONY: help install up down test check format lock bench image clean

help:  ## list the targets
	@grep -E '^[a-z]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/:.*## /\t/' | expand -t 10

install: $(STAMPS)/node $(STAMPS)/project  ## everything into .venv and node_modules, from the locks

up: install  ## start the cloud on this machine, deploy, run the main job
	$(BIN)/astramech up

down: install  ## stop the cloud on this machine
	$(BIN)/astramech down

test: install  ## the whole suite
	@rm -rf $(REPORTS) && mkdir -p $(REPORTS)
	@status=0; \
	$(BIN)/pytest -n auto --junit-xml=$(REPORTS)/product.xml $(PYTEST_ARGS) || status=$$?; \
	$(BIN)/pytest -m emulator --junit-xml=$(REPORTS)/emulator.xml $(PYTEST_ARGS) || status=$$?; \
	$(BIN)/python -m tests.summary $(REPORTS)/product.xml $(REPORTS)/emulator.xml || status=$$?; \
	exit $$status

check: install  ## lint, types, import contracts, unit tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/pytest -m "not emulator and not server" --ignore=tests/layers --ignore=tests/local --ignore=tests/stacks $(PYTEST_ARGS)

format: install  ## apply the formatter and the safe fixes of the linter
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(STAMPS)/uv  ## recompile the locks; LOCK_ARGS=--upgrade takes newer versions
	$(COMPILE) $(LOCK_ARGS) pyproject.toml --group documents --group training --group voice --group local --group dev -o requirements.lock
	$(COMPILE) pyproject.toml --constraint requirements.lock -o layers/base/requirements.txt
	$(COMPILE) --group documents --constraint requirements.lock -o layers/documents/requirements.txt
	$(COMPILE) --group ml --constraint requirements.lock -o layers/ml/requirements.txt
	$(COMPILE) pyproject.toml --group voice --constraint requirements.lock -o containers/media_stream/requirements.txt
	$(COMPILE) $(LOCK_ARGS) local/emulator/requirements.in -o local/emulator/requirements.txt
	echo uv | $(COMPILE) - --constraint requirements.lock -o requirements-uv.txt
	npm install --package-lock-only

bench: install  ## the benchmarks, as a table and as JSON
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks voice

image: install  ## the images of containers, without Docker: as root, with buildah, runc and debootstrap
	PYTHON=$(BIN)/python containers/image.sh

clean:  ## remove what was built, keep what was installed
	rm -rf build cdk.out .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(STAMPS)/uv: requirements-uv.txt
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or later is needed, and there is no $(PYTHON)." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and f"Python 3.11 or later is needed; {sys.executable} is {sys.version.split()[0]}: make PYTHON=python3.13 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.txt
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/packages: requirements.lock $(STAMPS)/uv
	$(BIN)/uv pip sync --python $(BIN)/python --require-hashes requirements.lock
	@touch $@

$(STAMPS)/project: pyproject.toml $(STAMPS)/packages
	$(BIN)/uv pip install --python $(BIN)/python --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMPS)/node: package.json package-lock.json
	@for program in node npm; do \
		command -v $$program >/dev/null || { echo "Node 20 or later with npm is needed, and there is no $$program." >&2; exit 1; }; \
	done
	@node -e 'if (+process.versions.node.split(".")[0] < 20) { console.error("Node 20 or later is needed; " + process.execPath + " is " + process.version + "."); process.exit(1) }'
	npm ci
	@mkdir -p $(STAMPS) && touch $@
