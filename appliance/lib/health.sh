# shellcheck shell=bash
# Waiting until the parts are well. Needs common.sh, home.sh, processes.sh.

# http_status URL FILE [curl options]: prints the status (000: no answer), leaves the body in FILE.
http_status() {
  local url=$1 body=$2
  shift 2
  curl --silent --noproxy '*' --max-time 5 --output "$body" --write-out '%{http_code}' "$@" "$url" 2>/dev/null || true
}

web_url() {
  local address=$WEB_BIND
  case $address in
    0.0.0.0 | ::) address=127.0.0.1 ;;
    *:*) address="[$address]" ;;
  esac
  printf 'http://%s:%s\n' "$address" "$WEB_PORT"
}

health_url() {
  case $1 in
    calls) printf 'http://127.0.0.1:%s/health\n' "$CALLS_PORT" ;;
    web) printf '%s/health\n' "$(web_url)" ;;
  esac
}

# is_healthy NAME: calls or web. Leaves what it said in run/NAME.health.
is_healthy() {
  rm -f "$CALLRACK_HOME/run/$1.health"
  [ "$(http_status "$(health_url "$1")" "$CALLRACK_HOME/run/$1.health")" = 200 ]
}

# Everything that must be well, with the name of what is not yet.
unhealthy_part() {
  local name
  for name in $(wanted_processes); do
    case $name in relay | postgres | asterisk | edge) continue ;; esac
    is_healthy "$name" || { printf '%s\n' "$name"; return; }
  done
}

# what_is_wrong NAME: the parts that its health report calls down, with their reasons.
what_is_wrong() {
  "$NODE" -e '
    const { parts } = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
    const wrong = Object.entries(parts).filter(([, part]) => part.status === "down");
    console.log(wrong.map(([name, part]) => `${name} (${part.why ?? "?"})`).join(", "));
  ' "$CALLRACK_HOME/run/$1.health" 2>/dev/null || text 'no answer yet' '尚无应答'
}

wait_healthy() {
  local until=$((SECONDS + 120)) next=$((SECONDS + 5)) part said
  while part=$(unhealthy_part) && [ -n "$part" ]; do
    [ "$SECONDS" -ge "$next" ] || { sleep 0.3; continue; }
    said=$(what_is_wrong "$part")
    if [ "$SECONDS" -ge "$until" ]; then
      step '%s did not become healthy: %s' '%s 未能就绪：%s' "$part" "$said" >&2
      show_log "$part"
      die 'the box is not up; appliance/status tells more' '未能启动；appliance/status 可查看详情'
    fi
    step '  … waiting for %s: %s' '  … 等待 %s：%s' "$part" "$said"
    next=$((SECONDS + 10))
  done
}

# Right after joining: the copy of the configuration is whole and followed. What holds it up goes by itself or is said.
wait_following() {
  local until=$((SECONDS + 120)) next=$((SECONDS + 5)) said
  while said=$(what_replication_lacks) && [ -n "$said" ]; do
    [ "$SECONDS" -ge "$next" ] || { sleep 0.3; continue; }
    if [ "$SECONDS" -ge "$until" ]; then
      step 'The configuration does not come from the admin node: %s' '未能从管理节点取得配置：%s' "$said" >&2
      show_log web
      die 'this node has joined, but serves no tenants yet; appliance/status tells more' '本节点已加入，但尚不能服务企业；appliance/status 可查看详情'
    fi
    step '  … waiting for the configuration: %s' '  … 等待配置同步：%s' "$said"
    next=$((SECONDS + 10))
  done
}

# Prints what the copy of the configuration is at, nothing once it is followed.
what_replication_lacks() {
  is_healthy web || { text 'web does not answer' 'web 无应答'; return; }
  "$NODE" -e '
    const { parts } = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
    const { state, why } = parts.replication ?? { state: "none" };
    if (state !== "following") console.log(why ?? state);
  ' "$CALLRACK_HOME/run/web.health"
}

show_log() {
  printf '    --- %s\n' "$CALLRACK_HOME/log/$1.log" >&2
  plain "$CALLRACK_HOME/log/$1.log" 10 | cut -c 1-300 | sed 's/^/    /' >&2 || true
}

# wait_for_postgres NAME URL
wait_for_postgres() {
  local name=$1 url=$2 said until=$((SECONDS + 60)) next=$((SECONDS + 5))
  while ! said=$(DATABASE_URL=$url "$NODE" "$APPLIANCE/lib/ask-postgres.ts" 2>&1); do
    if [ "$SECONDS" -ge "$until" ]; then
      if [ "$name" = relay ] || is_embedded; then show_log "$name"; fi
      die 'PostgreSQL does not answer: %s' 'PostgreSQL 无应答：%s' "$said"
    fi
    if [ "$SECONDS" -ge "$next" ]; then
      step '  … waiting for PostgreSQL: %s' '  … 等待 PostgreSQL：%s' "$said"
      next=$((SECONDS + 5))
    fi
    sleep 0.3
  done
}
