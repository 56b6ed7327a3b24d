#!/usr/bin/env bash
# make.sh HOME: speaks the texts of texts.json into HOME/asterisk/media/prompts/{zh,en}/NAME.wav (8 kHz, mono, 16 bits),
# only where a file is missing or this folder changed. Prints "made" or "unchanged". A voice file put there by hand
# under another name is left alone.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=${1:?usage: make.sh HOME}
node=$here/../../node_modules/.bin/node
folder=$home/asterisk/media/prompts
mkdir -p "$folder"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$node" -e '
  const texts = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
  for (const [name, said] of Object.entries(texts))
    for (const [language, text] of Object.entries(said)) console.log([language, name, text].join("\t"));
' "$here/texts.json" >"$work/list"

made_from=$(cat "$here/texts.json" "$here/make.sh" | sha256sum | cut -d' ' -f1)
complete=yes
while IFS=$'\t' read -r language name _; do
  [ -s "$folder/$language/$name.wav" ] || complete=no
done <"$work/list"
if [ "$complete" = yes ] && [ "$(cat "$folder/.made-from" 2>/dev/null)" = "$made_from" ]; then
  echo unchanged
  exit
fi

# Every file is equally loud and has little silence around it: words of a number follow each other.
LOUDNESS_DB=-20
trimmed=(silence 1 0.01 0.3% reverse silence 1 0.01 0.3% reverse)

speak() {
  local language=$1 name=$2 text=$3 part=$work/$1-$2 level
  case $language in
    # The plain "cmn" voice turns characters into pinyin and then reads those letters as English.
    zh) espeak-ng -v cmn-latn-pinyin -s 160 -w "$part.said.wav" -- "$text" ;;
    # flite is far better understood in English; it speaks into files alone.
    en) flite -voice rms -t "$text" -o "$part.said.wav" ;;
  esac
  # The telephone's band, levelled.
  sox -D "$part.said.wav" -r 8000 -c 1 -b 16 "$part.shaped.wav" \
    gain -8 highpass 200 lowpass 3600 compand 0.005,0.2 6:-78,-78,-48,-30,-28,-20,0,-10 -2 -90 0.01 "${trimmed[@]}"
  level=$(sox "$part.shaped.wav" -n stats 2>&1 | awk '/^RMS lev dB/ { print $4 }')
  sox -D "$part.shaped.wav" "$part.wav" gain "$(awk "BEGIN { print $LOUDNESS_DB - ($level) }")" pad 0.05 0.1
  chmod 0644 "$part.wav"
  mv -T "$part.wav" "$folder/$language/$name.wav"
}

mkdir -p "$folder"/{zh,en}
running=0
while IFS=$'\t' read -r language name text; do
  speak "$language" "$name" "$text" &
  running=$((running + 1))
  if [ "$running" -ge "$(nproc)" ]; then
    wait -n
    running=$((running - 1))
  fi
done <"$work/list"
for ((; running > 0; running--)); do wait -n; done
printf '%s\n' "$made_from" >"$folder/.made-from"
echo made
