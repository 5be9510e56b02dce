#!/usr/bin/env bash
# The SMS connector against a real Kannel: tests/interop/kannel/run.sh PATH_TO_kannel_test [GoogleTest options]
# Needs the Debian packages kannel (1.4.5) and nodejs; the SMSC's library is taken from node_modules here,
# or comes with npm once, beside the test program.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
fail() { echo "interop/kannel: $*" >&2; exit 1; }

[ $# -ge 1 ] || fail "usage: run.sh PATH_TO_TEST_BINARY [GoogleTest options]"
binary=$(realpath -e "$1") || fail "no test program at $1"
shift
PATH=$PATH:/usr/sbin
for tool in bearerbox smsbox node npm; do
  command -v "$tool" >/dev/null || fail "$tool is missing (Debian: kannel, nodejs, npm)"
done

modules=$here
if [ ! -d "$here/node_modules/smpp" ]; then
  modules=$(dirname "$binary")/kannel-node
  if ! cmp -s "$here/package-lock.json" "$modules/installed-lock.json"; then
    mkdir -p "$modules"
    cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$modules/"
    (cd "$modules" && npm ci --silent) || fail "npm ci failed in $modules"
    cp "$here/package-lock.json" "$modules/installed-lock.json"
  fi
fi
exec node "$here/run.mjs" "$modules" "$binary" "$@"
