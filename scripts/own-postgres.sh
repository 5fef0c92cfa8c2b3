# Sourced by the scripts that measure on PostgreSQL, after need_postgres: a server of our own, on a socket in a folder of its
# own; both go with the script. It refuses to run as root. Its address is $OWN_POSTGRES.
# shellcheck shell=bash disable=SC2034
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
OWN_POSTGRES="postgres://postgres@${folder//\//%2F}/postgres"
