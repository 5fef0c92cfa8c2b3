#!/usr/bin/env bash
# Open data read by frictionless, pandas and LibreOffice.  scripts/open-data-check.sh
# What is not there is not checked, and the last line says so. DX_E2E_BIN=<path of a dx-shindan> takes another build.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$ROOT/scripts/tools.sh"

unchecked=()
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
if need_open_data_tools; then
  office="$(command -v soffice || command -v libreoffice || true)"
  [ -n "$office" ] || unchecked+=("表計算での日本語（LibreOffice が無い。apt-get install libreoffice-calc-nogui で入る）")
  "$OPEN_DATA_TOOLS/bin/python" end2end/open-data-check.py "${DX_E2E_BIN:-$CARGO_TARGET_DIR/release/dx-shindan}" "$work" ${office:+"$office"}
  unchecked+=("R の3行")
else
  unchecked+=("オープンデータの形（frictionless を PyPI から入れられない）")
fi
printf '検査していないもの: %s\n' "$(IFS='、'; echo "${unchecked[*]}")"
