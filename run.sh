#!/usr/bin/env bash
# Builds taxgate and serves a demo bureau with invented people on http://127.0.0.1:8080.
#   ./run.sh [PROFILE]        a file of profiles/ without its ending; shanxi-2023 unless said otherwise
#   PORT=8081 ./run.sh        another port
# Beside it run two stand-ins of downstream systems, which know it by OpenID Connect alone: social insurance fees on port 8091 (where the
# bureau has them) and invoices on 8092. See demo/README.md.
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

step "downstream systems (demo/)"
npm_install demo
port=${PORT:-8080}
fees=http://127.0.0.1:8091 invoices=http://127.0.0.1:8092
# The function that opens the fee system; a bureau without one has none.
function=$(sed -n '/^\[social_insurance\]/,/^\[[a-z]/s/^function = "\(.*\)"/\1/p' "profiles/$profile.toml")

# register SYSTEM BASE: its metadata and a fresh secret, readable by its owner alone.
register() {
  local id
  BASE=$2 FUNCTION=$function node "demo/$1/server.mjs" metadata >"$data/$1.json"
  id=$($taxgate client put --data "$data" --profile "profiles/$profile.toml" "$data/$1.json")
  (umask 077; rm -f "$data/$1.secret"; $taxgate client secret --data "$data" --profile "profiles/$profile.toml" "$id" >"$data/$1.secret")
}
# downstream SYSTEM BASE
downstream() {
  ISSUER=http://127.0.0.1:$port BASE=$2 SECRET_FILE=$data/$1.secret FUNCTION=$function FEE_SYSTEM=${function:+$fees} node "demo/$1/server.mjs" &
  children+=($!)
}
children=()
trap '[ ${#children[@]} = 0 ] || kill "${children[@]}" 2>/dev/null || true' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

[ -z "$function" ] || register fee-system "$fees"
register invoices "$invoices"
[ -z "$function" ] || downstream fee-system "$fees"
downstream invoices "$invoices"
$taxgate serve --data "$data" --profile "profiles/$profile.toml" --pages web/dist --listen "127.0.0.1:$port" --insecure-cookies \
  --demo --demo-persons 600 --demo-enterprises 200 --demo-seed 7 &
children+=($!)
wait "${children[-1]}"
