#!/usr/bin/env bash
# Relying parties that others wrote, against the real binary: tests/interop/openid/run.sh [file…]; TAXGATE names another binary.
# Needs Debian's apache2, libapache2-mod-auth-openidc, nginx-light, curl, jq, clang and nlohmann-json3-dev (for the C++ example), and the npm packages of
# tests/functional, demo and docs/examples/typescript.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"
fail() { echo "interop/openid: $*" >&2; exit 1; }

PATH=$PATH:/usr/sbin
for tool in apache2 nginx curl jq node clang++-19 pkg-config; do
  command -v "$tool" >/dev/null || fail "$tool is missing (tools/packages-test.txt names its package)"
done
[ -f /usr/lib/apache2/modules/mod_auth_openidc.so ] || fail "mod_auth_openidc is missing (Debian: libapache2-mod-auth-openidc)"
for modules in ../../functional ../../../demo ../../../docs/examples/typescript; do
  [ -d "$modules/node_modules/openid-client" ] || fail "npm ci has to run in $modules first"
done
[ $# -gt 0 ] || set -- *.test.mjs
exec node --test --test-concurrency=1 --test-reporter=spec "$@"
