#!/usr/bin/env bash
# test-compose.sh: runs docker-compose.yml for real, on a Docker daemon of its own, and checks what tests/compose says.
# The base images are stand-ins made from Debian packages (compose/bases.sh), and the binary is the one that is
# built already (HUIYIN_BIN, or target/debug/huiyin): what this does not show is the compilation inside the image.
set -euo pipefail
root=$(dirname "$(dirname "$(realpath "$0")")")
cd "$root"

scripts/ensure-debian.sh docker.io docker-compose binutils ca-certificates
bases=$(scripts/compose/bases.sh)
work=$(mktemp -d --tmpdir huiyin-compose.XXXXXX)
trap 'rm -rf "$work"' EXIT
trap : INT TERM

# Without symbols it is an eighth of the size, and seven containers start from it.
mkdir "$work/prebuilt"
strip -o "$work/prebuilt/huiyin" "${HUIYIN_BIN:-${CARGO_TARGET_DIR:-target}/debug/huiyin}"
cp /etc/ssl/certs/ca-certificates.crt "$work/prebuilt/"
cp deploy/compose/prebuilt.Dockerfile "$work/prebuilt/Dockerfile"

status=0
scripts/compose/with-dockerd.sh python3 tests/compose/check.py --bases "$bases" --work "$work" "$@" || status=$?
exit "$status"
