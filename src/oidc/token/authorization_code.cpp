// RFC 6749 §4.1.3, RFC 7636 §4.6.
#include "crypto/digest.hpp"
#include "oidc/code.hpp"
#include "oidc/token/issue.hpp"

namespace taxgate::oidc {
namespace {

constexpr std::size_t kShortestVerifier = 43;  // RFC 7636 §4.1
constexpr std::size_t kLongestVerifier = 128;

bool proves(const std::string& verifier, const std::string& challenge) {
  return verifier.size() >= kShortestVerifier && verifier.size() <= kLongestVerifier &&
         equal_constant_time(bytes_of(to_base64url(sha256(bytes_of(verifier)))), bytes_of(challenge));
}

/// A code of this client that comes after its time may be a thief's second try: its family ends.
void end_redeemed(const TokenRequest& request, ByteView hash) {
  const Provider& provider = request.provider;
  const auto row = provider.store.reader().grant_by_code(hash);
  if (!row || row->client != request.client->id) return;
  provider.store.commit([&](store::Transaction& transaction) {
    end_reused(transaction, *row, *request.client, provider.clock.now());
  });
}

Result<Code> checked(const TokenRequest& request, const Digest& hash) {
  const auto code = open_code(request.provider, request["code"]);
  if (!code) {
    end_redeemed(request, hash);
    return invalid_grant("the code is unknown, or too old");
  }
  if (code->client_id != request.client->client_id) return invalid_grant("the code is another client's");
  if (code->redirect_uri != request["redirect_uri"])
    return invalid_grant("redirect_uri is not the one that the code was sent to");
  if (!proves(request["code_verifier"], code->challenge))
    return invalid_grant("code_verifier does not prove the code_challenge (RFC 7636, section 4.6)");
  if (!code->key_thumbprint.empty() && code->key_thumbprint != request.key_thumbprint)
    return invalid_grant("the code is bound to another DPoP key (RFC 9449, section 10)");
  return *code;
}

}  // namespace

TokenAnswer by_authorization_code(TokenRequest& request) {
  if (request["code"].empty()) return invalid_request("code is missing");
  const Digest hash = sha256(bytes_of(request["code"]));
  const auto code = checked(request, hash);
  if (!code) return std::unexpected(code.error());
  return redeem(request, grant_of(*code), hash);
}

}  // namespace taxgate::oidc
