#!/usr/bin/env bash
# with-postgres.sh COMMAND…: runs it with HUIYIN_TEST_POSTGRES_URL naming a throw-away PostgreSQL.
# A URL that is already set is kept, so the steps of one test run share one server.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
[ -z "${HUIYIN_TEST_POSTGRES_URL:-}" ] || exec "$@"

dir=$(mktemp -d --tmpdir huiyin-postgres.XXXXXX)
chmod 711 "$dir"
discard() {
  "$here/postgres.sh" stop "$dir" || true
  rm -rf "$dir"
}
trap discard EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

HUIYIN_TEST_POSTGRES_URL=$(HUIYIN_POSTGRES_FSYNC=off "$here/postgres.sh" start "$dir")
export HUIYIN_TEST_POSTGRES_URL
"$@"
