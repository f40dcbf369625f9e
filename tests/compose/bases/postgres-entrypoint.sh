#!/bin/bash
# The part of the official PostgreSQL image's entrypoint that docker-compose.yml relies on: an empty data folder
# is initialised with the superuser and the password file of the environment, and the SQL files of
# /docker-entrypoint-initdb.d are run by a server that listens on its socket alone.
set -euo pipefail
PGDATA=${PGDATA:-/var/lib/postgresql/data}
export PGDATA
bin=$(ls -d /usr/lib/postgresql/*/bin)
PATH=$bin:$PATH

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  # Word splitting is meant: the variable holds options.
  # shellcheck disable=SC2086
  initdb --username "$POSTGRES_USER" --pwfile "$POSTGRES_PASSWORD_FILE" ${POSTGRES_INITDB_ARGS:-}
  echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
  pg_ctl --wait start --options "-c listen_addresses="
  for file in /docker-entrypoint-initdb.d/*.sql; do
    psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres --file "$file"
  done
  pg_ctl --wait --mode fast stop
fi
exec postgres -c "listen_addresses=*"
