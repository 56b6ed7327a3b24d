# shellcheck shell=bash
# A box as a node of a cluster: joining, its role, its certificates. Needs common.sh, home.sh.

CLUSTER_FOLDER=$CALLRACK_HOME/cluster
ROLE_NOTE=$CALLRACK_HOME/role

# Prints the role of the data that lie in this home; nothing where there are none yet.
role_of_data() {
  [ -e "$CALLRACK_HOME/postgres/data/PG_VERSION" ] || [ -e "$CALLRACK_HOME/journal/calls.db" ] || return 0
  # without a note they are of a build that knew no others
  cat "$ROLE_NOTE" 2>/dev/null || echo single
}

note_role() { printf '%s\n' "$NODE_ROLE" >"$ROLE_NOTE"; }

# What the settings say of the node's place must fit each other and the data that are there.
check_role() {
  local had
  had=$(role_of_data)
  if [ -n "$had" ] && [ "$had" != "$NODE_ROLE" ]; then
    die 'the data in %s are of a node with the role %s, but NODE_ROLE is %s. Another role needs a home of its own: set CALLRACK_HOME' \
      '%s 中的数据属于角色为 %s 的节点，而 NODE_ROLE 现为 %s。更换角色请另设目录（CALLRACK_HOME）' "$CALLRACK_HOME" "$had" "$NODE_ROLE"
  fi
  if [ -z "$CLUSTER_BIND" ]; then
    [ "$NODE_ROLE" = single ] || die '%s: NODE_ROLE=%s needs CLUSTER_BIND' '%s：NODE_ROLE=%s 需要设置 CLUSTER_BIND' "$SETTINGS" "$NODE_ROLE"
    [ ! -e "$CLUSTER_FOLDER/ca.crt" ] || die '%s: this node belongs to a cluster and needs CLUSTER_BIND' \
      '%s：本节点属于集群，需要设置 CLUSTER_BIND' "$SETTINGS"
  fi
  [ "$NODE_ROLE" = switch ] || return 0
  is_embedded || die '%s: a switch node runs on the embedded PostgreSQL; leave DATABASE_URL empty' \
    '%s：交换节点使用内置 PostgreSQL，DATABASE_URL 须留空' "$SETTINGS"
  [ ! -e "$CLUSTER_FOLDER/admin.json" ] || return 0
  if [ -n "$had" ]; then die_of_having_left; fi
  die 'this node has not joined a cluster: %s/up --join CODE' '本节点尚未加入集群：%s/up --join 加入码' "$APPLIANCE"
}

# Data of a switch node without its papers: it was a member once.
die_of_having_left() {
  die 'this node has left its cluster. To join again with a new code: run %s/down, remove %s and %s, then %s/up --join CODE' \
    '本节点已退出集群。如需用新的加入码重新加入：先执行 %s/down，删除 %s 和 %s，再执行 %s/up --join 加入码' \
    "$APPLIANCE" "$CALLRACK_HOME/postgres/data" "$CALLRACK_HOME/journal" "$APPLIANCE"
}

# What the admin node has sent goes into settings.env, also where a joining was cut off before.
take_sent_settings() {
  local sent=$CLUSTER_FOLDER/settings-from-admin.json
  [ -e "$sent" ] || return 0
  "$NODE" "$APPLIANCE/lib/take-settings.ts" "$CALLRACK_HOME" "$sent" || die '%s cannot be taken over' '无法写入 %s' "$sent"
}

