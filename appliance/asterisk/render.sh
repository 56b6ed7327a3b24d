#!/usr/bin/env bash
# render.sh HOME: writes HOME/etc, Asterisk's configuration, from the templates in etc/ and the environment (the
# settings of settings.env). HOME is what Asterisk sees as /callrack. Fails, changing nothing, when a setting that a
# template names is not set or holds a character that Asterisk's files cannot carry. Readable by root and Asterisk only.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
HOME_DIR=${1:?usage: render.sh HOME}
AST_UID=5060
# What the cluster gave this node (src/platform/settings/cluster-files.ts).
CLUSTER=${CALLRACK_HOME:-$(dirname "$HOME_DIR")}/cluster

# What templates may name beside the settings.
export MACHINE DATABASE_HOST DATABASE_PORT DATABASE_NAME
MACHINE=$(uname -m)
# postgres://user:password@host:port/database?options
url_pattern='^postgres(ql)?://([^@/]*@)?([^:/?]+)(:([0-9]+))?/([^/?]+)'
if [[ -n ${DATABASE_NODE_URL:-} ]]; then
  [[ $DATABASE_NODE_URL =~ $url_pattern ]] || { echo "DATABASE_NODE_URL is not of the form postgres://user:password@host:port/database" >&2; exit 1; }
  DATABASE_HOST=${BASH_REMATCH[3]} DATABASE_PORT=${BASH_REMATCH[5]:-5432} DATABASE_NAME=${BASH_REMATCH[6]}
fi

install -d -m 0750 -g "$AST_UID" "$HOME_DIR"
FRESH=$(mktemp -d "$HOME_DIR/.etc.XXXXXX")
trap 'rm -rf "$FRESH"' EXIT
umask 0027

# Whether there are other nodes to talk to, and the certificates for it.
in_cluster() { [[ -n ${CLUSTER_BIND:-} && -s $CLUSTER/ca.crt && -s $CLUSTER/node.crt && -s $CLUSTER/node.key ]]; }

for template in "$HERE"/etc/*; do
  text=$(<"$template")
  if [[ ${template##*/} == pjsip-nodes.conf ]] && ! in_cluster; then text=; fi
  for name in $(grep -oE '@[A-Z][A-Z0-9_]*@' <<<"$text" | tr -d @ | sort -u); do
    [[ -n ${!name:-} ]] || { echo "$name is not set (needed by ${template##*/})" >&2; exit 1; }
    [[ ${!name} =~ ^[[:graph:]]+$ && ! ${!name} =~ [\;\#\"\'\`\\\$] ]] || { echo "$name holds a character that ${template##*/} cannot carry" >&2; exit 1; }
    text=${text//"@$name@"/"${!name}"}
  done
  printf '%s\n' "$text" >"$FRESH/${template##*/}"
done
chown -R "0:$AST_UID" "$FRESH"
chmod 0750 "$FRESH"
# Beside etc/, as a renewed certificate is no reason to start Asterisk again.
if in_cluster; then
  install -d -m 0750 -g "$AST_UID" "$HOME_DIR/tls"
  for name in ca.crt node.crt node.key; do
    cmp -s "$CLUSTER/$name" "$HOME_DIR/tls/$name" && continue
    install -m 0640 -g "$AST_UID" "$CLUSTER/$name" "$HOME_DIR/tls/.$name.fresh"
    mv "$HOME_DIR/tls/.$name.fresh" "$HOME_DIR/tls/$name"
  done
fi
# If nothing changed, nothing is touched.
if [[ -d $HOME_DIR/etc ]] && diff -rq "$FRESH" "$HOME_DIR/etc" >/dev/null; then exit 0; fi
rm -rf "$HOME_DIR/.etc.old"
if [[ -d $HOME_DIR/etc ]]; then mv "$HOME_DIR/etc" "$HOME_DIR/.etc.old"; fi
mv "$FRESH" "$HOME_DIR/etc"
rm -rf "$HOME_DIR/.etc.old"
trap - EXIT
