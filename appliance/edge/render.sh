#!/usr/bin/env bash
# render.sh HOME: writes HOME/kamailio.cfg from the template beside this and the environment (the settings of
# settings.env). Fails, changing nothing, when a setting that it names is not set or holds a character that it cannot
# carry. Readable by root only: run.sh hands it over.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
HOME_DIR=${1:?usage: render.sh HOME}

# postgres://user:password@host:port/database?options
url=${DATABASE_OPERATOR_URL:-${DATABASE_NODE_URL:-}}
url_pattern='^postgres(ql)?://([^@/]*@)?([^:/?]+)(:([0-9]+))?/([^/?]+)'
[[ $url =~ $url_pattern ]] || { echo "DATABASE_OPERATOR_URL is not of the form postgres://user:password@host:port/database" >&2; exit 1; }
export DATABASE_HOST=${BASH_REMATCH[3]} DATABASE_PORT=${BASH_REMATCH[5]:-5432} DATABASE_NAME=${BASH_REMATCH[6]}

text=$(<"$HERE/kamailio.cfg")
for name in EDGE_BIND EDGE_PORT EDGE_TRUNK_PORT DATABASE_EDGE_PASSWORD DATABASE_HOST DATABASE_PORT DATABASE_NAME; do
  [[ -n ${!name:-} ]] || { echo "$name is not set" >&2; exit 1; }
  [[ ${!name} =~ ^[A-Za-z0-9._~-]+$ ]] || { echo "$name holds a character that kamailio.cfg cannot carry" >&2; exit 1; }
  text=${text//"@$name@"/"${!name}"}
done
umask 0077
mkdir -p "$HOME_DIR"
printf '%s\n' "$text" >"$HOME_DIR/.kamailio.cfg"
mv "$HOME_DIR/.kamailio.cfg" "$HOME_DIR/kamailio.cfg"
