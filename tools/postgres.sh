# Sourced by ./test: a PostgreSQL cluster of this run alone, in a temporary folder, on a Unix socket, gone at the end.

start_postgres() {
  [[ -z ${BROADSIDE_TEST_POSTGRES:-} ]] || return 0
  local bin as=()
  bin=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -1) || true
  if [[ -z $bin ]]; then
    echo "No PostgreSQL here: its tests skip"
    return 0
  fi
  postgres_folder=$(mktemp -d "${TMPDIR:-/tmp}/broadside-postgres.XXXXXX")
  # The server refuses to run as root.
  if [[ $EUID -eq 0 ]]; then
    chown postgres "$postgres_folder"
    as=(runuser -u postgres --)
  fi
  if ! (cd "$postgres_folder" && "${as[@]}" "$bin/initdb" -D "$postgres_folder/data" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync) \
    >"$results/postgres.log" 2>&1; then
    tail -3 "$results/postgres.log"
    return 0
  fi
  # Nothing here has to outlive the run, so nothing waits for the disk.
  (cd "$postgres_folder" && exec "${as[@]}" "$bin/postgres" -D "$postgres_folder/data" -k "$postgres_folder" \
    -c listen_addresses= -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=200 -c shared_buffers=128MB) \
    >>"$results/postgres.log" 2>&1 &
  local tries=0
  until "$bin/pg_isready" -q -h "$postgres_folder" -U postgres; do
    ((++tries < 100)) || { tail -3 "$results/postgres.log"; return 0; }
    sleep 0.1
  done
  # A busy machine connects late; that says nothing about the program.
  export BROADSIDE_TEST_POSTGRES="Host=$postgres_folder;Username=postgres;Database=postgres;Timeout=120"
}

stop_postgres() {
  [[ -n ${postgres_folder:-} ]] || return 0
  local pid
  pid=$(head -1 "$postgres_folder/data/postmaster.pid" 2>/dev/null) && kill -QUIT "$pid" 2>/dev/null && wait 2>/dev/null
  rm -rf "$postgres_folder"
}
