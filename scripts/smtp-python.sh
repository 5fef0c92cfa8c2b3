#!/usr/bin/env bash
# The Python that has aiosmtpd, for the tests' mail server: installs it once, and says where it is.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$ROOT/scripts/tools.sh"
need_smtp_tools >&2 || die "試験のメールサーバー（aiosmtpd）を入れられません。Python 3.10 以上と venv、PyPI が要ります。"
echo "$SMTP_TOOLS/bin/python"
