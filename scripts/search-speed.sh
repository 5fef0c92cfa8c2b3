#!/usr/bin/env bash
# How long a search takes among ten thousand menus, on both databases; fails when p95 is above 20 ms.
#   scripts/search-speed.sh [MENUS] [BINARY]
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$ROOT/scripts/tools.sh"
need_node
need_postgres
failed=0
node end2end/search-speed.mjs "$@" || failed=1

# A PostgreSQL of our own, on a socket in a folder of its own; it goes with the folder. It refuses to run as root.
programs="/usr/lib/postgresql/$(newest_postgres)/bin"
folder="$(mktemp -d)"
chmod 777 "$folder"
as=()
[ "$(id -u)" != 0 ] || as=(runuser -u postgres --)
stop() {
  (cd / && "${as[@]}" "$programs/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1) || true
  rm -rf "$folder"
}
trap stop EXIT
(
  cd /
  "${as[@]}" "$programs/initdb" --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 -D "$folder/data" >/dev/null
  "${as[@]}" "$programs/pg_ctl" -D "$folder/data" -l "$folder/log" -o "-k $folder -c listen_addresses=" -w start >/dev/null
)
DX_DATABASE_URL="postgres://postgres@${folder//\//%2F}/postgres" node end2end/search-speed.mjs "$@" || failed=1
exit "$failed"
