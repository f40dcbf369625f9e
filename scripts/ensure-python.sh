#!/usr/bin/env bash
# ensure-python.sh: makes the Python environment of requirements.txt under .tools/venv; prints its interpreter.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
tools=$(dirname "$here")/.tools
mkdir -p "$tools"

exec 9>"$tools/venv.lock"
flock 9
# The interpreter's version belongs to the stamp: a venv does not survive its Python.
want=$({ python3 --version; cat "$here/requirements.txt"; } | sha256sum)
if [ "$(cat "$tools/venv/.made-from" 2>/dev/null)" != "$want" ]; then
  echo "preparing the Python environment in .tools/venv" >&2
  rm -rf "$tools/venv"
  python3 -c 'import ensurepip' 2>/dev/null || "$here/ensure-debian.sh" python3-venv
  python3 -m venv "$tools/venv" >&2
  "$tools/venv/bin/python" -m pip install --quiet --requirement "$here/requirements.txt" >&2 </dev/null
  echo "$want" >"$tools/venv/.made-from"
fi
echo "$tools/venv/bin/python"
