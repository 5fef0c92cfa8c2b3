#!/usr/bin/env bash
# Counts the answers of twenty thousand made-up businesses once more in SQL and compares, on both databases. In an optimised
# build (the tests of every day count two thousand): after make build some 5 minutes to build the tests.
#   scripts/recount.sh
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$ROOT/scripts/tools.sh"
need_rust
need_cc
need_postgres
cargo test --release -p tests --test it "${LOCKED[@]}" the_roll_ups_equal_a_recount_in_sql
