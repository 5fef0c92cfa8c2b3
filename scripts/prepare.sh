#!/usr/bin/env bash
# What `make test` needs besides a Rust toolchain, from Debian's packages, npm and crates. Runs beside the first compile.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$ROOT/scripts/tools.sh"
need_postgres
need_browser
need_smtp_tools || die "試験のメールサーバー（aiosmtpd）を PyPI から入れられません。Python 3.10 以上と venv が要ります。"
need_web_tools
need_end2end
need_bindgen
need_cargo_deny
