#include "oidc/claims.hpp"

#include <array>

#include "crypto/digest.hpp"
#include "crypto/jose/jws.hpp"
#include "crypto/random.hpp"
#include "oidc/lifetimes.hpp"
#include "oidc/logout.hpp"

namespace taxgate::oidc {
namespace {

namespace json = boost::json;

constexpr std::string_view kAcr = "urn:taxgate:level:";

std::int64_t seconds(Time time) { return std::chrono::floor<Seconds>(time).time_since_epoch().count(); }

json::array array_of(const std::vector<std::string>& texts) {
  json::array array;
  for (const auto& text : texts) array.emplace_back(text);
  return array;
}

json::object taxpayer_json(const Taxpayer& taxpayer) {
  return {{"number", taxpayer.uscc.empty() ? taxpayer.taxpayer_number : taxpayer.uscc},
          {"name", taxpayer.name}};
}

/// The left half of its hash (OIDC Core §3.1.3.6); every algorithm here is with SHA-256.
std::string half_hash(std::string_view token) {
  const Digest hash = sha256(bytes_of(token));
  return to_base64url(ByteView{hash}.first(hash.size() / 2));
}

/// The end of the last day, if the authority has one.
std::optional<std::string> last_day(const Grant& grant) {
  std::optional<Date> day = grant.acting.mandate ? grant.acting.mandate->ends : std::nullopt;
  if (grant.acting.engagement && grant.acting.engagement->terms.ends)
    day = day ? std::min(*day, *grant.acting.engagement->terms.ends) : grant.acting.engagement->terms.ends;
  return day ? std::optional{format_date(*day)} : std::nullopt;
}

void add_authentication(json::object& claims, const Authentication& authentication) {
  claims["auth_time"] = seconds(authentication.at);
  claims["acr"] = acr(authentication.level);
  claims["amr"] = amr(authentication.methods);
}

void add_authority(const Provider& provider, const Grant& grant, json::object& claims) {
  claims["authorization_details"] = authorization_details(provider, grant);
  if (auto chain = actor(provider, grant)) claims["act"] = *std::move(chain);
}

/// RFC 9068 §2.2.
std::string jwt_access_token(const Provider& provider, const std::string& issuer, const Grant& grant,
                             Time expires) {
  json::object claims{{"iss", issuer},
                      {"sub", subject(provider, grant)},
                      {"aud", issuer},
                      {"client_id", grant.client->client_id},
                      {"scope", grant.row.scope},
                      {"iat", seconds(provider.clock.now())},
                      {"exp", seconds(expires)},
                      {"jti", provider.handles.access(grant.row, expires)}};
  add_authentication(claims, authentication_of(grant.row));
  add_authority(provider, grant, claims);
  if (!grant.row.key_thumbprint.empty())
    claims["cnf"] = json::object{{grant.client->bound_to_tls ? "x5t#S256" : "jkt", grant.row.key_thumbprint}};
  return jose::sign_jws(*provider.keys.current(grant.client->id_token_alg), "at+jwt", claims);
}

/// What the scopes `profile`, `phone` and `document` open (OIDC Core §5.4).
json::object person_claims(const Provider& provider, const Grant& grant) {
  const auto row = provider.store.reader().person(grant.row.person);
  if (!row) return {};
  const Person person = provider.vault.open(*row);
  json::object claims;
  if (has_word(grant.row.scope, "profile")) {
    claims["name"] = person.name;
    if (person.username) claims["preferred_username"] = *person.username;
    claims["updated_at"] = seconds(row->updated_at);
  }
  if (has_word(grant.row.scope, "phone") && person.phone) {
    claims["phone_number"] = *person.phone;
    claims["phone_number_verified"] = person.phone_verified_at.has_value();
  }
  if (has_word(grant.row.scope, "document")) {
    claims["document_kind"] = to_string(person.document.kind);
    claims["document_number"] = person.document.number;
  }
  return claims;
}

}  // namespace

std::string acr(int level) { return std::string{kAcr} + std::to_string(level); }

std::optional<int> level_of_acr(std::string_view acr) {
  if (!acr.starts_with(kAcr)) return std::nullopt;
  int level = 0;
  const auto digits = acr.substr(kAcr.size());
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), level);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return level;
}

json::array amr(const std::vector<std::string>& methods) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kWords{
      {{"password", "pwd"}, {"sms", "sms"}, {"face", "face"}, {"certificate", "sc"}}};
  std::vector<std::string> said;
  for (const auto& method : methods) {
    const auto* const known = std::ranges::find_if(
        kWords, [&](const auto& word) { return method.find(word.first) != std::string::npos; });
    std::string word{known == kWords.end() ? std::string_view{method} : known->second};
    if (!contains(said, word)) said.push_back(std::move(word));
  }
  if (said.size() > 1) said.emplace_back("mfa");
  return array_of(said);
}

std::string subject(const Provider& provider, const Grant& grant) {
  return provider.subjects.of(provider.bureau.id, grant.row.person, grant.client->sector);
}

json::array authorization_details(const Provider& provider, const Grant& grant) {
  json::object detail{{"type", kMandate}};
  if (!grant.acting.mandate) {
    detail["identity"] = "self";
    return {std::move(detail)};
  }
  detail["identity"] = grant.agency ? "agency" : "enterprise";
  detail["principal"] = taxpayer_json(grant.principal.value());
  if (grant.agency) detail["agency"] = taxpayer_json(*grant.agency);
  detail["role"] = grant.acting.mandate->role;
  detail["mandate"] = std::to_string(grant.acting.mandate->id.value);
  detail["functions"] = array_of(provider.grants.functions(grant));
  if (const auto end = last_day(grant)) detail["ends"] = *end;
  return {std::move(detail)};
}

std::optional<json::object> actor(const Provider& provider, const Grant& grant) {
  if (!grant.agency) return std::nullopt;
  const json::object agency = taxpayer_json(*grant.agency);
  return json::object{{"sub", subject(provider, grant)},
                      {"act", json::object{{"sub", agency.at("number")}, {"name", agency.at("name")}}}};
}

json::object userinfo_claims(const Provider& provider, const Grant& grant) {
  json::object claims = person_claims(provider, grant);
  claims["sub"] = subject(provider, grant);
  add_authority(provider, grant, claims);
  return claims;
}

std::string id_token(const Provider& provider, const std::string& issuer, const Grant& grant,
                     std::string_view access_token, bool first) {
  const Time now = provider.clock.now();
  const Authentication authentication = authentication_of(grant.row);
  json::object claims{{"iss", issuer},
                      {"sub", subject(provider, grant)},
                      {"aud", grant.client->client_id},
                      {"azp", grant.client->client_id},
                      {"iat", seconds(now)},
                      {"exp", seconds(std::min<Time>(now + kIdToken, grant.ends))},
                      {"sid", provider.subjects.sid(grant.row.id)}};
  if (!access_token.empty()) claims["at_hash"] = half_hash(access_token);
  if (first && !authentication.nonce.empty()) claims["nonce"] = authentication.nonce;
  add_authentication(claims, authentication);
  add_authority(provider, grant, claims);
  return jose::sign_jws(*provider.keys.current(grant.client->id_token_alg), "JWT", claims);
}

AccessToken access_token(const Provider& provider, const std::string& issuer, const Grant& grant) {
  const Time expires =
      std::chrono::floor<Seconds>(std::min<Time>(provider.clock.now() + kAccessToken, grant.ends));
  if (grant.client->jwt_access_tokens) return {jwt_access_token(provider, issuer, grant, expires), expires};
  return {provider.handles.access(grant.row, expires), expires};
}

}  // namespace taxgate::oidc
