#!/usr/bin/env bash
# Formats the C++ sources in place; with --check it changes nothing and fails where it would.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
mode=(-i)
[ "${1:-}" = --check ] && mode=(--dry-run -Werror)
find src tests bench -path '*/node_modules' -prune -o \( -name '*.hpp' -o -name '*.cpp' \) -print0 | xargs -0 -n 32 -P 2 clang-format-19 "${mode[@]}"
