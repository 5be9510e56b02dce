#!/usr/bin/env bash
# Installs what the tests need and runs all of them: unit, contract, functional (the real binary over HTTP), browser (Chromium),
# interop (Kannel; relying parties that others wrote).
#   ./test.sh                 all
#   ./test.sh unit web functional browser interop      these alone
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"
mkdir -p build
. tools/lib.sh

parts=${*:-unit web functional browser interop}
need_packages tools/packages-run.txt tools/packages-test.txt
need_node
step "building"
build

for part in $parts; do
  step "tests: $part"
  case $part in
    unit) ctest --test-dir build/release --output-on-failure --parallel 2 --progress || fail "a unit or contract test failed" ;;
    web)
      npm_install web
      npm --prefix web test --silent || fail "a test of the pages' components failed" ;;
    functional)
      npm_install tests/functional
      node --test --test-reporter=spec tests/functional/*.test.mjs || fail "a functional test failed" ;;
    browser)
      build_pages
      npm_install tests/browser
      npm_install tests/functional
      npm_install demo
      tests/browser/run.sh || fail "a browser test failed" ;;
    interop)
      npm_install tests/interop/kannel
      tests/interop/kannel/run.sh build/release/tests/interop/kannel/kannel_test || fail "a test against Kannel failed"
      npm_install tests/functional
      npm_install demo
      npm_install docs/examples/typescript
      tests/interop/openid/run.sh || fail "a test with a real relying party failed" ;;
    *) fail "no such part: $part" ;;
  esac
done
step "all of these passed: $parts"
