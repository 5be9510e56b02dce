#!/usr/bin/env bash
# Runs the browser tests against the real binary, on a demo bureau of its own.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"
exec node run.mjs "$@"
