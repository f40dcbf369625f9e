#!/usr/bin/env bash
# postgres.sh start DIR: starts a private PostgreSQL whose files are all in DIR; prints its URL (also DIR/url, 0600).
# postgres.sh stop DIR: stops it.
# It listens on 127.0.0.1 alone. HUIYIN_POSTGRES_FSYNC=off is for tests, whose data nobody needs after a power cut.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
verb=${1:?start or stop} dir=${2:?folder}

newest_bin() { { ls -d /usr/lib/postgresql/*/bin; pg_config --bindir; } 2>/dev/null | sort -V | tail -n 1; }
bin=$(newest_bin || true)
if [ ! -x "$bin/initdb" ]; then
  "$here/ensure-debian.sh" postgresql
  bin=$(newest_bin)
fi

# PostgreSQL refuses to run as root.
as_owner=()
if [ "$(id -u)" -eq 0 ]; then
  owner=nobody
  id -u postgres >/dev/null 2>&1 && owner=postgres
  as_owner=(runuser -u "$owner" --)
fi
pg_ctl() { (cd / && "${as_owner[@]}" "$bin/pg_ctl" --pgdata "$dir/cluster" --wait --silent "$@"); }

case $verb in
  start)
    mkdir -p "$dir"
    dir=$(realpath "$dir")
    if [ ! -f "$dir/password" ]; then
      (umask 077 && head -c 24 /dev/urandom | base64 | tr '+/' 'ab' >"$dir/password")
    fi
    if [ "$(id -u)" -eq 0 ]; then
      # The folders above DIR may be closed to the owner; then a runuser process cannot reach its own files.
      chown "$owner:" "$dir" "$dir/password"
      if ! "${as_owner[@]}" test -r "$dir/password"; then
        echo "$dir cannot be reached by the user $owner: choose a data folder whose parents are open to it" >&2
        exit 1
      fi
    fi
    if [ ! -f "$dir/cluster/PG_VERSION" ]; then
      (cd / && "${as_owner[@]}" "$bin/initdb" --pgdata "$dir/cluster" --username huiyin --encoding UTF8 \
        --locale C --auth scram-sha-256 --pwfile "$dir/password" >/dev/null)
    fi
    if ! pg_ctl status >/dev/null 2>&1; then
      port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
      # The socket stays off: its path would exceed 107 bytes in a deep data folder.
      pg_ctl start --log "$dir/cluster/server.log" --options "-p $port -c listen_addresses=127.0.0.1 \
        -c unix_socket_directories= -c max_connections=200 -c fsync=${HUIYIN_POSTGRES_FSYNC:-on}" </dev/null >/dev/null 2>&1 9>&-
      (umask 077 && echo "postgres://huiyin:$(cat "$dir/password")@127.0.0.1:$port/postgres" >"$dir/url")
    fi
    cat "$dir/url"
    ;;
  stop)
    dir=$(realpath "$dir")
    ! pg_ctl status >/dev/null 2>&1 || pg_ctl stop --mode fast >/dev/null
    ;;
  *)
    echo "start or stop, not $verb" >&2
    exit 2
    ;;
esac
