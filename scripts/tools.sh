# Sourced after lib.sh: build tools, each installed once into $DX_TOOLS_DIR.
# shellcheck shell=bash disable=SC2154

need_rust() {
  have cargo || die "Rust 1.95 が要ります（rustup で stable を入れてください）。"
}

# Node.js 20: what is there when it is new enough, else the npm package of it (Debian 12 has 18). npm comes along,
# because Debian's own npm finds its modules only under Debian's own Node.js.
NODE_MAJOR=20
node_fits() { have node && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge "$NODE_MAJOR" ]; }
need_node() {
  local home="$DX_TOOLS_DIR/node-$NODE_MAJOR"
  if ! node_fits && [ ! -e "$home/.done" ]; then
    apt_need "ブラウザー向けの組み立てと試験" node nodejs
    apt_need "ブラウザー向けの組み立てと試験" npm npm
    hash -r
    node_fits || install_node "$home"
  fi
  node_fits || export PATH="$home/node_modules/.bin:$PATH"
  hash -r
  node_fits || die "Node.js $NODE_MAJOR 以上が要ります（今は $(node --version 2>&1)）。"
  apt_need "ブラウザー向けの組み立てと試験" npm npm
}

install_node() {
  local home="$1" new
  say "Node.js $NODE_MAJOR を npm から（今は $(node --version)、初回だけ）"
  mkdir -p "$DX_TOOLS_DIR"
  new="$(mktemp -d "$DX_TOOLS_DIR/node-new.XXXXXX")"
  # The package fetches the binary for this processor in its install script.
  npm install --prefix "$new" --no-save --no-package-lock --no-progress --ignore-scripts=false "node@$NODE_MAJOR" npm@10 >/dev/null ||
    { rm -rf "$new"; die "Node.js $NODE_MAJOR を npm から入れられませんでした。"; }
  touch "$new/.done"
  rm -rf "$home"
  mv "$new" "$home"
}

need_wasm_target() {
  need_rust
  [ -d "$(rustc --print sysroot)/lib/rustlib/$WASM_TARGET" ] && return 0
  have rustup || die "rustc に $WASM_TARGET がありません（rustup か、配布元の rust-std パッケージで入れてください）。"
  say "rustup target add $WASM_TARGET"
  rustup target add "$WASM_TARGET"
}

# wasm-bindgen as a library behind 30 lines of ours (scripts/bindgen): a minute from source, where
# wasm-bindgen-cli takes five for a test runner, a web server and TLS that nothing here uses. docs/adr/0005.
need_bindgen() {
  local want pinned
  want="$(locked_version wasm-bindgen)"
  pinned="$(sed -n 's/^wasm-bindgen-cli-support = "=\(.*\)"$/\1/p' scripts/bindgen/Cargo.toml)"
  [ "$want" = "$pinned" ] || die "Cargo.lock の wasm-bindgen は $want、scripts/bindgen/Cargo.toml は $pinned です。scripts/bindgen を $want に合わせ、そこで cargo update してください（1 つでも違うとブラウザーで動きません）。"
  BINDGEN="$DX_TOOLS_DIR/bin/dx-bindgen-$want-$(sha256sum scripts/bindgen/src/main.rs | cut -c1-8)"
  [ -x "$BINDGEN" ] && return 0
  say "wasm-bindgen $want をソースから（約 1 分、初回だけ）"
  CARGO_TARGET_DIR="$DX_TOOLS_DIR/bindgen-target" cargo build --quiet --locked --manifest-path scripts/bindgen/Cargo.toml
  mkdir -p "$DX_TOOLS_DIR/bin"
  mv "$DX_TOOLS_DIR/bindgen-target/debug/dx-bindgen" "$BINDGEN"
  rm -rf "$DX_TOOLS_DIR/bindgen-target"
}

# wasm-opt (binaryen) and esbuild from npm, by the committed lock.
need_web_tools() {
  need_node
  WEB_TOOLS="$DX_TOOLS_DIR/web-tools-$(sha256sum scripts/web-tools/package-lock.json | cut -c1-12)"
  [ -e "$WEB_TOOLS/.done" ] && return 0
  say "wasm-opt と esbuild を npm から（初回だけ）"
  rm -rf "$WEB_TOOLS"
  mkdir -p "$WEB_TOOLS"
  cp scripts/web-tools/package.json scripts/web-tools/package-lock.json "$WEB_TOOLS/"
  (cd "$WEB_TOOLS" && npm ci --ignore-scripts --no-progress)
  touch "$WEB_TOOLS/.done"
}

# A C compiler: SQLite is compiled into the binary.
need_cc() { apt_need "SQLite の組み込み" cc gcc libc6-dev; }

