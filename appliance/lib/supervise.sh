# shellcheck shell=bash
# Standing guard over a server for pm2, so that one found from before is taken over as it is and never started twice.

# supervise_child PID SIGNAL: waits for our own child; TERM or INT to this shell ends it by SIGNAL. Returns its status.
supervise_child() {
  supervise "$1" "$1" "$2"
}

# supervise_stranger PID SIGNAL: the same for a process that somebody else started.
supervise_stranger() {
  tail --pid="$1" -f /dev/null &
  supervise "$!" "$1" "$2"
}

# supervise WAITED TARGET SIGNAL
supervise() {
  local waited=$1 target=$2 signal=$3 status=0
  # shellcheck disable=SC2064  # the values are meant as they are now
  trap "kill -s $signal $target 2>/dev/null || true" TERM INT
  while :; do
    status=0
    wait "$waited" || status=$?
    # A signal to this shell ends the wait early; go on waiting for the end that it asked for.
    kill -0 "$waited" 2>/dev/null || return "$status"
  done
}
