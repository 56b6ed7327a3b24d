#!/usr/bin/env bash
# migrate-relay.sh PROGRAM...: runs the migrator (PROGRAM) on the relay, as on a database that has its configuration from
# elsewhere. Nobody but the owner and the nodes signs in there: its other roles have passwords that nobody knows, never
# those of the main database, which nodes could read in a copy of the whole server.
#   RELAY_PORT, RELAY_PASSWORD, and all other settings
set -euo pipefail

: "${RELAY_PORT:?is needed}" "${RELAY_PASSWORD:?is needed}"
unknown() { head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n'; }
as_role() { printf 'postgres://%s:%s@127.0.0.1:%s/callrack' "$1" "$2" "$RELAY_PORT"; }

DATABASE_URL=$(as_role callrack "$RELAY_PASSWORD")
DATABASE_APP_URL=$(as_role callrack_app "$(unknown)")
DATABASE_NODE_URL=$(as_role callrack_node "$(unknown)")
DATABASE_OPERATOR_URL=$(as_role callrack_operator "$(unknown)")
DATABASE_ASTERISK_PASSWORD=$(unknown)
NODE_ROLE=switch
export DATABASE_URL DATABASE_APP_URL DATABASE_NODE_URL DATABASE_OPERATOR_URL DATABASE_ASTERISK_PASSWORD NODE_ROLE
unset DATABASE_EDGE_PASSWORD RELAY_SOURCE_PASSWORD
exec "$@"
