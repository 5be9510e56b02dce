#!/usr/bin/env bash
# The include direction: base <- domain <- {profile, crypto, store, audit, connect} <- app <- oidc <- http <- commands (the composition root).
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
declare -A may=(
  [base]="base" [domain]="base domain" [profile]="base domain profile" [crypto]="base crypto" [store]="base domain store"
  [audit]="base crypto audit" [connect]="base domain connect"
  [app]="base domain profile crypto store audit connect app"
  [oidc]="base domain profile crypto store audit connect app oidc"
  [http]="base domain profile crypto store audit connect app oidc http"
)
wrong=0
for room in "${!may[@]}"; do
  while IFS=: read -r file line include; do
    to=$(sed -E 's/.*"([a-z]+)\/.*/\1/' <<<"$include")
    [[ " ${may[$room]} " == *" $to "* ]] && continue
    echo "$file:$line: $room must not include $to" >&2
    wrong=1
  done < <(grep -rnE '^#include "[a-z]+/' "src/$room" --include='*.hpp' --include='*.cpp' || true)
done
exit $wrong
