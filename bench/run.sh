#!/usr/bin/env bash
# Builds, measures and prints every figure beside its limit; exit code 1 when one is missed. Nothing else should run meanwhile.
#   bench/run.sh                                    all, about two minutes
#   bench/run.sh starting requests signing imports decisions  these alone
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
mkdir -p build
. tools/lib.sh
need_packages tools/packages-run.txt tools/packages-test.txt tools/packages-bench.txt
need_node
step "building"
build all
step "measuring"
node bench/run.mjs "$@"
