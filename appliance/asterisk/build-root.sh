#!/usr/bin/env bash
# build-root.sh CACHE: the sidecar's own Debian root with Asterisk 22 (Debian forky), at CACHE/sidecar/root, and packed
# at CACHE/sidecar/root.tar.zst. Built once: where the root is there nothing happens, where only the pack is there it is
# unpacked. Whatever is interrupted leaves nothing half-made. Needs root, mmdebstrap and zstd.
#   DEBIAN_MIRROR   where forky comes from; otherwise this machine's own Debian mirror
set -euo pipefail
CACHE=${1:?usage: build-root.sh CACHE}
SIDECAR=$CACHE/sidecar
ROOT=$SIDECAR/root
PACK=$SIDECAR/root.tar.zst

# The mirror that apt uses here, from deb822 files (.sources) or one-line files (.list).
mirror() {
  {
    cat /etc/apt/sources.list.d/*.sources 2>/dev/null | awk '
      function done_() { if (uri != "" && uri !~ /security/ && signed ~ /debian-archive/) print uri; uri = ""; signed = "" }
      /^$/ { done_() } /^URIs:/ { uri = $2 } /^Signed-By:/ { signed = $2 } END { done_() }'
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null |
      sed -nE 's/^deb +(\[[^]]*\] +)?([^ ]+) +[^ ]+ +main.*/\2/p' | grep -E '/debian/?$' || true
    cat /etc/apt/sources.list.d/*.sources 2>/dev/null | awk '/^URIs:/ && $2 ~ /\/debian\/?$/ { print $2 }'
  } | head -n 1
}

unpack() {
  local new=$SIDECAR/root.new
  rm -rf --one-file-system "$new"
  mkdir -p "$new"
  tar --zstd --numeric-owner --xattrs -xpf "$PACK" -C "$new"
  rm -rf --one-file-system "$ROOT"
  mv "$new" "$ROOT"
}

build() {
  local new=$SIDECAR/root.building from=${DEBIAN_MIRROR:-$(mirror)}
  [[ -n $from ]] || { echo 'no Debian mirror found in the settings of apt; set DEBIAN_MIRROR' >&2; exit 1; }
  rm -rf --one-file-system "$new"
  mmdebstrap --variant=minbase --mode=root \
    --aptopt='Acquire::Check-Valid-Until "false"' \
    --aptopt='APT::Install-Recommends "false"' \
    --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' \
    --include=asterisk,asterisk-modules,asterisk-core-sounds-en-wav,asterisk-moh-opsound-wav,ca-certificates,tzdata \
    forky "$new" "deb $from forky main"
  mkdir -p "$new/callrack"
  echo 'packing'
  tar --zstd --numeric-owner --xattrs -cpf "$PACK.new" -C "$new" .
  mv "$PACK.new" "$PACK"
  rm -rf --one-file-system "$ROOT"
  mv "$new" "$ROOT"
}

if [[ -x $ROOT/usr/sbin/asterisk ]]; then exit 0; fi
mkdir -p "$SIDECAR"
if [[ -e $PACK ]]; then unpack; else build; fi
[[ -x $ROOT/usr/sbin/asterisk ]] || { echo "no Asterisk in $ROOT" >&2; exit 1; }
