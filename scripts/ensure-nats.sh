#!/usr/bin/env bash
# ensure-nats.sh: prints the path of a nats-server that is new enough for the event protocol.
set -euo pipefail
here=$(dirname "$(realpath "$0")")

# HUIYIN_NATS_SERVER names a binary of one's own; its version is checked all the same.
server=${HUIYIN_NATS_SERVER:-$(dirname "$("$here/ensure-python.sh")")/nats-server}
version=$("$server" --version | grep -oE '[0-9]+\.[0-9]+' | head -n 1)
if ! printf '2.14\n%s\n' "$version" | sort --check=quiet --version-sort; then
  echo "$server is $version; 2.14 or newer is needed" >&2
  exit 1
fi
echo "$server"
