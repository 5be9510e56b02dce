#pragma once
// 权限身份 (LN-15): a name for a set of functions of one enterprise. Its functions are copied into every
// mandate that points to it, so that a mandate says by itself what it is worth.
#include "domain/mandate.hpp"
#include "domain/profile.hpp"

namespace taxgate {

struct PermissionIdentity {
  PermissionId id;
  BureauId bureau;
  TaxpayerId principal;
  std::string name;  // unique in the enterprise
  std::string description;
  std::vector<std::string> functions;  // roots of subtrees; may be empty: then it grants nothing
  int version = 0;
};

/// A permission identity as a manager types it.
struct PermissionForm {
  std::string name;
  std::string description;
  std::vector<std::string> functions;
  bool confirm_empty = false;  // nothing ticked is meant
};

struct PermissionFault {
  std::string input;  // "name", "description", "functions"
  Phrase phrase;
  bool operator==(const PermissionFault&) const = default;
};

inline constexpr std::size_t kLongestPermissionName = 30;          // code points
inline constexpr std::size_t kLongestPermissionDescription = 200;  // code points

/// Every rule that saving breaks. `editor` is the mandate of the manager, `own` the identity that is edited
/// (none: a new one), `others` the enterprise's identities (with or without it).
std::vector<PermissionFault> check_permission(const Profile& profile, const PermissionForm& form,
                                              const Mandate& editor, PermissionId own,
                                              const std::vector<PermissionIdentity>& others);

/// The mandates that point to it and still stand: a change follows into them, and keeps it from being
/// deleted.
std::vector<const Mandate*> users_of(PermissionId permission, const std::vector<Mandate>& mandates);

}  // namespace taxgate
