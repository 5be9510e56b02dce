#include "domain/permission.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace taxgate {
namespace {

void check_texts(const PermissionForm& form, PermissionId own, const std::vector<PermissionIdentity>& others,
                 std::vector<PermissionFault>& faults) {
  if (trim(form.name).empty()) faults.push_back({"name", {"permission-name-none", {}}});
  if (count_code_points(form.name) > kLongestPermissionName)
    faults.push_back({"name", {"too-long", {{"most", std::to_string(kLongestPermissionName)}}}});
  if (count_code_points(form.description) > kLongestPermissionDescription)
    faults.push_back(
        {"description", {"too-long", {{"most", std::to_string(kLongestPermissionDescription)}}}});
  const bool taken = std::ranges::any_of(others, [&](const PermissionIdentity& other) {
    return other.id != own && other.name == trim(form.name);
  });
  if (taken) faults.push_back({"name", {"permission-name-taken", {}}});
}

}  // namespace

std::vector<PermissionFault> check_permission(const Profile& profile, const PermissionForm& form,
                                              const Mandate& editor, PermissionId own,
                                              const std::vector<PermissionIdentity>& others) {
  std::vector<PermissionFault> faults;
  check_texts(form, own, others, faults);
  if (own && editor.permission == own) faults.push_back({"functions", {"mandate-own-authority", {}}});
  if (form.functions.empty() && !form.confirm_empty)
    faults.push_back({"functions", {"permission-empty", {}}});
  for (const auto& function : form.functions) {
    if (profile.function(function) == nullptr) {
      faults.push_back({"functions", {"not-a-choice", {}}});
    } else if (!profile.covers(editor.functions, function)) {
      faults.push_back({"functions", {"function-above-own", {{"function", "@function." + function}}}});
    }
  }
  return faults;
}

std::vector<const Mandate*> users_of(PermissionId permission, const std::vector<Mandate>& mandates) {
  std::vector<const Mandate*> users;
  for (const auto& mandate : mandates) {
    if (permission && mandate.permission == permission && still_stands(mandate)) users.push_back(&mandate);
  }
  return users;
}

}  // namespace taxgate
