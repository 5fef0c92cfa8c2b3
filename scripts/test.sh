#!/usr/bin/env bash
# Everything that CI runs, with what it needs. Stops at the first thing that is wrong, and says how long each step took.
set -euo pipefail
STEP_TOTAL=13
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$ROOT/scripts/tools.sh"

logs="$(mktemp -d)"
preparing=""
unchecked=""
finish() {
  local code=$?
  [ -z "$preparing" ] || kill -- "-$preparing" 2>/dev/null || true
  if [ "$code" != 0 ] && [ -n "$STEP_TITLE" ]; then
    printf '\n×  失敗した段: [%d/%d] %s\n' "$STEP_NO" "$STEP_TOTAL" "$STEP_TITLE"
  fi
  print_times
  [ -z "$unchecked" ] || printf '\n検査していないもの: %s\n' "$unchecked"
  if [ "$code" = 0 ]; then
    # One line that counts all that ran: request, store and domain tests, and the journeys.
    printf '\ntests: %d passed, 0 failed\n' "$(($(passed_in rust) + $(passed_in doctests) + $(passed_in e2e)))"
  fi
  rm -rf "$logs"
}
trap finish EXIT

# How many passed, from the runners' own closing lines: nextest's Summary, each `test result` of cargo test, Playwright's.
passed_in() {
  sed 's/\x1b\[[0-9;]*m//g' "$logs/$1" 2>/dev/null |
    sed -nE 's/.* tests? run: ([0-9]+) passed.*/\1/p; s/^test result: ok\. ([0-9]+) passed.*/\1/p; s/^ +([0-9]+) passed \(.*/\1/p' |
    awk '{ sum += $1 } END { print sum + 0 }'
}

step "道具をたしかめる（無いものは裏で入れ始める）"
need_rust
need_cc
cargo clippy --version >/dev/null 2>&1 || die "clippy が要ります（rustup component add clippy）。"
cargo fmt --version >/dev/null 2>&1 || die "rustfmt が要ります（rustup component add rustfmt）。"
need_node
need_wasm_target
setsid scripts/prepare.sh >"$logs/prepare" 2>&1 & # a group of its own, so that finish() can end all of it
preparing=$!

step "書式（cargo fmt）"
cargo fmt --all --check

step "文書は今のままか（設定の表、リンク、make の名前）"
node scripts/check-docs.mjs

step "依存の向き（ブラウザーにサーバーのものが混ざらない）"
scripts/check-tree.sh

step "lint（clippy、サーバーと試験とブラウザー、警告も許さない）"
cargo clippy --workspace --all-targets "${LOCKED[@]}" -- -D warnings
cargo clippy --manifest-path domain/benches/rivals/Cargo.toml --lib "${LOCKED[@]}" -- -D warnings
cargo clippy -p app --lib --no-default-features --features hydrate,islands --target "$WASM_TARGET" "${LOCKED[@]}" -- -D warnings

step "裏で入れていた道具を待つ"
wait "$preparing" || { cat "$logs/prepare"; preparing=""; die "道具を入れられませんでした。"; }
preparing=""
cat "$logs/prepare"

step "ライセンスと禁止した部品（cargo-deny）"
need_cargo_deny
"$CARGO_DENY" "${LOCKED[@]}" check bans licenses sources
if [ -d "${CARGO_HOME:-$HOME/.cargo}/advisory-dbs" ]; then
  "$CARGO_DENY" --offline check --disable-fetch advisories
else
  unchecked="依存の脆弱性（cargo-deny advisories。一覧の advisory-db がこの機械に無い）"
  say "$unchecked は検査していない"
fi

step "試験（domain、SQLite と PostgreSQL の store・要求）"
if cargo nextest --version >/dev/null 2>&1; then
  cargo nextest run --workspace --no-fail-fast "${LOCKED[@]}" 2>&1 | tee "$logs/rust"
else
  cargo test --workspace --no-fail-fast --lib --bins --tests "${LOCKED[@]}" 2>&1 | tee "$logs/rust"
fi
# nextest leaves out the examples in doc comments; only where there are any (a fence that opens as Rust).
if find domain/src -name '*.rs' -exec cat {} + | awk '/^ *\/\/[\/!] *```/ { if (open) open = 0; else { open = 1; sub(/.*```/, ""); if ($0 ~ /^ *(rust|should_panic|no_run)?[ ,]*$/) found = 1 } } END { exit !found }'; then
  cargo test --doc -p domain "${LOCKED[@]}" 2>&1 | tee "$logs/doctests"
fi

step "最適化した組み立て（WASM、CSS、サーバー）"
STEP_INNER=1 scripts/build.sh

step "大きさの上限"
node scripts/check-sizes.mjs "$SITE_DIR"

step "ブラウザーの試験（JavaScript なし・あり、axe）"
scripts/e2e.sh 2>&1 | tee "$logs/e2e"

step "オープンデータ（frictionless、pandas、LibreOffice。あるものだけ）"
scripts/open-data-check.sh 2>&1 | tee "$logs/open-data"
unchecked="${unchecked:+$unchecked、}$(sed -n 's/^検査していないもの: //p' "$logs/open-data")"

step "kill -9 で受け取った答えが消えないか（短い形）"
if [ -x scripts/kill9.sh ]; then
  scripts/kill9.sh
else
  say "scripts/kill9.sh はまだない"
fi
