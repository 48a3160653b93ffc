#!/bin/sh
# Refresh the lock files. They pin every package by hash and name no registry.
set -eu
uv=${UV:-../.venv/lock/bin/uv}
options="--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet"
"$uv" pip compile ../pyproject.toml --group ../pyproject.toml:build $options -o runtime.txt
"$uv" pip compile ../pyproject.toml --group ../pyproject.toml:build --group ../pyproject.toml:dev -c runtime.txt $options -o dev.txt
"$uv" pip compile --group ../pyproject.toml:bench $options -o bench.txt