# Unoptimised: 80 seconds to build on two cores, and it reads 450 crates in four; docs/adr/0005.
CARGO_DENY_VERSION=0.20.2
need_cargo_deny() {
  CARGO_DENY="$DX_TOOLS_DIR/cargo-deny-$CARGO_DENY_VERSION/bin/cargo-deny"
  [ -x "$CARGO_DENY" ] && return 0
  say "cargo-deny $CARGO_DENY_VERSION をソースから（約 1 分半、初回だけ）"
  CARGO_PROFILE_DEV_DEBUG=0 CARGO_INCREMENTAL=0 CARGO_TARGET_DIR="$DX_TOOLS_DIR/cargo-deny-target" \
    cargo install cargo-deny --version "$CARGO_DENY_VERSION" --locked --debug --quiet --no-track \
    --root "$DX_TOOLS_DIR/cargo-deny-$CARGO_DENY_VERSION"
  rm -rf "$DX_TOOLS_DIR/cargo-deny-target"
}

# The newest version of PostgreSQL's programs that is there, 15 or above; tests/src/postgres.rs takes the same.
newest_postgres() {
  local found version newest=14
  for found in /usr/lib/postgresql/*/bin/initdb; do
    version="${found#/usr/lib/postgresql/}"
    version="${version%%/*}"
    [[ "$version" =~ ^[0-9]+$ ]] && [ -x "$found" ] && [ "$version" -gt "$newest" ] && newest="$version"
  done
  [ "$newest" -ge 15 ] && echo "$newest"
}

# PostgreSQL's own programs; the tests start a cluster of their own and throw it away. RUNLEVEL=1: the package
# shall not start one of its own.
need_postgres() {
  [ -z "${DX_TEST_POSTGRES_URL:-}" ] || return 0
  newest_postgres >/dev/null || RUNLEVEL=1 apt_need "PostgreSQL での試験（15 以上）" /nowhere postgresql
  newest_postgres >/dev/null || die "PostgreSQL 15 以上が /usr/lib/postgresql にありません。ほかの所のものは DX_TEST_POSTGRES_URL で指してください。"
  say "PostgreSQL $(newest_postgres)（/usr/lib/postgresql で見つかったいちばん新しいもの）"
}

# Chromium by the names that end2end/playwright.config.ts looks for too; DX_E2E_CHROMIUM names another.
need_browser() {
  if [ -n "${DX_E2E_CHROMIUM:-}" ]; then
    [ -x "$DX_E2E_CHROMIUM" ] || die "DX_E2E_CHROMIUM の $DX_E2E_CHROMIUM を実行できません。"
  elif ! have chromium && ! have chromium-browser && ! have google-chrome; then
    apt_need "ブラウザーの試験" /usr/bin/chromium chromium
  fi
  apt_need "ブラウザーの試験（日本語の字）" /usr/share/fonts/opentype/noto fonts-noto-cjk
}

# frictionless and pandas from PyPI, in a Python of their own. Fails where there is no Python with venv, or no PyPI.
FRICTIONLESS_VERSION=5.21.0
PANDAS_VERSION=3.1.1
need_open_data_tools() {
  OPEN_DATA_TOOLS="$DX_TOOLS_DIR/open-data-$FRICTIONLESS_VERSION-$PANDAS_VERSION"
  [ -e "$OPEN_DATA_TOOLS/.done" ] && return 0
  have python3 || return 1
  say "frictionless と pandas を PyPI から（初回だけ）"
  rm -rf "$OPEN_DATA_TOOLS"
  mkdir -p "$DX_TOOLS_DIR"
  python3 -m venv "$OPEN_DATA_TOOLS" >/dev/null 2>&1 || return 1
  "$OPEN_DATA_TOOLS/bin/pip" install --quiet --disable-pip-version-check "frictionless[json]==$FRICTIONLESS_VERSION" "pandas==$PANDAS_VERSION" || return 1
  touch "$OPEN_DATA_TOOLS/.done"
}

# A mail server and certificates for it, from PyPI, in a Python of their own. Tests that start at once take turns.
AIOSMTPD_VERSION=1.4.6
TRUSTME_VERSION=1.2.1
need_smtp_tools() {
  SMTP_TOOLS="$DX_TOOLS_DIR/smtp-$AIOSMTPD_VERSION-$TRUSTME_VERSION"
  [ -e "$SMTP_TOOLS/.done" ] && return 0
  have python3 || return 1
  mkdir -p "$DX_TOOLS_DIR"
  (
    flock 9
    [ -e "$SMTP_TOOLS/.done" ] && exit 0
    say "aiosmtpd と trustme を PyPI から（初回だけ）"
    rm -rf "$SMTP_TOOLS"
    python3 -m venv "$SMTP_TOOLS" >/dev/null 2>&1 || exit 1
    "$SMTP_TOOLS/bin/pip" install --quiet --disable-pip-version-check "aiosmtpd==$AIOSMTPD_VERSION" "trustme==$TRUSTME_VERSION" || exit 1
    touch "$SMTP_TOOLS/.done"
  ) 9>"$DX_TOOLS_DIR/smtp.lock"
}

# Playwright and axe, by the committed lock; its browser is the system's Chromium.
need_end2end() {
  local want
  need_node
  want="$(sha256sum end2end/package-lock.json | cut -c1-12)"
  [ "$(cat end2end/node_modules/.dx-lock 2>/dev/null)" = "$want" ] && return 0
  say "Playwright と axe を npm から"
  (cd end2end && npm ci --ignore-scripts --no-progress)
  echo "$want" >end2end/node_modules/.dx-lock
}
