# shellcheck shell=bash
# pm2 of this home, and what runs for this home whether pm2 knows it or not. Needs common.sh, home.sh.

PM2_FOLDER=$CALLRACK_HOME/pm2
# Every process of this home has this in its environment, through pm2; nobody else has.
MARK=CALLRACK_PROCESS_OF=$CALLRACK_HOME

# pm2 with an environment of its own: nothing of the caller's session gets into servers.
run_pm2() {
  env -i PATH="$ROOT/node_modules/.bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" \
    HOME="$PM2_FOLDER" LANG=C.UTF-8 PM2_HOME="$PM2_FOLDER" PM2_DISCRETE_MODE=true PM2_KILL_SIGNAL=SIGTERM \
    CALLRACK_HOME="$CALLRACK_HOME" CALLRACK_CACHE="$CALLRACK_CACHE" "$MARK" \
    "$NODE" "$ROOT/node_modules/pm2/bin/pm2" "$@" 8>&- 9>&- </dev/null
}

# Asking pm2 anything would start its daemon; so look for it first.
pm2_runs() {
  local pid
  pid=$(cat "$PM2_FOLDER/pm2.pid" 2>/dev/null) && grep -qzxF "$MARK" "/proc/$pid/environ" 2>/dev/null
}

# Prints NAME<TAB>STATUS<TAB>PID<TAB>RESTARTS<TAB>STARTED_MS for each process that pm2 knows.
pm2_list() {
  pm2_runs || return 0
  run_pm2 jlist 2>/dev/null | "$NODE" -e '
    const text = require("node:fs").readFileSync(0, "utf8");
    for (const { name, pid, pm2_env: state } of JSON.parse(text.slice(text.indexOf("[{") < 0 ? text.lastIndexOf("[]") : text.indexOf("[{"))))
      console.log([name, state.status, pid ?? 0, state.restart_time, state.pm_uptime].join("\t"));
  '
}

pm2_status_of() {
  pm2_list | awk -F '\t' -v name="$1" '$1 == name { print $2; exit }'
}

# Prints the ids of all living processes of this home, pm2's daemon included.
processes_of_home() {
  local folder
  {
    grep -lzxF "$MARK" /proc/[0-9]*/environ 2>/dev/null || true
    # These changed or gave up their environment.
    for folder in /proc/[0-9]*; do
      if [ "$folder/cwd" -ef "$CALLRACK_HOME/postgres/data" ] || [ "$folder/cwd" -ef "$CALLRACK_HOME/relay/data" ] || [ "$folder/root/callrack" -ef "$CALLRACK_HOME/asterisk" ]; then
        printf '%s/\n' "$folder"
      fi
    done
  } | cut -d/ -f3 | sort -un
}

# describe_processes PID...: one line each, for people.
describe_processes() {
  local pid
  for pid in "$@"; do
    printf '    %s  %s\n' "$pid" "$(tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | cut -c 1-120 | sed 's/ *$//')"
  done
}

# end_processes SECONDS PID...: asks each to end, waits, then ends by force what is left.
end_processes() {
  local patience=$1 pid left=() until
  shift
  for pid in "$@"; do
    # To PostgreSQL TERM means: once all clients have gone; INT: now.
    if grep -qxs "$pid" "$CALLRACK_HOME"/{postgres,relay}/data/postmaster.pid; then
      kill -INT "$pid" 2>/dev/null || true
    else
      kill -TERM "$pid" 2>/dev/null || true
    fi
  done
  until=$((SECONDS + patience))
  while [ "$SECONDS" -lt "$until" ]; do
    mapfile -t left < <(processes_of_home)
    [ "${#left[@]}" -gt 0 ] || return 0
    sleep 0.2
  done
  step 'Ending by force what did not end by itself:' '以下进程未自行结束，强制结束：'
  describe_processes "${left[@]}"
  for pid in "${left[@]}"; do
    kill -KILL "$pid" 2>/dev/null || true
  done
  sleep 0.5
}

# What is left of an application when pm2 was killed: Asterisk and PostgreSQL are taken over by their run scripts, with
# their calls and data; calls and web are ended and started anew.
# What does not end soon is ended by force, which is safe: what was decided is in the journal before it is done.
end_strays() {
  local pid until strays=()
  pm2_runs && return
  for pid in $(processes_of_home); do
    if tr '\0' '\n' <"/proc/$pid/cmdline" 2>/dev/null | grep -qE '/dist/main\.(calls|web)\.js$'; then strays+=("$pid"); fi
  done
  [ "${#strays[@]}" -gt 0 ] || return 0
  step 'Ending what was left over of an earlier start' '结束此前遗留的进程'
  kill -TERM "${strays[@]}" 2>/dev/null || true
  until=$((SECONDS + 5))
  while mapfile -t strays < <(still_running "${strays[@]}") && [ "${#strays[@]}" -gt 0 ]; do
    if [ "$SECONDS" -ge "$until" ]; then
      kill -KILL "${strays[@]}" 2>/dev/null || true
      return
    fi
    sleep 0.1
  done
}

# still_running PID...: prints those that live. One that has ended but that nobody waited for (in a container nobody may)
# does not.
still_running() {
  local pid
  for pid in "$@"; do
    if grep -qs '^State:[[:space:]]*[^ZX]' "/proc/$pid/status"; then printf '%s\n' "$pid"; fi
  done
}

# start_process NAME: starts it, or starts it again with the settings as they are now.
start_process() {
  local status
  status=$(pm2_status_of "$1")
  if [ -n "$status" ]; then run_pm2 delete "$1" >/dev/null || true; fi
  patiently "$CALLRACK_HOME/log/start-$1.log" run_pm2 start "$APPLIANCE/ecosystem.config.cjs" --only "$1" ||
    die 'pm2 could not start %s' 'pm2 无法启动 %s' "$1"
}
