#!/usr/bin/env bash
# How fast an agency's list of clients is, with 5,000 clients and 200 advisers, on both databases; fails when a list's p95 is
# above 50 ms. Takes some two minutes.
#   scripts/caseload-speed.sh [CLIENTS] [ADVISERS] [BINARY]
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$ROOT/scripts/tools.sh"
need_node
need_postgres
failed=0
env -u DX_DATABASE_URL node end2end/caseload-speed.mjs "$@" || failed=1
source "$ROOT/scripts/own-postgres.sh"
DX_DATABASE_URL="$OWN_POSTGRES" node end2end/caseload-speed.mjs "$@" || failed=1
exit "$failed"
