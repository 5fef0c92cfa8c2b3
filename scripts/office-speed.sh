#!/usr/bin/env bash
# How fast the officers' pages and a submission are among a million made-up businesses, on both databases; fails when a page's
# p95 is above 50 ms, or a submission takes more than twice as long as among ten thousand. Takes some 20 minutes and 10 GB.
#   scripts/office-speed.sh [BUSINESSES] [BINARY]
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$ROOT/scripts/tools.sh"
need_node
need_postgres
failed=0
env -u DX_DATABASE_URL node end2end/office-speed.mjs "$@" || failed=1
source "$ROOT/scripts/own-postgres.sh"
DX_DATABASE_URL="$OWN_POSTGRES" node end2end/office-speed.mjs "$@" || failed=1
exit "$failed"
