#!/usr/bin/env bash
# Menus out as XLSX, edited by another implementation (openpyxl), and back in.  scripts/excel-round-trip.sh
# Needs Python 3 and pip; openpyxl goes to a folder of its own. DX_E2E_BIN=<path of a dx-shindan> takes another build.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
command -v python3 >/dev/null || die "Python 3 が要ります。"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$work/python" 'openpyxl==3.1.5'
PYTHONPATH="$work/python" python3 end2end/excel-round-trip.py "${DX_E2E_BIN:-$CARGO_TARGET_DIR/release/dx-shindan}" "$work"
