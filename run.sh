#!/usr/bin/env bash
# Builds taxgate and serves a demo bureau with invented people on http://127.0.0.1:8080.
#   ./run.sh [PROFILE]        a file of profiles/ without its ending; shanxi-2023 unless said otherwise
#   PORT=8081 ./run.sh        another port
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"
mkdir -p build
. tools/lib.sh

profile=${1:-shanxi-2023}
[ -f "profiles/$profile.toml" ] || fail "there is no profiles/$profile.toml"
need_packages tools/packages-run.txt
need_node
step "building (the first time takes some minutes)"
build taxgate
build_pages

taxgate=build/release/src/taxgate
data=data/demo-$profile
people=(--persons 600 --enterprises 200 --seed 7)
if [ ! -f "$data/ready" ]; then
  step "making a demo bureau in $data"
  rm -rf "$data"
  $taxgate init --data "$data"
  $taxgate demo generate "${people[@]}" --out "$data/registry"
  $taxgate import registry --data "$data" --profile "profiles/$profile.toml" --mapping profiles/mappings/demo.toml "$data"/registry/*.csv
  $taxgate demo officers --data "$data" --profile "profiles/$profile.toml" --seed 7 >"$data/officers"
  touch "$data/ready"
fi
step "officers of the bureau, to sign in by its officers' entrance: role, name, document, phone, first password"
[ ! -f "$data/officers" ] || cat "$data/officers"
exec $taxgate serve --data "$data" --profile "profiles/$profile.toml" --pages web/dist --listen "127.0.0.1:${PORT:-8080}" --insecure-cookies \
  --demo --demo-persons 600 --demo-enterprises 200 --demo-seed 7
