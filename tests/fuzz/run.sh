#!/usr/bin/env bash
# Builds every fuzz target with libFuzzer, AddressSanitizer and UndefinedBehaviorSanitizer, and runs one after the other.
#   tests/fuzz/run.sh               a minute each
#   tests/fuzz/run.sh 600 engine    ten minutes of the target `engine`
# BUILD is the build folder (build/fuzz). What is new is kept in BUILD/found/TARGET; an input that breaks a target is put
# into its corpus as crash-…: mend the fault, and leave the input there as its test.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
seconds=${1:-60}
shift || true
build=${BUILD:-build/fuzz}
targets=("$@")
if [ ${#targets[@]} = 0 ]; then
  for folder in tests/fuzz/corpus/*/; do targets+=("$(basename "$folder")"); done
fi

export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime CCACHE_BASEDIR="$PWD"
mkdir -p "$build"
cmake --preset fuzz -B "$build" >"$build/cmake.log" 2>&1 || { cat "$build/cmake.log" >&2; exit 1; }
ninja -C "$build" --quiet "${targets[@]/#/fuzz_}"

broken=()
for target in "${targets[@]}"; do
  printf '\n== %s, %s s\n' "$target" "$seconds"
  corpus=tests/fuzz/corpus/$target
  found=$build/found/$target
  mkdir -p "$found"
  nice "$build/tests/fuzz/fuzz_$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -report_slow_units=60 \
    -artifact_prefix="$corpus/" "$found" "$corpus" >"$found.log" 2>&1 || broken+=("$target")
  tail -n 3 "$found.log"
done
[ ${#broken[@]} = 0 ] || { printf '\nbroken: %s (the logs are in %s/found)\n' "${broken[*]}" "$build" >&2; exit 1; }
