# Two commands do everything: `make demo` shows gongkai at work, `make test` proves it.
# Needs only python3 (3.11 or newer) and make; everything else goes into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# One more than processors: tests wait for browsers, workers and clocks.
WORKERS = $(shell $(PYTHON) -c 'import os; print(1 + (os.cpu_count() or 1))')
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile
LOCKED = --require-hashes $(addprefix -r ,$(filter requirements/%.txt,$^))
# What is not read by this Python, or by few of a run's processes.
SELDOM := olefile2|/(pip|setuptools|pkg_resources|mypyc?|playwright|holidays)/|/pygments/lexers/

.PHONY: demo test lint types imports unit bench format lock clean help

help:  ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

demo: $(VENV)/run.stamp  ## set up, load the demo organs, serve http://127.0.0.1:8000
	@$(BIN)/gongkai serve --demo

# Types are looked at by one processor for half a minute; the tests keep the others busy meanwhile.
test: lint imports  ## lint, types, import direction, tests
	@$(MAKE) --no-print-directory -j2 types unit

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp
	$(BIN)/mypy

imports: $(VENV)/dev.stamp
	$(BIN)/lint-imports --no-logo

# Where Python is asked to write nothing down, each of many processes would compile the tests for itself.
unit: export PYTHONDONTWRITEBYTECODE :=
unit: $(VENV)/dev.stamp
	$(BIN)/pytest -q -n $(WORKERS) --dist worksteal $(PYTEST)

bench: $(VENV)/bench.stamp  ## speed as ratios, each against a limit measured in the same run
	$(BIN)/python -m bench

format: $(VENV)/dev.stamp  ## put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:  ## pin and hash requirements/*.in into requirements/*.txt
	$(BIN)/python -m pip install --quiet uv
	for name in pip base build dev bench; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header --no-annotate requirements/$$name.in -o requirements/$$name.txt; \
	done

clean:  ## remove what was made, and nothing else
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

# The pip that an older Python brings takes three times as long to choose among an index's files.
$(VENV)/made.stamp: requirements/pip.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo '需要 Python 3.11 或更新的版本；如已另行安装，请运行：make $(MAKECMDGOALS) PYTHON=python3.12'; exit 1; }
	@echo '准备运行环境（只在第一次）……'
	@$(PYTHON) -m venv $(VENV) || \
	  { echo '无法建立虚拟环境；Debian/Ubuntu 请先安装：apt-get install python3-venv'; exit 1; }
	@$(PIP) $(LOCKED)
	@touch $@

# Compiled at once, since processes that open foreign files write nothing down; by all processors, unlike pip.
define install
@$(PIP) $(LOCKED)
@$(PIP) --no-build-isolation --no-deps -e .
@$(BIN)/python -m compileall -q -j 0 -x '$(SELDOM)' src $(VENV)/lib
endef

$(VENV)/run.stamp: $(VENV)/made.stamp requirements/base.txt requirements/build.txt pyproject.toml
	$(install)
	@touch $@

# dev.txt holds what base.txt and build.txt hold, and bench.txt all of dev.txt: pip is asked once.
$(VENV)/dev.stamp: $(VENV)/made.stamp requirements/dev.txt pyproject.toml
	$(install)
	@touch $(VENV)/run.stamp $@

$(VENV)/bench.stamp: $(VENV)/made.stamp requirements/bench.txt pyproject.toml
	$(install)
	@touch $(VENV)/run.stamp $(VENV)/dev.stamp $@
