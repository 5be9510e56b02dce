#include "oidc/token/handles.hpp"

#include "crypto/canonical.hpp"
#include "crypto/digest.hpp"

namespace taxgate::oidc {
namespace {

constexpr std::uint8_t kAccess = 1;
constexpr std::uint8_t kRefresh = 2;
constexpr std::uint8_t kClient = 3;
constexpr std::size_t kFields = 1 + 8 + 8;  // kind, id, expiry or serial
constexpr std::size_t kMac = 16;            // 128 bits: nobody tries them all (RFC 6749 §10.10)

Bytes fields(std::uint8_t kind, std::int64_t id, std::int64_t number) {
  return CanonicalWriter(kFields).u8(kind).i64(id).i64(number).bytes();
}

std::int64_t number_at(const Bytes& octets, std::size_t at) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof number; ++i) number = number << 8U | octets[at + i];
  return static_cast<std::int64_t>(number);
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
  return sealed(fields(kAccess, grant.id.value, to_millis(expires)), grant.mac);
}

std::string Handles::refresh(const store::GrantRow& grant, int serial) const {
  return sealed(fields(kRefresh, grant.id.value, serial), grant.mac);
}

std::string Handles::client(ClientId client, int version, Time expires) const {
  return sealed(fields(kClient, client.value, to_millis(expires)), of_version(version));
}

std::optional<Handle> Handles::read(std::string_view token) {
  const auto octets = from_base64url(token);
  if (!octets || octets->size() != kFields + kMac) return std::nullopt;
  const std::int64_t id = number_at(*octets, 1);
  const std::int64_t number = number_at(*octets, 1 + sizeof id);
  switch (octets->front()) {
    case kAccess:
      return AccessHandle{GrantId{id}, from_millis(number)};
    case kRefresh:
      return RefreshHandle{GrantId{id}, static_cast<int>(number)};
    case kClient:
      return ClientHandle{ClientId{id}, from_millis(number)};
    default:
      return std::nullopt;
  }
}

bool Handles::genuine(std::string_view token, ByteView to) const {
  const auto octets = from_base64url(token);
  if (!octets || octets->size() != kFields + kMac) return false;
  const ByteView all{*octets};
  const Digest mac = key_.mac({all.first(kFields), to});
  return equal_constant_time(all.subspan(kFields), ByteView{mac}.first(kMac));
}

bool Handles::genuine(std::string_view token, const store::GrantRow& grant) const {
  return genuine(token, ByteView{grant.mac});
}

bool Handles::genuine(std::string_view token, int client_version) const {
  return genuine(token, ByteView{of_version(client_version)});
}

}  // namespace taxgate::oidc
