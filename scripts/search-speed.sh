#!/usr/bin/env bash
# How long a search takes among ten thousand menus, on both databases; fails when p95 is above 20 ms.
#   scripts/search-speed.sh [MENUS] [BINARY]
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$ROOT/scripts/tools.sh"
need_node
need_postgres
failed=0
env -u DX_DATABASE_URL node end2end/search-speed.mjs "$@" || failed=1

source "$ROOT/scripts/own-postgres.sh"
DX_DATABASE_URL="$OWN_POSTGRES" node end2end/search-speed.mjs "$@" || failed=1
exit "$failed"
