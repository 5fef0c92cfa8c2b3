#!/usr/bin/env bash
# How long it takes to find out who of 50,000 subscribers is told of a new menu, and how long submissions wait while the mails
# are written; fails when finding out takes more than two seconds.
#   scripts/notice-speed.sh URL [PROFILE]
# URL: a database that is filled already (`demo --businesses 1000000`) and may be changed: give it a copy.
#   sqlite:///tmp/copy/dx-shindan.sqlite3?mode=rwc, or postgres://…    PROFILE: dev, or release (the default).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
[ $# -ge 1 ] || die "使い方: scripts/notice-speed.sh URL [PROFILE]"
export DX_NOTICE_SPEED_URL="$1"
exec cargo test "${LOCKED[@]}" --profile "${2:-release}" -p tests --test it -- --ignored --nocapture who_is_told_is_found_within_two_seconds
