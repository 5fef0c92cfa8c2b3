#!/usr/bin/env bash
# Kills the server while it answers: no acknowledged answer may be lost, none doubled.  scripts/kill9.sh [ROUNDS]
# CI runs the short form; `scripts/kill9.sh 200` is the long one.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$ROOT/scripts/tools.sh"
need_node
exec node end2end/kill9.mjs "${1:-12}"
