#!/usr/bin/env bash
# Installs Accordia into .venv, then checks style, types and behaviour. Arguments go to pytest.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fail() {
    echo "$1" >&2
    exit 1
}

quietly() {
    local output
    output=$("$@" 2>&1) || fail "$output"
}

find_chromium() {
    local name
    for name in "${ACCORDIA_CHROMIUM:-}" chromium chromium-browser google-chrome; do
        if [[ -n $name ]] && command -v "$name"; then return; fi
    done
    return 1
}

install_chromium() {
    [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null ||
        fail "The browser tests need Chromium: install it, or set ACCORDIA_CHROMIUM to its path."
    quietly apt-get update
    quietly apt-get install -y chromium
}

find_chromium >/dev/null || install_chromium
ACCORDIA_CHROMIUM=$(find_chromium)
export ACCORDIA_CHROMIUM

if [[ ! -x .venv/bin/python ]]; then
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
        fail "Accordia needs Python 3.11 or later, under the name python3 on the PATH."
    quietly python3 -m venv .venv
fi
export PIP_DISABLE_PIP_VERSION_CHECK=1
quietly .venv/bin/python -m pip install -q -c constraints.txt -e ".[test]"

quietly .venv/bin/ruff check
quietly .venv/bin/ruff format --check
quietly .venv/bin/mypy
# one process for each processor; the tests of one file share what they set up
exec .venv/bin/python -m pytest -n auto --dist loadfile "$@"
