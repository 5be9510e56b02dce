#include "oidc/device.hpp"

#include "app/journal.hpp"
#include "crypto/digest.hpp"
#include "crypto/random.hpp"
#include "oidc/client/authenticate.hpp"
#include "oidc/lifetimes.hpp"

namespace taxgate::oidc {
namespace {

namespace json = boost::json;

// §6.1: twenty letters that are read and typed without doubt; eight of them are 34 bits, for ten minutes and
// behind a sign-in.
constexpr std::string_view kLetters = "BCDFGHJKLMNPQRSTVWXZ";
constexpr std::size_t kLength = 8;

std::string new_user_code() {
  std::string code;
  while (code.size() < kLength) {
    const auto octet = random_bytes(1).front();
    if (octet < 240) code.push_back(kLetters[octet % kLetters.size()]);  // 240: without a bias
  }
  return code;
}

std::string plain(std::string_view typed) {
  std::string code;
  for (const char letter : ascii_upper(typed)) {
    if (kLetters.find(letter) != std::string_view::npos) code.push_back(letter);
  }
  return code;
}

Bytes hash_of(std::string_view text) {
  const Digest hash = sha256(bytes_of(text));
  return {hash.begin(), hash.end()};
}

}  // namespace

Result<json::object> begin_device(const Provider& provider, const Incoming& request) {
  if (const auto name = request.form.repeated(); !name.empty())
    return invalid_request("a parameter is repeated: " + name);
  Once once;
  const auto client = authenticate(provider, request, once);
  if (!client) return std::unexpected(client.error());
  if (!(*client)->may("urn:ietf:params:oauth:grant-type:device_code"))
    return fault("unauthorized_client", "this client may not use device authorization");
  const auto scopes = distinct_words(request.form["scope"]);
  for (const auto& scope : scopes) {
    if (!contains((*client)->scopes, scope))
      return fault("invalid_scope", "this client may not have " + scope);
  }
  const std::string device_code = random_token();
  const std::string user_code = new_user_code();
  const Time now = provider.clock.now();
  Result<void> spent;
  provider.store.commit([&](store::Transaction& transaction) {
    spent = once.spend(transaction);
    if (!spent) return;
    transaction.insert({.device_hash = hash_of(device_code),
                        .bureau = provider.bureau.id,
                        .user_code_hash = hash_of(user_code),
                        .client = (*client)->id,
                        .request = json::serialize(json::object{{"scope", joined(scopes)}}),
                        .state = std::string{kDeviceOpen},
                        .session = {},
                        .mandate = {},
                        .engagement = {},
                        .polled_at = {},
                        .pace = kDevicePace,
                        .expires_at = now + kDeviceRequest,
                        .version = 1});
  });
  if (!spent) return std::unexpected(spent.error());
  const std::string shown = user_code.substr(0, kLength / 2) + "-" + user_code.substr(kLength / 2);
  return json::object{{"device_code", device_code},
                      {"user_code", shown},
                      {"verification_uri", request.issuer + "/device"},
                      {"verification_uri_complete", request.issuer + "/device?user_code=" + shown},
                      {"expires_in", kDeviceRequest.count()},
                      {"interval", kDevicePace}};
}

std::optional<DevicePending> find_device(const Provider& provider, std::string_view user_code) {
  auto row = provider.store.reader().device_request_by_user_code(hash_of(plain(user_code)));
  if (!row || row->bureau != provider.bureau.id || row->state != kDeviceOpen ||
      provider.clock.now() >= row->expires_at)
    return std::nullopt;
  auto client = provider.clients.find(row->client);
  if (!client) return std::nullopt;
  auto scopes = words(std::string{json::parse(row->request).at("scope").as_string()});
  return DevicePending{*std::move(row), std::move(client), std::move(scopes)};
}

bool decide_device(const Provider& provider, const DevicePending& pending, const app::Session& session,
                   bool allowed) try {
  store::DeviceRequestRow row = pending.row;
  row.state = allowed ? kDeviceAllowed : kDeviceRefused;
  row.session = session.row.id;
  row.mandate = session.row.mandate;
  row.engagement = session.row.engagement;
  ++row.version;
  provider.store.commit([&](store::Transaction& transaction) {
    transaction.update(row);
    app::record(transaction,
                {row.bureau,
                 allowed ? "device-allowed" : "device-refused",
                 session.person(),
                 session.person(),
                 session.principal(),
                 {{"client", pending.client->client_id}}},
                provider.clock.now());
  });
  return true;
} catch (const store::Conflict&) {
  return false;
}

std::optional<store::GrantRow> device_grant(const Provider& provider, const store::DeviceRequestRow& row) {
  const auto session = provider.store.reader().session(row.session);
  if (!session) return std::nullopt;
  const json::value request = json::parse(row.request);
  store::GrantRow grant;
  grant.person = session->person;
  grant.session = session->id;
  grant.mandate = row.mandate;
  grant.engagement = row.engagement;
  grant.scope = std::string{request.at("scope").as_string()};
  grant.claims = to_json(
      {.at = session->started_at, .level = session->level, .methods = words(session->methods), .nonce = {}});
  return grant;
}

}  // namespace taxgate::oidc
