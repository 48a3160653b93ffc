#!/bin/sh
# Make or refresh the virtual environment: environment.sh runtime|dev|bench. PYTHON chooses the interpreter.
set -eu
wanted=$1
venv=.venv
# What we compare ourselves with stays out of the environment that runs the product.
[ "$wanted" != bench ] || venv=.venv/bench

find_python() {
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "需要 Python 3.11 或更新的版本。请安装后重试，或用 make PYTHON=/路径/python3.12 … 指定。" >&2
    exit 1
}

# Debian ships Python without ensurepip unless python3-venv is installed; its pip can fill in.
create() {
    python=$(find_python)
    if "$python" -c 'import ensurepip' 2>/dev/null; then
        "$python" -m venv $venv
    elif "$python" -m pip --version >/dev/null 2>&1; then
        "$python" -m venv --without-pip $venv
        "$python" -m pip --python $venv/bin/python install --quiet pip
    else
        echo "$python 缺少 pip。请安装 python3-venv 或 python3-pip 后重试。" >&2
        exit 1
    fi
}

install() {
    $venv/bin/python -m pip install --quiet --quiet --disable-pip-version-check --no-input "$@"
}

printf '正在准备运行环境（%s，首次约 1 分钟，只做一次）' "$wanted"
(while sleep 2; do printf '.'; done) &
dots=$!
trap 'kill $dots 2>/dev/null; echo' EXIT

# Its pip too: an interrupted first run leaves an environment without it.
$venv/bin/python -m pip --version >/dev/null 2>&1 || create
install --require-hashes -r "requirements/$wanted.txt"
if [ "$wanted" = runtime ]; then
    install --no-deps --no-build-isolation --editable .
fi
touch "$venv/$wanted.stamp"
