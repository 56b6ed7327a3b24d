#!/usr/bin/env bash
# The Asterisk sidecar in the foreground, as pm2 wants it. One of this home that still runs (pm2 itself was killed) is
# taken over as it is: its calls go on.
set -euo pipefail

lib=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source-path=SCRIPTDIR source=supervise.sh
. "$lib/supervise.sh"
: "${CALLRACK_HOME:?is needed}" "${CALLRACK_CACHE:?is needed}"
home=$CALLRACK_HOME/asterisk

pid=$(cat "$home/var/run/asterisk.pid" 2>/dev/null || true)
if [ -n "$pid" ] && [ "/proc/$pid/root/callrack" -ef "$home" ]; then
  printf '%s asterisk: taking over the one that still runs, process %s\n' "$(date -u +%FT%TZ)" "$pid"
  supervise_stranger "$pid" TERM
  exit
fi
exec "$lib/../asterisk/run.sh" "$CALLRACK_CACHE/sidecar/root" "$home"
