#!/usr/bin/env bash
# clang-tidy over the rooms of src/ that are named (all, unless some are). A unit is linted again when it, a header of the
# project, or the rules changed.
#   tools/lint.sh [ROOM...]
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
cache=build/lint
mkdir -p "$cache"
headers=$(find src -name '*.hpp' -print0 | sort -z | xargs -0 cat .clang-tidy | sha256sum | cut -c1-16)
lint_one() {
  local key
  key=$(cat "$3" | sha256sum | cut -c1-16)
  local mark="$1/$(tr / _ <<<"$3").$2.$key"
  [ -e "$mark" ] && return 0
  clang-tidy-19 --quiet -p build/release "$3" 2>/dev/null || { echo "lint: $3" >&2; return 1; }
  touch "$mark"
}
export -f lint_one
folders=(src)
[ $# -gt 0 ] && folders=("${@/#/src/}")
find "${folders[@]}" -name '*.cpp' ! -name json_impl.cpp -print0 | xargs -0 -P 2 -I{} bash -c 'lint_one "$@"' _ "$cache" "$headers" {}
