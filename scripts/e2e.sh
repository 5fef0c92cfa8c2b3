#!/usr/bin/env bash
# The browser tests, against the optimised build that is there.  scripts/e2e.sh [playwright arguments]
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$ROOT/scripts/tools.sh"
need_browser
need_end2end
cd end2end
exec ./node_modules/.bin/playwright test "$@"
