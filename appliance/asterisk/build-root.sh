#!/usr/bin/env bash
# build-root.sh CACHE: makes CACHE/sidecar/root, the Debian root with Asterisk 22 that run.sh runs it out of, and
# CACHE/sidecar/root.tar.zst, the same packed. Unpacks where only the pack is there, does nothing where the root is
# ready, and leaves no half of anything when it is interrupted. Run as root on Debian 12 or 13; needs mmdebstrap, zstd
# and network the first time. DEBIAN_MIRROR overrides the mirror that this machine's apt uses.
#
# Asterisk 22 is in forky only. A root of its own beside the host is what makes it run on 12 and 13: pinning it there
# would replace the host's libc. The pack is kept because forky changes daily.
set -euo pipefail
CACHE=${1:?usage: build-root.sh CACHE}
SUITE=forky
PACKAGES=asterisk,asterisk-modules,asterisk-core-sounds-en-wav,asterisk-moh-opsound-wav,ca-certificates,tzdata
KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg
SIDECAR=$CACHE/sidecar
ROOT=$SIDECAR/root
PACK=$SIDECAR/root.tar.zst
LOG=$SIDECAR/build.log

say() { printf 'sidecar: %s\n' "$*"; }
fail() { printf 'sidecar: %s\n' "$*" >&2; exit 1; }
ready() { [[ -x $ROOT/usr/sbin/asterisk && -d $ROOT/callrack ]]; }

if ready; then exit 0; fi
[[ $(id -u) == 0 ]] || fail 'must run as root'
mkdir -p "$SIDECAR"
# `up` and `check` may come at the same time.
exec 9>"$SIDECAR/lock"
flock 9
if ready; then exit 0; fi

FRESH=$(mktemp -d "$SIDECAR/.fresh.XXXXXX")
trap 'rm -rf --one-file-system "$FRESH" "$PACK.part"' EXIT
# mktemp makes 0700, but Asterisk's own user has to walk through its root.
chmod 0755 "$FRESH"

# watched WHAT COMMAND...: runs it with its output in the log, and says every five seconds how far it is
watched() {
  local what=$1 pid seconds=0
  shift
  # A process group of its own, so that all of it can be ended.
  set -m
  "$@" >>"$LOG" 2>&1 9>&- &
  pid=$!
  set +m
  trap 'kill -- "-$pid" 2>/dev/null; wait "$pid"; exit 143' TERM INT
  while kill -0 "$pid" 2>/dev/null; do
    sleep 1 9>&-
    seconds=$((seconds + 1))
    if ((seconds % 5 == 0)); then say "$what: $seconds s, $(du -smx "$FRESH" 2>/dev/null | cut -f1) MB"; fi
  done
  trap - TERM INT
  wait "$pid"
}

# The URIs of this machine's apt sources that carry its own release, without the security archive: one a line.
apt_uris() {
  local codename
  codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
  # deb822: stanzas of "Field: value"; a source may be switched off
  for file in /etc/apt/sources.list.d/*.sources; do
    [[ -f $file ]] || continue
    awk -v RS= -v code="$codename" '
      { uris = suites = types = ""; enabled = 1
        count = split($0, lines, "\n")
        for (i = 1; i <= count; i++) {
          line = lines[i]; field = tolower(line); sub(/:.*/, "", field); sub(/^[^:]*:[ \t]*/, "", line)
          if (field == "uris") uris = line
          if (field == "suites") suites = " " line " "
          if (field == "types") types = " " line " "
          if (field == "enabled" && tolower(line) ~ /^(no|false|off|0)/) enabled = 0
        }
        if (enabled && types ~ / deb / && index(suites, " " code " ")) { split(uris, uri, /[ \t]+/); print uri[1] } }' "$file"
  done
  # one line each: deb [options] uri suite components
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [[ -f $file ]] || continue
    sed -nE 's/^[[:space:]]*deb[[:space:]]+(\[[^]]*\][[:space:]]+)?([^[:space:]]+)[[:space:]]+([^[:space:]]+).*/\2 \3/p' "$file" |
      awk -v code="$codename" '$2 == code { print $1 }'
  done
}

mirror() {
  local uri
  if [[ -n ${DEBIAN_MIRROR:-} ]]; then printf '%s' "$DEBIAN_MIRROR"; return; fi
  while read -r uri; do
    case $uri in
      # cloud images: a file with the mirrors in it
      mirror+file:*) uri=$(awk '!/^#/ && NF { print $1; exit }' "${uri#mirror+file:}" 2>/dev/null || true) ;;
    esac
    case $uri in
      http://*/debian | http://*/debian/ | https://*/debian | https://*/debian/) printf '%s' "${uri%/}"; return ;;
    esac
  done < <(apt_uris)
  fail "no Debian mirror in this machine's apt settings; name one in DEBIAN_MIRROR"
}

# In a chroot whose / is no mount of its own the kernel lets nobody make the mounts private: there they are as they are.
propagation() {
  if unshare --mount --propagation private true 2>/dev/null; then echo private; else echo unchanged; fi
}

build() {
  local from options=()
  from=$(mirror) || exit 1
  # The host's proxy, if its apt uses one.
  while IFS= read -r option; do options+=("--aptopt=$option"); done < <(apt-config dump | grep -E '^Acquire::https?::Proxy ' || true)
  # Its mounts inside the new root are nobody else's, and gone with it however it ends.
  unshare --mount --propagation "$(propagation)" mmdebstrap --variant=minbase --mode=root --format=directory \
    --aptopt='Acquire::Check-Valid-Until "false"' \
    --aptopt='APT::Install-Recommends "false"' \
    --aptopt='Acquire::Retries "3"' \
    --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' \
    "${options[@]}" \
    --include="$PACKAGES" \
    "$SUITE" "$FRESH/root" "deb [signed-by=$KEYRING] $from $SUITE main" || return 1
  mkdir -p "$FRESH/root/callrack"
}

pack() { tar --create --numeric-owner --xattrs --directory="$FRESH/root" . | zstd -q -T0 -10 -o "$PACK.part" && mv "$PACK.part" "$PACK"; }
unpack() { mkdir "$FRESH/root" && zstd -q -d -c "$PACK" | tar --extract --numeric-owner --xattrs --directory="$FRESH/root"; }

: >"$LOG"
for tool in zstd flock; do command -v "$tool" >/dev/null || fail "$tool is not installed"; done
if [[ -f $PACK ]] && watched unpacking unpack; then
  say 'unpacked'
else
  if [[ -f $PACK ]]; then say 'the pack is damaged, building afresh'; rm -rf --one-file-system "$FRESH/root"; fi
  command -v mmdebstrap >/dev/null || fail 'mmdebstrap is not installed'
  [[ -f $KEYRING ]] || fail "$KEYRING is missing: install debian-archive-keyring"
  say "building from $(mirror)"
  watched building build || {
    tail -n 15 "$LOG" >&2
    fail "the build failed; all of it is in $LOG. Where a signature could not be verified, upgrade debian-archive-keyring"
  }
  watched packing pack || fail "packing failed; see $LOG"
  say "built and packed: $(du -m "$PACK" | cut -f1) MB"
fi
[[ -x $FRESH/root/usr/sbin/asterisk ]] || fail "no Asterisk in the root; see $LOG"
# What stood there was not whole.
rm -rf --one-file-system "$ROOT"
mv "$FRESH/root" "$ROOT"
