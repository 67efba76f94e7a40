#!/bin/sh
# Checks an archive before it is unpacked: sh verify.sh ARCHIVE STATEMENT PUBLIC-KEY. Needs openssl 3 and coreutils.
# Exit code 0: the archive is the one that the holder of the key released. 1: it is not. 2: it could not be looked at.
set -eu
if [ $# -ne 3 ]; then
  echo 'verify.sh ARCHIVE STATEMENT PUBLIC-KEY' >&2
  exit 2
fi
for file in "$@"; do
  [ -r "$file" ] || { echo "$file cannot be read" >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" "$2"; }
type=application/vnd.in-toto+json
[ "$(field payloadType "$2")" = "$type" ] || { echo 'the statement is none of in-toto'; exit 1; }
[ -n "$(field sig "$2")" ] || { echo 'the statement is not signed'; exit 1; }
field payload "$2" | base64 -d >"$work/payload" 2>/dev/null || { echo 'the statement is damaged'; exit 1; }
field sig "$2" | base64 -d >"$work/sig" 2>/dev/null || { echo 'the signature is damaged'; exit 1; }
{ printf 'DSSEv1 %s %s %s ' "${#type}" "$type" "$(wc -c <"$work/payload" | tr -d ' ')" && cat "$work/payload"; } >"$work/signed"
openssl pkeyutl -verify -pubin -inkey "$3" -rawin -in "$work/signed" -sigfile "$work/sig" >/dev/null 2>&1 ||
  { echo 'the signature is not of this key'; exit 1; }
sum=$(sha256sum "$1" | cut -d ' ' -f 1)
grep -q "\"subject\":\[{\"name\":\"[^\"]*\",\"digest\":{\"sha256\":\"$sum\"}}\]" "$work/payload" ||
  { echo 'the archive is not the one of the statement'; exit 1; }
echo "$sum is signed by this key, from commit $(field gitCommit "$work/payload")"
