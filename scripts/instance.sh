#!/usr/bin/env bash
# instance.sh run|up DATA PORT DATABASE DRILL: starts NATS and all services of an instance whose files are in DATA.
# instance.sh down DATA: stops it.
set -euo pipefail
root=$(dirname "$(dirname "$(realpath "$0")")")
verb=$1 data=$2
huiyin=${CARGO_TARGET_DIR:-$root/target}/debug/huiyin

stop_postgres() { [ ! -d "$data/postgres" ] || "$root/scripts/postgres.sh" stop "$data/postgres"; }

if [ "$verb" = down ]; then
  # Without a binary nothing was ever started from this tree.
  [ ! -x "$huiyin" ] || [ ! -d "$data" ] || "$huiyin" dev down --data "$data"
  stop_postgres
  exit
fi

port=$3 database=$4 drill=$5
python=$("$root/scripts/ensure-python.sh")
arguments=(--data "$data" --port "$port" --nats-server "$("$root/scripts/ensure-nats.sh")" --database "$database"
  --mail-sink "$python $root/scripts/mailbox.py")
[ -z "$drill" ] || arguments+=(--drill "$drill")
case $database in
  sqlite) ;;
  postgres)
    mkdir -p "$data"
    "$root/scripts/postgres.sh" start "$data/postgres" >/dev/null
    arguments+=(--postgres-url-file "$data/postgres/url")
    ;;
  *)
    echo "DATABASE is sqlite or postgres, not $database" >&2
    exit 2
    ;;
esac

if [ "$verb" = run ]; then
  trap stop_postgres EXIT
  # Ctrl+C reaches huiyin as well, which then stops its services; this script waits for it.
  trap : INT TERM
  "$huiyin" dev run "${arguments[@]}"
  exit
fi
exec "$huiyin" dev up "${arguments[@]}"
