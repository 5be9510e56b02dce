#pragma once
// All relying parties of a bureau: found by their client_id on every request, read anew when they changed.
#include <map>
#include <memory>
#include <mutex>

#include "app/bureau.hpp"
#include "base/clock.hpp"
#include "oidc/client/client.hpp"
#include "store/store.hpp"

namespace taxgate::oidc {

/// Safe for many threads.
class ClientDirectory {
 public:
  ClientDirectory(const app::Bureau& bureau, store::Store& store, const Clock& clock)
      : bureau_(bureau), store_(store), clock_(clock) {}

  /// Nothing: unknown, or disabled.
  std::shared_ptr<const Client> find(std::string_view client_id);
  std::shared_ptr<const Client> find(ClientId id);
  std::vector<store::ClientRow> all();

  /// Makes or replaces the one with that client_id; `by`: the officer, or nobody from the command line.
  /// `former`: only if that is its version now (0: only if there is none). Conflict otherwise.
  std::expected<void, std::vector<ClientFault>> put(const boost::json::object& metadata, PersonId by,
                                                    std::optional<int> former = {});
  /// A new secret: 256 random bits in base64url, shown once. Nothing where there is no such client.
  std::optional<Secret> new_secret(std::string_view client_id, PersonId by);
  /// A disabled client gets nothing any more, and what it had ends. False: no such client.
  bool enable(std::string_view client_id, bool active, PersonId by);

 private:
  std::shared_ptr<const Client> of(std::optional<store::ClientRow> row);
  std::optional<store::ClientRow> change(std::string_view client_id, std::string_view what, PersonId by,
                                         const std::function<void(store::ClientRow&)>& how);

  const app::Bureau& bureau_;
  store::Store& store_;
  const Clock& clock_;
  std::mutex mutex_;
  std::map<ClientId, std::shared_ptr<const Client>> read_;
};

}  // namespace taxgate::oidc
