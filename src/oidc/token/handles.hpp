#pragma once
// Opaque tokens: what they refer to, and a MAC that nobody else can make. Nothing of them is on the disk.
#include <variant>

#include "crypto/hmac_key.hpp"
#include "store/rows.hpp"

namespace taxgate::oidc {

/// One access token of a grant.
struct AccessHandle {
  GrantId grant;
  Time expires;
};
/// The refresh token of a grant that counts while the grant's serial is this.
struct RefreshHandle {
  GrantId grant;
  int serial = 0;
};
/// A client's own access token (RFC 6749 §4.4).
struct ClientHandle {
  ClientId client;
  Time expires;
  std::string key_thumbprint;  // that it is bound to; empty: none
};
using Handle = std::variant<AccessHandle, RefreshHandle, ClientHandle>;

/// Safe for many threads.
class Handles {
 public:
  explicit Handles(const Key& token_key);

  /// Another one each time (RFC 9068 §2.2: `jti`).
  std::string access(const store::GrantRow& grant, Time expires) const;
  std::string refresh(const store::GrantRow& grant, int serial) const;
  /// It ends with the client's next change, too.
  std::string client(const ClientHandle& handle, int version) const;

  /// What the token says that it is; nobody has proved it yet. Nothing for what no handle looks like.
  static std::optional<Handle> read(std::string_view token);
  /// Whether this system gave the token, for that very row.
  bool genuine(std::string_view token, const store::GrantRow& grant) const;
  bool genuine(std::string_view token, int client_version) const;

 private:
  std::string sealed(Bytes fields, ByteView to) const;
  bool genuine(std::string_view token, ByteView to) const;

  HmacKey key_;
};

}  // namespace taxgate::oidc
