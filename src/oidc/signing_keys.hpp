#pragma once
// The bureau's signing keys: published before they sign, and as long as something that they signed counts.
#include <memory>
#include <mutex>

#include "app/bureau.hpp"
#include "app/vault.hpp"
#include "base/clock.hpp"
#include "crypto/jose/key.hpp"
#include "store/store.hpp"

namespace taxgate::oidc {

/// Safe for many threads, and for many processes: each looks once a minute what there is.
class SigningKeys {
 public:
  using Key = std::shared_ptr<const jose::PrivateKey>;

  /// Makes a key for ES256 and one for RS256 where there is none.
  SigningKeys(const app::Bureau& bureau, store::Store& store, const app::Vault& vault, const Clock& clock);

  Key current(jose::Alg alg);
  /// RFC 7517 §5: of all that are published.
  boost::json::object jwks();
  /// The published key of that name; nothing otherwise.
  Key find(std::string_view kid);

  /// A new key of each algorithm: published at once, signing after `notice`, when every relying party has
  /// read it. The former ones are published for a day more.
  void rotate(Millis notice);

  static constexpr Millis kNotice = std::chrono::hours{1};

 private:
  struct Kept {
    Key key;
    Time active_at;
  };
  void read(Time now);
  const std::vector<Kept>& fresh();
  void make(store::Transaction& transaction, jose::Alg alg, Time active_at) const;

  const app::Bureau& bureau_;
  store::Store& store_;
  const app::Vault& vault_;
  const Clock& clock_;
  std::mutex mutex_;
  std::vector<Kept> kept_;  // the newest first
  Time read_at_{};
};

}  // namespace taxgate::oidc
