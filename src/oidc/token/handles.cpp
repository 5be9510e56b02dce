#include "oidc/token/handles.hpp"

#include "crypto/canonical.hpp"
#include "crypto/digest.hpp"
#include "crypto/random.hpp"

namespace taxgate::oidc {
namespace {

constexpr std::uint8_t kAccess = 1;
constexpr std::uint8_t kRefresh = 2;
constexpr std::uint8_t kClient = 3;
constexpr std::size_t kFields = 1 + 8 + 8 + 8;  // kind, id, expiry or serial, chance
constexpr std::size_t kThumbprint = 32;         // behind the fields of a client's own that is bound
constexpr std::size_t kMac = 16;                // 128 bits: nobody tries them all (RFC 6749 §10.10)

Bytes fields(std::uint8_t kind, std::int64_t id, std::int64_t number, std::int64_t chance = 0) {
  return CanonicalWriter(kFields).u8(kind).i64(id).i64(number).i64(chance).bytes();
}

std::int64_t number_at(const Bytes& octets, std::size_t at) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof number; ++i) number = number << 8U | octets[at + i];
  return static_cast<std::int64_t>(number);
}

std::int64_t by_chance() { return number_at(random_bytes(sizeof(std::int64_t)), 0); }

/// Fields and MAC, and a thumbprint or none between them.
bool has_form(const Bytes& octets) {
  return octets.size() == kFields + kMac || octets.size() == kFields + kThumbprint + kMac;
}

Bytes of_version(int version) { return CanonicalWriter(8).i64(version).bytes(); }

}  // namespace

Handles::Handles(const Key& token_key) : key_(derive_key(token_key, "oidc/handle")) {}

std::string Handles::sealed(Bytes fields, ByteView to) const {
  const Digest mac = key_.mac({fields, to});
  fields.insert(fields.end(), mac.begin(), mac.begin() + kMac);
  return to_base64url(fields);
}

std::string Handles::access(const store::GrantRow& grant, Time expires) const {
  return sealed(fields(kAccess, grant.id.value, to_millis(expires), by_chance()), grant.mac);
}

std::string Handles::refresh(const store::GrantRow& grant, int serial) const {
  return sealed(fields(kRefresh, grant.id.value, serial), grant.mac);
}

std::string Handles::client(const ClientHandle& handle, int version) const {
  Bytes octets = fields(kClient, handle.client.value, to_millis(handle.expires), by_chance());
  const Bytes key = from_base64url(handle.key_thumbprint).value();
  octets.insert(octets.end(), key.begin(), key.end());
  return sealed(std::move(octets), of_version(version));
}

std::optional<Handle> Handles::read(std::string_view token) {
  const auto octets = from_base64url(token);
  if (!octets || !has_form(*octets)) return std::nullopt;
  const std::int64_t id = number_at(*octets, 1);
  const std::int64_t number = number_at(*octets, 1 + sizeof id);
  switch (octets->front()) {
    case kAccess:
      return AccessHandle{GrantId{id}, from_millis(number)};
    case kRefresh:
      return RefreshHandle{GrantId{id}, static_cast<int>(number)};
    case kClient:
      return ClientHandle{ClientId{id}, from_millis(number),
                          to_base64url(ByteView{*octets}.subspan(kFields, octets->size() - kFields - kMac))};
    default:
      return std::nullopt;
  }
}

bool Handles::genuine(std::string_view token, ByteView to) const {
  const auto octets = from_base64url(token);
  if (!octets || !has_form(*octets)) return false;
  const ByteView all{*octets};
  const auto said = all.first(all.size() - kMac);
  const Digest mac = key_.mac({said, to});
  return equal_constant_time(all.last(kMac), ByteView{mac}.first(kMac));
}

bool Handles::genuine(std::string_view token, const store::GrantRow& grant) const {
  return genuine(token, ByteView{grant.mac});
}

bool Handles::genuine(std::string_view token, int client_version) const {
  return genuine(token, ByteView{of_version(client_version)});
}

}  // namespace taxgate::oidc
