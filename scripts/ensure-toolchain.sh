#!/usr/bin/env bash
# ensure-toolchain.sh: checks the three tools that the README asks for and names the ones that are missing.
set -euo pipefail
here=$(dirname "$(realpath "$0")")

lacking=()
command -v cargo >/dev/null || lacking+=("Rust 1.95 or newer (cargo)")
node -e 'process.exit(+process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null || lacking+=("Node 20 or newer")
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || lacking+=("Python 3.11 or newer")
if [ "${#lacking[@]}" -gt 0 ]; then
  printf 'needed and not found: %s\n' "${lacking[@]}" >&2
  exit 1
fi

# SQLite and the TLS library are compiled from C.
command -v cc >/dev/null || "$here/ensure-debian.sh" gcc libc6-dev
