#!/usr/bin/env bash
# A throw-away PostgreSQL cluster for the tests: `start FOLDER` prints its address, `stop FOLDER` ends it.
# initdb refuses root, so root runs it as the user postgres.
set -euo pipefail
what=$1 folder=$2
bin=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1)

as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

start() {
  mkdir -p "$folder/cluster"
  chmod 755 "$folder"
  if [ "$(id -u)" = 0 ]; then chown postgres "$folder/cluster"; fi
  as_postgres "$bin/initdb" -D "$folder/cluster/data" -U tidings -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$folder/initdb.log" 2>&1
  for _ in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 20000))
    if as_postgres "$bin/pg_ctl" -D "$folder/cluster/data" -w -t 30 -l "$folder/cluster/log" start \
      -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$folder/cluster -c fsync=off -c max_connections=300" >/dev/null; then
      printf 'postgres://tidings@127.0.0.1:%s/postgres\n' "$port"
      return
    fi
  done
  echo "the test cluster did not start; see $folder/cluster/log" >&2
  exit 1
}

stop() { as_postgres "$bin/pg_ctl" -D "$folder/cluster/data" -w -m immediate stop >/dev/null; }

case $what in start) start ;; stop) stop ;; *) echo "usage: $0 start|stop FOLDER" >&2; exit 2 ;; esac
