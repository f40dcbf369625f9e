#!/usr/bin/env bash
# web-test.sh: runs tests/web against a demo instance of its own, in a drill (one minute is one day).
# HUIYIN_URL, when set, names a running demo instance to use instead.
set -euo pipefail
root=$(dirname "$(dirname "$(realpath "$0")")")

[ -n "${HUIYIN_CHROMIUM:-}" ] || command -v chromium >/dev/null || "$root/scripts/ensure-debian.sh" chromium
# Without a Chinese font the pictures show boxes.
[ -n "$(fc-list :lang=zh family 2>/dev/null | head -n 1)" ] || "$root/scripts/ensure-debian.sh" fontconfig fonts-noto-cjk
HUIYIN_CHROMIUM=${HUIYIN_CHROMIUM:-$(command -v chromium)}
export HUIYIN_CHROMIUM

cd "$root/tests/web"
if ! npm ls --silent >/dev/null 2>&1; then
  npm ci --no-audit --no-fund --loglevel=error >&2 </dev/null
fi
rm -rf results
mkdir results

if [ -z "${HUIYIN_URL:-}" ]; then
  data=$(mktemp -d --tmpdir huiyin-web.XXXXXX)
  discard() {
    status=$?
    "$root/scripts/instance.sh" down "$data" || true
    # The services' logs say why a page failed.
    if [ "$status" -ne 0 ]; then
      mkdir -p results/logs
      find "$data" -name '*.log' -exec cp {} results/logs/ \;
    fi
    rm -rf "$data"
  }
  trap discard EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  "$root/scripts/instance.sh" up "$data" "$port" sqlite 1440
  HUIYIN_URL=http://127.0.0.1:$port
  export HUIYIN_URL
fi
npx playwright test "$@"