# join_cluster CODE: this machine becomes a switch node of the cluster whose admin node gave the code.
# Cut off at any point it goes on with the same code.
join_cluster() {
  local code had said note=$CLUSTER_FOLDER/joined-by print
  code=$(tr -d '[:space:]' <<<"$1")
  print=$(sha256sum <<<"$code" | cut -d' ' -f1)
  had=$(role_of_data)
  if [ -e "$CLUSTER_FOLDER/admin.json" ]; then
    if [ "$(cat "$note" 2>/dev/null)" = "$print" ]; then return; fi
    die 'this node belongs to a cluster already: %s/up brings it up, %s/node leave takes it out' \
      '本节点已属于一个集群：启动请执行 %s/up，退出请执行 %s/node leave' "$APPLIANCE" "$APPLIANCE"
  fi
  if [ "$had" = switch ]; then die_of_having_left; fi
  [ -z "$had" ] || die 'the data in %s are of a node with the role %s. A switch node begins with an empty home: set CALLRACK_HOME' \
    '%s 中已有角色为 %s 的节点的数据。交换节点须从空目录开始：请另设 CALLRACK_HOME' "$CALLRACK_HOME" "$had"
  choose_cluster_bind "$code"
  open_to_telephones
  step 'Joining the cluster, as %s' '加入集群，本机地址 %s' "$CLUSTER_BIND"
  printf '%s\n' "$print" >"$note"
  if ! said=$(run_program join "$code" 2>&1 >>"$CALLRACK_HOME/log/join.log"); then
    die 'joining failed: %s' '加入失败：%s' "$(in_language "$said")"
  fi
}

# Telephones and other nodes' tenants must reach this node: what nobody has chosen is the address of the cluster.
open_to_telephones() {
  local name given
  # with the edge in front, Asterisk stays behind it
  if [[ $CLUSTER_BIND == 127.* || $CLUSTER_BIND == ::1 || -n $EDGE_BIND ]]; then return; fi
  for name in SIP_BIND RTP_BIND; do
    given=GIVEN_$name
    if [ -n "${!given:-}" ] || [ "${!name}" != 127.0.0.1 ]; then continue; fi
    step '%s is not given: %s, where telephones reach this node' '未指定 %s：采用 %s，话机经此访问本节点' "$name" "$CLUSTER_BIND"
    "$NODE" "$APPLIANCE/lib/take-settings.ts" "$CALLRACK_HOME" "$name=$CLUSTER_BIND"
    export "$name=$CLUSTER_BIND"
  done
}

# The environment's, else that of the settings, else the address from which this machine reaches the admin node.
choose_cluster_bind() {
  local address=${GIVEN_CLUSTER_BIND:-$CLUSTER_BIND}
  if [ -z "$address" ]; then
    address=$("$NODE" "$APPLIANCE/lib/route-to-admin.ts" "$ROOT" "$1" 2>>"$CALLRACK_HOME/log/join.log") ||
      die 'the admin node named by the code cannot be reached; is the code whole?' '无法到达加入码所指的管理节点，加入码是否完整？'
    step 'CLUSTER_BIND is not given: %s, from which the admin node is reached' '未指定 CLUSTER_BIND：采用通往管理节点的地址 %s' "$address"
  fi
  "$NODE" "$APPLIANCE/lib/take-settings.ts" "$CALLRACK_HOME" "CLUSTER_BIND=$address"
  export CLUSTER_BIND=$address
}

# run_program NAME [ARGUMENT...]: one of the product's commands, with all settings.
run_program() {
  local name=$1
  shift
  DATABASE_URL=$(owner_url) "$NODE" --enable-source-maps "$ROOT/dist/main.$name.js" "$@"
}

# in_language TEXT: an error of the product is two lines, English and Chinese; the one of the two that is spoken here.
in_language() {
  if [ "$(wc -l <<<"$1")" -eq 2 ] && [ "$SPEAK" = zh ]; then
    tail -n 1 <<<"$1"
  else
    sed -E '1s/^[a-z]+: //;1q' <<<"$1"
  fi
}

# An admin node, or a box that may have switch nodes beside it, has the cluster's certificates and keys.
init_cluster() {
  if [ "$NODE_ROLE" = switch ] || [ -z "$CLUSTER_BIND" ]; then return 0; fi
  run_program cluster init >>"$CALLRACK_HOME/log/cluster.log" 2>&1 ||
    die 'the certificates of the cluster could not be made, see %s' '集群证书创建失败，见 %s' "$CALLRACK_HOME/log/cluster.log"
  take_sent_settings
  load_settings
  # where there are certificates now, Asterisk takes calls of other nodes
  if has_calls; then render_asterisk; fi
}
