#!/usr/bin/env bash
# The optimised product: <target>/release/{dx-shindan,hash.txt,site/}. These three are all that a server needs.
set -euo pipefail
STEP_TOTAL="${STEP_TOTAL:-3}"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$ROOT/scripts/tools.sh"

step "道具をそろえる"
need_rust
need_cc
need_wasm_target
need_web_tools
need_bindgen

step "ブラウザーの部分（WASM・CSS）を組み立てる"
STEP_INNER=1 scripts/build-site.sh

step "サーバーを最適化して組み立てる（初回は 5〜10 分）"
cargo build -p server --release "${LOCKED[@]}"
close_step
[ -n "${STEP_INNER:-}" ] || say "できました: $CARGO_TARGET_DIR/release/ の dx-shindan、hash.txt、site/（この 3 つを並べて置けば、どこでも動きます）"
