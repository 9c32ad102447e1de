# For developers; users need only launch.py.
PYTHON ?= .venv/bin/python
.PHONY: test lint viewport bench

test:      ## the whole suite (sets up what it needs)
	python3 launch.py --test

lint:      ## style, types, import directions
	$(PYTHON) -m ruff check .
	$(PYTHON) -m pyright
	$(PYTHON) -c 'from importlinter.cli import lint_imports_command as run; run()' --no-logo

viewport:  ## rebuild app/viewport/dist/viewport.js from its TypeScript (needs Node)
	cd app/viewport && npm ci && npm run build

bench:     ## measure this machine
	$(PYTHON) benchmarks/generate.py
