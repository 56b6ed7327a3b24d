# shellcheck shell=bash
# What an embedded PostgreSQL of a node of a cluster has beside that of a box that is alone. Needs of run.sh: place, folder,
# data, owner, note.
#
# The admin node (or a box with switch nodes beside it) is reached by the other nodes over TLS, each with the certificate
# that the cluster gave it and as a role of its own; nobody gets in from outside by a password. Its main database takes
# facts from them and nothing else; the relay, which holds the configuration alone, is what they copy from. A switch node is reached
# by nobody from outside, but its subscription shows the same certificate to the admin node's PostgreSQL.

tls=$folder/tls
cluster=$CALLRACK_HOME/cluster
# How often it is looked whether the certificate was renewed.
LOOK_AGAIN_S=2

in_cluster() { [ -n "${CLUSTER_BIND:-}" ]; }
has_nodes() { in_cluster && [ "${NODE_ROLE:-single}" != switch ]; }

listen_addresses() {
  if has_nodes; then printf '127.0.0.1,%s\n' "$CLUSTER_BIND"; else printf '127.0.0.1\n'; fi
}

# A link that was cut is noticed, and a node is back, within seconds.
cluster_arguments=(-c wal_sender_timeout=10s -c wal_receiver_timeout=10s -c wal_retrieve_retry_interval=1s)
if has_nodes; then
  nodes=${PG_MAX_NODES:-32}
  # From the main database only the relay copies; from the relay all nodes, and some more than they are, for connections
  # that are lost but not yet given up. Facts come by ordinary ones.
  slots=8 senders=8
  if [ "$place" = relay ]; then
    slots=$((nodes + 8)) senders=$((nodes * 2 + 8))
    cluster_arguments+=(-c shared_buffers=32MB)
  fi
  cluster_arguments+=(-c wal_level=logical -c max_replication_slots="$slots" -c max_wal_senders="$senders"
    -c max_slot_wal_keep_size="${PG_SLOT_WAL_MB:-4096}MB"
    -c hba_file="$folder/hba.conf" -c ident_file="$folder/ident.conf")
fi

# What initdb has written down, or what can change while PostgreSQL runs, is in cluster.conf.
prepare_for_cluster() {
  rm -f "$folder/cluster.conf"
  in_cluster || return 0
  if has_nodes; then write_doors; fi
  grep -qxF "include_if_exists = '../cluster.conf'" "$data/postgresql.conf" ||
    printf "\n# written while this box is a node of a cluster\ninclude_if_exists = '../cluster.conf'\n" >>"$data/postgresql.conf"
  take_certificates || true
  write_settings
}

write_settings() {
  {
    if has_nodes; then
      printf 'max_connections = %s\n' "$((100 + nodes * 4))"
      if [ -e "$tls/node.key" ]; then
        printf "ssl = on\nssl_ca_file = '%s'\nssl_cert_file = '%s'\nssl_key_file = '%s'\n" "$tls/ca.crt" "$tls/node.crt" "$tls/node.key"
      fi
    fi
  } | to_owner "$folder/cluster.conf"
}

# Who gets in. There is nothing for the "database" replication; but whoever may replicate can take a copy of the whole
# server by any other as well. So no node's role may on the main database, and on the relay there is nothing to take.
write_doors() {
  local nodes_role=callrack_cluster_node
  if [ "$place" = relay ]; then
    nodes_role=callrack_relay
    # of the main database; not in this one, where nodes could read it
    printf '*:*:*:callrack_relay:%s\n' "${RELAY_SOURCE_PASSWORD:?is needed}" | to_owner "$folder/source.pass"
  fi
  printf '%s\n' \
    'host    all      all                    127.0.0.1/32  scram-sha-256' \
    "hostssl $owner +$nodes_role  all  cert map=callrack" |
    to_owner "$folder/hba.conf"
  # The certificate is a node's; so is the role.
  printf '%s\n' 'callrack  /^([a-z0-9][a-z0-9-]*)$  callrack_at_\1' | to_owner "$folder/ident.conf"
}

# to_owner FILE: writes it, readable by PostgreSQL alone.
to_owner() {
  install -o "$owner" -g "$owner" -m 0600 /dev/null "$1.new"
  cat >"$1.new"
  mv -f "$1.new" "$1"
}

# Takes the node's key and certificate over where they are new; fails where there was nothing to do. A switch node's
# subscription reads them where they are.
take_certificates() {
  local name changed=no
  for name in ca.crt node.crt node.key; do
    [ -s "$cluster/$name" ] || return 1
    cmp -s "$cluster/$name" "$tls/$name" || changed=yes
  done
  [ "$changed" = yes ] || return 1
  install -d -o "$owner" -g "$owner" -m 0700 "$tls"
  for name in ca.crt node.crt node.key; do to_owner "$tls/$name" <"$cluster/$name"; done
}

# follow_certificates POSTMASTER: from now on, beside this shell and no longer than it, a renewed certificate is taken
# over; connections there are go on.
follow_certificates() {
  local follower
  in_cluster || return 0
  certificates_until_end "$1" "$BASHPID" &
  follower=$!
  # shellcheck disable=SC2064  # the value is meant as it is now
  trap "kill $follower 2>/dev/null || true" EXIT
}

certificates_until_end() {
  local postmaster=$1 shell=$2 never
  # Waiting without a process of its own.
  exec {never}<> <(:)
  while kill -0 "$postmaster" 2>/dev/null && kill -0 "$shell" 2>/dev/null; do
    if take_certificates; then
      note 'taking a new certificate over'
      write_settings
      kill -HUP "$postmaster" 2>/dev/null || true
    fi
    read -rt "$LOOK_AGAIN_S" -u "$never" || true
  done
}
