#pragma once
// 身份维护: an enterprise's permission identities (LN-15).
#include "app/personnel.hpp"
#include "domain/permission.hpp"

namespace taxgate::app {

struct PermissionRefusal {
  enum class Kind { kNotFound, kStale, kFaults, kInUse } kind = Kind::kNotFound;
  std::vector<PermissionFault> faults;
  std::string users;  // kInUse: their names, masked
};
using PermissionResult = std::expected<PermissionIdentity, PermissionRefusal>;

struct UsedPermission {
  PermissionIdentity permission;
  std::vector<std::string> users;  // masked names of those whose mandate points to it
};

/// Every method expects a session whose mandate may manage personnel.
class PermissionService {
 public:
  PermissionService(const Bureau& bureau, store::Store& store, const Vault& vault, const Clock& clock)
      : bureau_(bureau), store_(store), vault_(vault), clock_(clock) {}

  std::vector<UsedPermission> list(TaxpayerId principal);
  PermissionResult create(const Session& session, const PermissionForm& form);
  /// Every mandate that points to it has its functions from then on, open sessions included.
  PermissionResult edit(const Session& session, PermissionId id, int version, const PermissionForm& form);
  /// Refused while somebody's mandate points to it.
  PermissionResult remove(const Session& session, PermissionId id, int version);

 private:
  std::optional<PermissionRefusal> found(store::Reader& reader, const Session& session, PermissionId id,
                                         int version) const;
  std::vector<std::string> names_of(store::Reader& reader, const std::vector<const Mandate*>& users) const;
  void follow(const AuthorityWriter& writer, const PermissionIdentity& permission, PersonId actor) const;
  void log(store::Transaction& transaction, const Session& session, const std::string& what,
           PermissionId id) const;

  const Bureau& bureau_;
  store::Store& store_;
  const Vault& vault_;
  const Clock& clock_;
};

}  // namespace taxgate::app
