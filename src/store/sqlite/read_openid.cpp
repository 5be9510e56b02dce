#include "store/sqlite/read_openid.hpp"

#include <concepts>

#include "store/sqlite/fields.hpp"

namespace taxgate::store::sqlite {
namespace {

constexpr auto kClient = "SELECT " + kClientColumns + " FROM client WHERE ";
constexpr auto kClientById = kClient + "id = ?1";
constexpr auto kClientByName = kClient + "bureau = ?1 AND client_id = ?2";
constexpr auto kClients = kClient + "bureau = ?1 ORDER BY client_id";

constexpr auto kGrant = "SELECT " + kGrantColumns + " FROM oauth_grant WHERE ";
constexpr auto kGrantById = kGrant + "id = ?1";
constexpr auto kGrantByCode = kGrant + "code_hash = ?1";
constexpr auto kGrantsOf = kGrant + "person = ?1 AND ended_at IS NULL AND expires_at > ?2 ORDER BY id DESC";

constexpr auto kDeviceRequest = "SELECT " + kDeviceRequestColumns + " FROM device_request WHERE ";
constexpr auto kDeviceRequestByDevice = kDeviceRequest + "device_hash = ?1";
constexpr auto kDeviceRequestByUser = kDeviceRequest + "user_code_hash = ?1";

constexpr auto kSigningKeys =
    "SELECT " + kSigningKeyColumns + " FROM signing_key WHERE bureau = ?1 ORDER BY active_at DESC";
constexpr auto kLogoutNotices =
    "SELECT " + kLogoutNoticeColumns + " FROM logout_notice WHERE due_at <= ?1 ORDER BY due_at LIMIT ?2";

// Changes with every commit of another connection; reading it begins the transaction that is pinned.
constexpr Sql kVersion{"PRAGMA data_version"};

}  // namespace

template <class Base>
template <class Wanted, class Read>
std::optional<ClientRow> ReadingOpenId<Base>::pinned_client(Wanted wanted, Read read) {
  // A transaction sees what it has written itself, and between two commits there is no one version.
  if (!std::same_as<Base, Reader> || pins_ == 0) return read();
  Query query = db_.query(kVersion);
  query.next();
  auto row = clients_.find(query.template get<std::int64_t>(0), wanted);
  if (row) return row;
  row = read();
  if (row) clients_.keep(*row);
  return row;
}

template <class Base>
std::optional<ClientRow> ReadingOpenId<Base>::client(ClientId id) {
  return pinned_client([&](const ClientRow& row) { return row.id == id; },
                       [&] { return first<ClientRow>(db_.query(kClientById, id)); });
}

template <class Base>
std::optional<ClientRow> ReadingOpenId<Base>::client(BureauId bureau, std::string_view client_id) {
  return pinned_client(
      [&](const ClientRow& row) { return row.bureau == bureau && row.client_id == client_id; },
      [&] { return first<ClientRow>(db_.query(kClientByName, bureau, client_id)); });
}

template <class Base>
std::vector<ClientRow> ReadingOpenId<Base>::clients(BureauId bureau) {
  return all<ClientRow>(db_.query(kClients, bureau));
}

template <class Base>
std::optional<GrantRow> ReadingOpenId<Base>::grant(GrantId id) {
  return first<GrantRow>(db_.query(kGrantById, id));
}

template <class Base>
std::optional<GrantRow> ReadingOpenId<Base>::grant_by_code(ByteView code_hash) {
  return first<GrantRow>(db_.query(kGrantByCode, code_hash));
}

template <class Base>
std::vector<GrantRow> ReadingOpenId<Base>::grants_of(PersonId person, Time now) {
  return all<GrantRow>(db_.query(kGrantsOf, person, now));
}

template <class Base>
std::optional<DeviceRequestRow> ReadingOpenId<Base>::device_request(ByteView device_hash) {
  return first<DeviceRequestRow>(db_.query(kDeviceRequestByDevice, device_hash));
}

template <class Base>
std::optional<DeviceRequestRow> ReadingOpenId<Base>::device_request_by_user_code(ByteView user_code_hash) {
  return first<DeviceRequestRow>(db_.query(kDeviceRequestByUser, user_code_hash));
}

template <class Base>
std::vector<SigningKeyRow> ReadingOpenId<Base>::signing_keys(BureauId bureau) {
  return all<SigningKeyRow>(db_.query(kSigningKeys, bureau));
}

template <class Base>
std::vector<LogoutNoticeRow> ReadingOpenId<Base>::logout_notices(Time now, int limit) {
  return all<LogoutNoticeRow>(db_.query(kLogoutNotices, now, limit));
}

template class ReadingOpenId<Reader>;
template class ReadingOpenId<Transaction>;

}  // namespace taxgate::store::sqlite
