#!/usr/bin/env bash
# The browser's files: WASM, its JS, the CSS and app/public/* into <target>/site, with hash.txt beside the binaries.
#   scripts/build-site.sh         as it is released (wasm-release profile, wasm-opt, minified, .br and .gz beside)
#   scripts/build-site.sh --dev   quick: unoptimised WASM, nothing minified
#   scripts/build-site.sh --css   only the CSS and app/public again; keeps the WASM that is there
set -euo pipefail
# shellcheck disable=SC2034
STEP_TOTAL=4
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$ROOT/scripts/tools.sh"

mode=release
case "${1:-}" in
  "") ;;
  --dev) mode=dev ;;
  --css) mode=css ;;
  *) die "使い方: scripts/build-site.sh [--dev|--css]" ;;
esac

mkdir -p "$CARGO_TARGET_DIR"
# Two builds at once would swap each other's folders.
exec 9>"$CARGO_TARGET_DIR/.site-lock"
flock 9

step "道具をそろえる（wasm ターゲット、wasm-bindgen、wasm-opt、esbuild）"
need_web_tools
[ "$mode" = css ] || { need_wasm_target; need_bindgen; }

work="$CARGO_TARGET_DIR/site-work"
rm -rf "$work/new"
mkdir -p "$work/new/pkg" "$work/bindgen"

if [ "$mode" = css ]; then
  [ -e "$work/bindgen/mode" ] || die "WASM がまだありません。先に scripts/build-site.sh --dev をどうぞ。"
  mode="$(cat "$work/bindgen/mode")"
else
  profile=wasm-release
  [ "$mode" = dev ] && profile=dev
  step "島（ブラウザーで動く部分）を WASM にする（$profile）"
  cargo build -p app --lib --no-default-features --features hydrate,islands \
    --target "$WASM_TARGET" --profile "$profile" "${LOCKED[@]}"
  out="$CARGO_TARGET_DIR/$WASM_TARGET/${profile/#dev/debug}/app.wasm"

  step "wasm-bindgen、wasm-opt"
  rm -rf "$work/bindgen"
  "$BINDGEN" "$out" "$work/bindgen" dx-shindan
  if [ "$mode" = release ]; then
    # The features that rustc 1.95 emits for wasm32-unknown-unknown; every browser has had them since 2023.
    "$WEB_TOOLS/node_modules/.bin/wasm-opt" -Oz \
      --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext \
      --enable-mutable-globals --enable-reference-types --enable-multivalue \
      "$work/bindgen/dx-shindan_bg.wasm" -o "$work/bindgen/small.wasm"
    mv "$work/bindgen/small.wasm" "$work/bindgen/dx-shindan_bg.wasm"
  fi
  echo "$mode" >"$work/bindgen/mode"
fi

step "CSS をまとめ、名前にハッシュを付けて並べる"
esbuild="$WEB_TOOLS/node_modules/.bin/esbuild"
minify=()
[ "$mode" = release ] && minify=(--minify)
# Officers' pages and pages for paper load a second one, which the budget of those who answer has no room for.
for sheet in main:dx-shindan office:office paper:paper; do
  "$esbuild" "style/${sheet%:*}.css" --bundle "${minify[@]}" '--external:*.svg' '--external:*.png' --target=chrome109,edge109,firefox115,safari15.6 --charset=utf8 --log-level=warning \
    --outfile="$work/new/pkg/${sheet#*:}.css"
done
"$esbuild" "$work/bindgen/dx-shindan.js" "${minify[@]}" --format=esm --charset=utf8 --log-level=warning \
  --outfile="$work/new/pkg/dx-shindan.js"
cp "$work/bindgen/dx-shindan_bg.wasm" "$work/new/pkg/dx-shindan.wasm"
[ -d "$work/bindgen/snippets" ] && cp -r "$work/bindgen/snippets" "$work/new/pkg/"
[ -d app/public ] && cp -r app/public/. "$work/new/"

compress=()
[ "$mode" = release ] && compress=(--compress)
node scripts/pack-site.mjs "$work/new" "$work/hash.txt" "${compress[@]}"

# Swap in one go; the servers (debug and release) read hash.txt beside themselves, once per page.
rm -rf "$work/old"
[ -e "$SITE_DIR" ] && mv "$SITE_DIR" "$work/old"
mv "$work/new" "$SITE_DIR"
for dir in debug release; do
  mkdir -p "$CARGO_TARGET_DIR/$dir"
  ln -sfn ../site "$CARGO_TARGET_DIR/$dir/site"
  cp "$work/hash.txt" "$CARGO_TARGET_DIR/$dir/hash.txt"
done
rm -rf "$work/old"

close_step
[ -n "${STEP_INNER:-}" ] || say "できました: $SITE_DIR（hash.txt は debug/ と release/ の dx-shindan の隣）"
