# shellcheck shell=bash
# What every command of the appliance begins with: where things are, how it speaks, how it waits.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
APPLIANCE=$ROOT/appliance
NODE=$ROOT/node_modules/.bin/node
CALLRACK_HOME=${CALLRACK_HOME:-/var/lib/callrack}
CALLRACK_CACHE=${CALLRACK_CACHE:-/var/cache/callrack}
SIDECAR_ROOT=$CALLRACK_CACHE/sidecar/root
umask 022

# The language of the output: CALLRACK_LANG, else that of the session; Chinese or English.
case ${CALLRACK_LANG:-${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}} in
  zh*) SPEAK=zh ;;
  *) SPEAK=en ;;
esac

# text ENGLISH CHINESE [VALUE...]: one of the two, with the values put in as by printf.
text() {
  local format=$1
  [ "$SPEAK" = en ] || format=$2
  shift 2
  # shellcheck disable=SC2059  # the format is the message
  printf "$format" "$@"
}

# say ENGLISH CHINESE [VALUE...]: one line.
say() {
  text "$@"
  printf '\n'
}

# step ENGLISH CHINESE [VALUE...]: one line with the seconds since the command began.
step() {
  printf '[%4d s] ' "$SECONDS"
  say "$@"
}

# die ENGLISH CHINESE [VALUE...]: says it and ends with status 1.
die() {
  printf '%s ' "$(text 'Stopped:' '已中止：')" >&2
  say "$@" >&2
  exit 1
}

need_root() {
  [ "$(id -u)" -eq 0 ] || die 'this must run as root, e.g. sudo %s' '需要以 root 运行，例如 sudo %s' "$0"
}

check_paths() {
  local path
  for path in "$CALLRACK_HOME" "$CALLRACK_CACHE"; do
    case $path in
      *[!A-Za-z0-9._/-]* | [!/]*)
        die '%s: CALLRACK_HOME and CALLRACK_CACHE must be absolute paths of A-Z a-z 0-9 . _ - only' \
          '%s：CALLRACK_HOME 和 CALLRACK_CACHE 必须是绝对路径，且只含 A-Z a-z 0-9 . _ -' "$path"
        ;;
    esac
  done
  [ "${#CALLRACK_HOME}" -le 90 ] || die 'CALLRACK_HOME is longer than 90 characters' 'CALLRACK_HOME 超过 90 个字符'
}

# hold FILE: nobody else gets past here with the same file until this command has ended. Takes descriptor 8 or 9.
hold() {
  local file=$1 descriptor=$2
  mkdir -p "$(dirname "$file")"
  eval "exec $descriptor>>\"\$file\""
  flock -n "$descriptor" && return
  step 'Waiting for another command that is at work here (%s)' '等待另一个正在执行的命令（%s）' "$file"
  flock "$descriptor"
}

# patiently LOG COMMAND...: runs it with its output in LOG, shows every 10 seconds that it goes on and its last line;
# when it fails, shows the end of LOG and returns its status.
patiently() {
  local log=$1 status=0 worker next last
  shift
  mkdir -p "$(dirname "$log")"
  # The locks are not for servers that the command may leave behind.
  ("$@") >"$log" 2>&1 </dev/null 8>&- 9>&- &
  worker=$!
  next=$((SECONDS + 10))
  while kill -0 "$worker" 2>/dev/null; do
    sleep 0.2
    [ "$SECONDS" -ge "$next" ] || continue
    next=$((SECONDS + 10))
    last=$(plain "$log" 1 | cut -c 1-100)
    step '  … %s' '  … %s' "${last:-$(text 'still at it' '仍在进行')}"
  done
  wait "$worker" || status=$?
  [ "$status" -eq 0 ] && return
  step 'That failed; the end of %s:' '失败，日志 %s 的末尾：' "$log" >&2
  plain "$log" 30 | sed 's/^/    /' >&2
  return "$status"
}

# plain FILE LINES: its last lines without colours and other control characters.
plain() {
  tail -n "$2" "$1" 2>/dev/null | sed $'s/\033\\[[0-9;]*[A-Za-z]//g' | tr -d '\000-\010\013-\037\177'
}

product_version() {
  local version commit
  version=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' "$ROOT/package.json")
  commit=$(git -c safe.directory="$ROOT" -C "$ROOT" rev-parse --short HEAD 2>/dev/null || true)
  printf '%s%s\n' "$version" "${commit:+ ($commit)}"
}
