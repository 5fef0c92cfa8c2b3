# Sourced by the other scripts: where things live, and how a step announces itself.
# shellcheck shell=bash disable=SC2034

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$ROOT" || exit 1

# Outside the checkout, so that a fresh clone (and CI) finds what the last one built.
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$HOME/.cache/dx-shindan-target}"
# Build tools of ours: wasm-bindgen, wasm-opt, esbuild, cargo-deny. Never in the global cargo or npm folders.
DX_TOOLS_DIR="${DX_TOOLS_DIR:-$HOME/.cache/dx-shindan-tools}"
# The compile-time name without which leptos asks for `…_bg.wasm` (plain cargo needs it exported: CONTRIBUTING.md).
export LEPTOS_OUTPUT_NAME=dx-shindan
# No update notices or funding notes from npm, and none of its audits: the registry client is all that is needed.
export npm_config_fund=false npm_config_audit=false npm_config_update_notifier=false npm_config_loglevel=error

# CI builds what was committed, or not at all; at a desk a changed Cargo.toml may update the lock.
LOCKED=()
if [ -n "${CI:-}" ]; then LOCKED=(--locked); fi

SITE_DIR="$CARGO_TARGET_DIR/site"
WASM_TARGET=wasm32-unknown-unknown

STEP_NO=0
STEP_TOTAL="${STEP_TOTAL:-0}"
STEP_TITLE=""
STEP_START=0
STEP_LOG=()
SCRIPT_START=$(date +%s)

clock() { printf '%d:%02d' $(($1 / 60)) $(($1 % 60)); }
say() { printf '      %s\n' "$*"; }
die() {
  printf '\n×  %s\n' "$*" >&2
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

close_step() {
  [ -n "$STEP_TITLE" ] || return 0
  local took=$(($(date +%s) - STEP_START))
  STEP_LOG+=("$(clock "$took")  $STEP_TITLE")
  [ -n "${STEP_INNER:-}" ] || printf '      … %s\n' "$(clock "$took")"
  STEP_TITLE=""
}

# step 'what is being done': closes the one before it with its time. A script that another one calls
# (STEP_INNER=1) indents its steps instead of numbering them.
step() {
  close_step
  STEP_NO=$((STEP_NO + 1))
  STEP_TITLE="$*"
  STEP_START=$(date +%s)
  if [ -n "${STEP_INNER:-}" ]; then
    say "・$*"
    return 0
  fi
  printf '\n[%d/%d] %s（ここまで %s）\n' "$STEP_NO" "$STEP_TOTAL" "$*" "$(clock $((STEP_START - SCRIPT_START)))"
}

print_times() {
  close_step
  printf '\n各段の時間 (分:秒)\n'
  local line
  for line in "${STEP_LOG[@]}"; do printf '  %s\n' "$line"; done
  printf '  %s  合計\n' "$(clock $(($(date +%s) - SCRIPT_START)))"
}

# apt 'what for' command-or-file package…: installs with apt when root, else says what to install.
APT_FRESH=""
apt_need() {
  local why="$1" probe="$2"
  shift 2
  if have "$probe" || [ -e "$probe" ]; then return 0; fi
  if [ "$(id -u)" != 0 ] || ! have apt-get; then
    die "$why に $* が要ります。入れてからもう一度どうぞ（例: sudo apt-get install $*）。"
  fi
  say "apt-get install $*（$why）"
  if [ -z "$APT_FRESH" ]; then
    apt-get update -qq || die "apt-get update に失敗しました。"
    APT_FRESH=1
  fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
    die "apt-get install $* に失敗しました。"
}

# The version of a crate in the committed Cargo.lock.
locked_version() {
  awk -v want="\"$1\"" '$1=="name" && $3==want {getline; gsub(/"/,"",$3); print $3; exit}' "$ROOT/Cargo.lock"
}
