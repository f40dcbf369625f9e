#!/usr/bin/env bash
# ensure-web.sh: builds the web pages into services/console/web/dist, from where the console embeds them.
# Nothing is done while the content of the sources is the one that dist was built from.
set -euo pipefail
root=$(dirname "$(dirname "$(realpath "$0")")")
tools=$root/.tools
mkdir -p "$tools"
exec 9>"$tools/web.lock"
flock 9
cd "$root/services/console/web"

hash_of() { find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1; }
modules=$(node --version; hash_of package.json package-lock.json)
sources=$(hash_of . -path ./node_modules -prune -o -path ./dist -prune -o)

if [ ! -f dist/index.html ] || [ "$(cat "$tools/web.sources" 2>/dev/null)" != "$sources" ]; then
  if [ ! -d node_modules ] || [ "$(cat "$tools/web.modules" 2>/dev/null)" != "$modules" ]; then
    echo "fetching the web packages" >&2
    npm ci --no-audit --no-fund --loglevel=error >&2 </dev/null
    echo "$modules" >"$tools/web.modules"
  fi
  echo "building the web pages" >&2
  npm run --silent build >&2 </dev/null
  echo "$sources" >"$tools/web.sources"
fi
