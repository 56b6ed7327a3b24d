#!/usr/bin/env bash
# run.sh ROOT HOME [asterisk arguments]: Asterisk in the foreground, out of its own Debian root (build-root.sh) beside
# the host, on the host's network. HOME holds etc/ (render.sh), var/ and media/; inside it is /callrack, and the only
# place that can be written. The process keeps this script's pid; SIGTERM ends it. Needs root to make its mounts, which
# nobody else sees; Asterisk itself runs as uid 5060, which is nobody on the host.
set -euo pipefail
ROOT=$(realpath "${1:?usage: run.sh ROOT HOME}") HOME_DIR=$(realpath "${2:?usage: run.sh ROOT HOME}")
shift 2
AST_UID=5060
[[ -x $ROOT/usr/sbin/asterisk ]] || { echo "$ROOT is not a sidecar root: run build-root.sh" >&2; exit 1; }
[[ -f $HOME_DIR/etc/asterisk.conf ]] || { echo "$HOME_DIR/etc is not rendered: run render.sh" >&2; exit 1; }
[[ -d $ROOT/callrack ]] || mkdir "$ROOT/callrack"

install -d -o "$AST_UID" -g "$AST_UID" -m 0750 "$HOME_DIR"/var{,/cache,/lib,/run,/log,/spool,/spool/monitor,/spool/recording,/spool/tmp}
install -d -g "$AST_UID" -m 0750 "$HOME_DIR/media"
log=$HOME_DIR/var/log/messages.log
if [[ -f $log && $(stat -c %s "$log") -gt 10000000 ]]; then mv "$log" "$log.1"; fi

# A call takes about six descriptors; an unbounded limit would make Asterisk walk through all of them.
hard=$(ulimit -Hn)
if [[ $hard == unlimited || $hard -gt 65536 ]]; then hard=65536; fi
ulimit -n "$hard"

cd /
# In a chroot whose / is no mount of its own the kernel lets nobody make the mounts private: there they are as they are.
propagation=private
unshare --mount --propagation private true 2>/dev/null || propagation=unchanged
# shellcheck disable=SC2016 # expanded by the inner bash
exec unshare --mount --propagation "$propagation" bash -c '
  set -euo pipefail
  root=$1 home=$2 uid=$3
  shift 3
  mount --bind "$root" "$root"
  mount --rbind "$home" "$root/callrack"
  mount -t proc proc "$root/proc"
  mount --bind /dev "$root/dev"
  mount -t tmpfs -o size=16m,mode=1777 tmpfs "$root/tmp"
  if [[ -e /etc/resolv.conf && -e $root/etc/resolv.conf ]]; then mount --bind /etc/resolv.conf "$root/etc/resolv.conf"; fi
  mount -o remount,bind,ro "$root"
  mapfile -t environment <"$home/etc/environment"
  exec chroot --userspec="$uid:$uid" --groups="$uid" "$root" /usr/bin/env -C /callrack/var -i "${environment[@]}" \
    /usr/sbin/asterisk -f -C /callrack/etc/asterisk.conf "$@"
' run.sh "$ROOT" "$HOME_DIR" "$AST_UID" "$@"
