#!/usr/bin/env bash
# A downstream system in plain HTTP: each step is one request. ISSUER, CLIENT_ID, CLIENT_SECRET and REDIRECT_URI come from the environment.
#   downstream.sh begin FILE          prints where to send the browser; FILE keeps what the next step needs
#   downstream.sh end FILE URL        URL: where the browser came back; prints the tokens
#   downstream.sh refresh TOKEN_FILE | introspect TOKEN_FILE | revoke TOKEN_FILE | userinfo TOKEN_FILE
#   downstream.sh switch TOKEN_FILE NUMBER     the same person for another taxpayer
set -euo pipefail

secretly() { printf 'user = "%s:%s"\n' "$CLIENT_ID" "$CLIENT_SECRET"; } # not on the command line, where others could read it
post() { curl --silent --show-error --config <(secretly) "$ISSUER$1" "${@:2}"; }
random() { head -c 32 /dev/urandom | basenc --base64url | tr -d '=\n'; }
parameter() { sed -n "s/.*[?&]$1=\([^&]*\).*/\1/p" <<<"$2" | sed 's/+/ /g; s/%/\\x/g' | xargs -0 printf '%b'; }

case $1 in
  begin)
    verifier=$(random) state=$(random)
    challenge=$(printf %s "$verifier" | openssl dgst -sha256 -binary | basenc --base64url | tr -d '=')
    (umask 077; printf '%s %s\n' "$verifier" "$state" >"$2")
    request_uri=$(post /oauth2/par -d response_type=code -d "redirect_uri=$REDIRECT_URI" -d 'scope=openid profile' -d "state=$state" \
      -d "code_challenge=$challenge" -d code_challenge_method=S256 | jq -r .request_uri)
    echo "$ISSUER/oauth2/authorize?client_id=$CLIENT_ID&request_uri=$(jq -rn --arg uri "$request_uri" '$uri | @uri')" ;;
  end)
    read -r verifier state <"$2"
    [ "$(parameter state "$3")" = "$state" ] || { echo 'the state is another' >&2; exit 1; }
    [ "$(parameter iss "$3")" = "$ISSUER" ] || { echo 'the issuer is another' >&2; exit 1; }
    post /oauth2/token --fail-with-body -d grant_type=authorization_code -d "code=$(parameter code "$3")" -d "redirect_uri=$REDIRECT_URI" -d "code_verifier=$verifier" ;;
  refresh) post /oauth2/token --fail-with-body -d grant_type=refresh_token --data-urlencode "refresh_token@$2" ;;
  introspect) post /oauth2/introspect --fail-with-body --data-urlencode "token@$2" ;;
  revoke) post /oauth2/revoke --fail-with-body --data-urlencode "token@$2" ;;
  userinfo) curl --silent --show-error --fail-with-body --config <(printf 'header = "Authorization: Bearer %s"\n' "$(<"$2")") "$ISSUER/oauth2/userinfo" ;;
  switch)
    post /oauth2/token --fail-with-body -d grant_type=urn:ietf:params:oauth:grant-type:token-exchange --data-urlencode "subject_token@$2" \
      -d subject_token_type=urn:ietf:params:oauth:token-type:access_token \
      --data-urlencode "authorization_details=$(jq -nc --arg number "$3" '[{type: "tax_mandate", principal: $number}]')" ;;
  *) sed -n '2,6p' "$0"; exit 2 ;;
esac
