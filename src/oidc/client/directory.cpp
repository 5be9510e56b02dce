#include "oidc/client/directory.hpp"

#include "app/journal.hpp"
#include "crypto/digest.hpp"
#include "crypto/random.hpp"

namespace taxgate::oidc {
namespace {

namespace json = boost::json;

constexpr std::string_view kActive = "active";

Client client_of(const store::ClientRow& row) {
  auto client = read_client(json::parse(row.metadata).as_object());
  if (!client) throw std::runtime_error("a stored client is not whole: " + client.error().front().member);
  client->id = row.id;
  client->version = row.version;
  client->active = row.state == kActive;
  client->secret_hash = row.secret_hash;
  return *std::move(client);
}

}  // namespace

std::shared_ptr<const Client> ClientDirectory::of(std::optional<store::ClientRow> row) {
  if (!row || row->bureau != bureau_.id || row->state != kActive) return nullptr;
  const std::lock_guard lock(mutex_);
  auto& kept = read_[row->id];
  if (!kept || kept->version != row->version) kept = std::make_shared<const Client>(client_of(*row));
  return kept;
}

std::shared_ptr<const Client> ClientDirectory::find(std::string_view client_id) {
  return of(store_.reader().client(bureau_.id, client_id));
}

std::shared_ptr<const Client> ClientDirectory::find(ClientId id) { return of(store_.reader().client(id)); }

std::vector<store::ClientRow> ClientDirectory::all() { return store_.reader().clients(bureau_.id); }

std::expected<void, std::vector<ClientFault>> ClientDirectory::put(const json::object& metadata, PersonId by,
                                                                   std::optional<int> former) {
  const auto client = read_client(metadata);
  if (!client) return std::unexpected(client.error());
  const auto made = change(client->client_id, "client-changed", by, [&](store::ClientRow& row) {
    if (former && *former != row.version) throw store::Conflict("client: changed by somebody else");
    row.metadata = json::serialize(metadata);
  });
  if (made) return {};
  if (former.value_or(0) != 0) throw store::Conflict("client: gone");
  const Time now = clock_.now();
  store_.commit([&](store::Transaction& transaction) {
    transaction.put({.id = {},
                     .bureau = bureau_.id,
                     .client_id = client->client_id,
                     .metadata = json::serialize(metadata),
                     .secret_hash = {},
                     .state = std::string{kActive},
                     .made_at = now,
                     .changed_at = now,
                     .version = 1});
    app::record(transaction, {bureau_.id, "client-registered", by, {}, {}, {{"client", client->client_id}}},
                now);
  });
  return {};
}

std::optional<store::ClientRow> ClientDirectory::change(std::string_view client_id, std::string_view what,
                                                        PersonId by,
                                                        const std::function<void(store::ClientRow&)>& how) {
  std::optional<store::ClientRow> row;
  const Time now = clock_.now();
  store_.commit([&](store::Transaction& transaction) {
    row = transaction.client(bureau_.id, client_id);
    if (!row) return;
    how(*row);
    row->changed_at = now;
    ++row->version;
    transaction.put(*row);
    if (row->state != kActive) transaction.end_grants_for(row->id, now);
    app::record(transaction, {bureau_.id, std::string{what}, by, {}, {}, {{"client", row->client_id}}}, now);
  });
  return row;
}

std::optional<Secret> ClientDirectory::new_secret(std::string_view client_id, PersonId by) {
  const std::string secret = random_token();
  const Digest hash = sha256(bytes_of(secret));
  const auto row = change(client_id, "client-secret-changed", by, [&](store::ClientRow& changed) {
    changed.secret_hash = Bytes{hash.begin(), hash.end()};
  });
  return row ? std::optional{Secret{secret}} : std::nullopt;
}

bool ClientDirectory::enable(std::string_view client_id, bool active, PersonId by) {
  const auto how = [&](store::ClientRow& row) { row.state = active ? kActive : "disabled"; };
  return change(client_id, active ? "client-enabled" : "client-disabled", by, how).has_value();
}

}  // namespace taxgate::oidc
