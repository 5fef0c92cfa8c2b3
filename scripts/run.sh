#!/usr/bin/env bash
# From nothing to an open address: installs what is missing, builds optimised, starts on SQLite in ./data.
#   scripts/run.sh         make run
#   scripts/run.sh --dev   make dev: the same unoptimised and quick
set -euo pipefail
# shellcheck disable=SC2034
STEP_TOTAL=4
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$ROOT/scripts/tools.sh"

site_flag=""
profile=release
cargo_flag="--release"
if [ "${1:-}" = --dev ]; then
  site_flag=--dev
  profile=debug
  cargo_flag="--profile=dev"
  shift
fi

step "道具をそろえる（無いものだけ入れる）"
need_rust
need_cc
need_node
need_wasm_target
need_web_tools
need_bindgen

step "ブラウザーの部分（WASM・CSS）を組み立てる"
STEP_INNER=1 scripts/build-site.sh $site_flag

step "サーバーを組み立てる（初回は時間がかかる）"
cargo build -p server "$cargo_flag" "${LOCKED[@]}"

step "起動する"
"$CARGO_TARGET_DIR/$profile/dx-shindan" serve "$@" &
server=$!
trap 'kill "$server" 2>/dev/null && wait "$server" || true' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
address="${DX_BASE_URL:-http://${DX_ADDR:-127.0.0.1:3000}}"
node scripts/wait-for.mjs "http://${DX_ADDR:-127.0.0.1:3000}/health/live" "$server" ||
  die "起動しませんでした。上の知らせをご覧ください（ほかのものがポートを使っていれば DX_ADDR=127.0.0.1:3001 make run）。"
close_step
printf '\n  ひらけます → %s\n  止めるには Ctrl+C。データは %s にあります。\n\n' "$address" "${DX_DATA_DIR:-$ROOT/data}"
wait "$server"
