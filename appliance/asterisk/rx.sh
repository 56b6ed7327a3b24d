#!/usr/bin/env bash
# rx.sh HOME "command": one command to the running Asterisk's command line, e.g. rx.sh HOME "core show channels".
set -euo pipefail
HOME_DIR=${1:?usage: rx.sh HOME COMMAND} COMMAND=${2:?usage: rx.sh HOME COMMAND}
pid=$(cat "$HOME_DIR/var/run/asterisk.pid" 2>/dev/null || true)
if [[ -z $pid || ! -d /proc/$pid ]]; then
  echo "no Asterisk runs in $HOME_DIR" >&2
  exit 1
fi
exec nsenter --target "$pid" --mount --root /usr/bin/env -C / -i PATH=/usr/sbin:/usr/bin LANG=C.UTF-8 HOME=/tmp \
  /usr/sbin/asterisk -C /callrack/etc/asterisk.conf -rx "$COMMAND"
