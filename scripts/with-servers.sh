#!/usr/bin/env bash
# with-servers.sh COMMAND…: runs it with everything that the tests against real servers look for in the environment.
set -euo pipefail
here=$(dirname "$(realpath "$0")")

HUIYIN_PYTHON=$("$here/ensure-python.sh")
HUIYIN_NATS_SERVER=$("$here/ensure-nats.sh")
HUIYIN_BIN=${CARGO_TARGET_DIR:-$(dirname "$here")/target}/debug/huiyin
# A test that finds no server must fail here, not pass by doing nothing.
HUIYIN_TEST_REQUIRE_ALL=1
export HUIYIN_PYTHON HUIYIN_NATS_SERVER HUIYIN_BIN HUIYIN_TEST_REQUIRE_ALL
exec "$here/with-postgres.sh" "$@"
