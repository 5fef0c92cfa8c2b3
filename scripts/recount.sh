#!/usr/bin/env bash
# Counts the answers of twenty thousand made-up businesses once more in SQL and compares, on both databases (the tests of
# every day count two thousand). Some 10 minutes.
#   scripts/recount.sh
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$ROOT/scripts/tools.sh"
need_rust
need_cc
need_postgres
DX_TEST_RECOUNT=20000 cargo test -p tests --test it "${LOCKED[@]}" the_roll_ups_equal_a_recount_in_sql
