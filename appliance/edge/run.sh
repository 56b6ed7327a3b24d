#!/usr/bin/env bash
# run.sh HOME: the SIP edge (Debian's Kamailio) in the foreground, with the configuration that render.sh wrote. Started
# as root only to become uid 5061, which is nobody on the host. Keeps this script's pid; SIGTERM ends it. It does not
# start while PostgreSQL is away, but runs on through that.
set -euo pipefail
HOME_DIR=${1:?usage: run.sh HOME}
EDGE_UID=5061
[[ -f $HOME_DIR/kamailio.cfg ]] || { echo "$HOME_DIR/kamailio.cfg is not rendered: run render.sh" >&2; exit 1; }
command -v kamailio >/dev/null || { echo 'kamailio is not installed' >&2; exit 1; }
cd /
# 4 MB of its own for each of its processes, 64 MB for all together.
exec setpriv --reuid "$EDGE_UID" --regid "$EDGE_UID" --clear-groups --inh-caps=-all --no-new-privs \
  kamailio -f - -DD -E -m 64 -M 4 -w / -Y /tmp <"$HOME_DIR/kamailio.cfg"
