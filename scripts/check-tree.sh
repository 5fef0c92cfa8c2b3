#!/usr/bin/env bash
# What ships to the browser must not hold the server: a stray feature would bring it in silently.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

tree="$(cargo tree -p app --no-default-features --features hydrate,islands --target "$WASM_TARGET" \
  -e normal,no-proc-macro --prefix none --locked | awk '{print $1}' | sort -u)"
[ "$(wc -l <<<"$tree")" -gt 20 ] || die "cargo tree の答えが短すぎます。検査が検査になっていません。"
stray="$(grep -xE 'tokio|axum|sqlx|sea-orm|lettre|server|migrations|validator|chrono' <<<"$tree" || true)"
[ -z "$stray" ] || die "ブラウザー向けの依存に、あってはならないものがあります: $(tr '\n' ' ' <<<"$stray")"
say "ブラウザー向けの依存 $(wc -l <<<"$tree") 個に、サーバーのものはない"

# And the arrows of the house: domain ← app ← server → migrations.
for crate in domain migrations; do
  inside="$(cargo tree -p "$crate" -e normal --prefix none --depth 1 --locked | awk '{print $1}' | grep -xE 'domain|app|server|migrations|leptos|sea-orm|tokio|axum' || true)"
  case "$crate" in
    domain) [ "$inside" = domain ] || die "domain が外を知っています: $inside" ;;
    migrations) ! grep -qxE 'app|server|domain' <<<"$inside" || die "migrations が生きたコードを使っています: $inside" ;;
  esac
done
say "矢印の向き（domain ← app ← server → migrations）は守られている"
