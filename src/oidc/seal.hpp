#pragma once
// What a client or a browser carries for us and cannot read or change: pushed requests, tickets of an
// interaction, codes. It ends by itself.
#include <boost/json.hpp>

#include "app/bureau.hpp"
#include "app/vault.hpp"

namespace taxgate::oidc {

/// Safe for many threads.
class Sealed {
 public:
  Sealed(const app::Bureau& bureau, const app::Vault& vault) : bureau_(bureau), vault_(vault) {}

  /// `use` parts one kind from another: what was sealed for one opens for no other.
  std::string close(std::string_view use, boost::json::object content, Time expires) const;
  /// Nothing for what `close` did not give for this use, and for what has expired.
  std::optional<boost::json::object> open(std::string_view use, std::string_view sealed, Time now) const;

 private:
  const app::Bureau& bureau_;
  const app::Vault& vault_;
};

}  // namespace taxgate::oidc
