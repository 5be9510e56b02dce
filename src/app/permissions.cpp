#include "app/permissions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace taxgate::app {
namespace {

using Kind = PermissionRefusal::Kind;

PermissionRefusal refusal(Kind kind) { return {.kind = kind, .faults = {}, .users = {}}; }
PermissionRefusal refusal(std::vector<PermissionFault> faults) {
  return {.kind = Kind::kFaults, .faults = std::move(faults), .users = {}};
}

void fill(PermissionIdentity& permission, const PermissionForm& form) {
  permission.name = std::string{trim(form.name)};
  permission.description = std::string{trim(form.description)};
  permission.functions = form.functions;
  ++permission.version;
}

std::vector<Mandate> all_mandates(store::Reader& reader, const Vault& vault, TaxpayerId principal) {
  std::vector<Mandate> mandates;
  for (const auto& row : reader.mandates_in(principal)) mandates.push_back(vault.open(row));
  return mandates;
}

}  // namespace

std::vector<std::string> PermissionService::names_of(store::Reader& reader,
                                                     const std::vector<const Mandate*>& users) const {
  std::vector<std::string> names;
  for (const Mandate* user : users) {
    if (const auto row = reader.person(user->delegate)) names.push_back(mask_name(vault_.open(*row).name));
  }
  return names;
}

std::vector<UsedPermission> PermissionService::list(TaxpayerId principal) {
  store::Reader& reader = store_.reader();
  const auto mandates = all_mandates(reader, vault_, principal);
  std::vector<UsedPermission> listed;
  for (const auto& row : reader.permissions_in(principal)) {
    listed.push_back({vault_.open(row), names_of(reader, users_of(row.id, mandates))});
  }
  return listed;
}

void PermissionService::log(store::Transaction& transaction, const Session& session, const std::string& what,
                            PermissionId id) const {
  record(transaction,
         {bureau_.id,
          "permission-" + what,
          session.person(),
          {},
          session.principal(),
          {{"permission", std::to_string(id.value)}}},
         clock_.now());
}

std::optional<PermissionRefusal> PermissionService::found(store::Reader& reader, const Session& session,
                                                          PermissionId id, int version) const {
  const auto row = reader.permission(id);
  if (!row || row->bureau != bureau_.id || row->principal != session.principal())
    return refusal(Kind::kNotFound);
  if (row->version != version) return refusal(Kind::kStale);
  return std::nullopt;
}

PermissionResult PermissionService::create(const Session& session, const PermissionForm& form) {
  PermissionResult result = std::unexpected(refusal(Kind::kNotFound));
  store_.commit([&](store::Transaction& transaction) {
    const AuthorityWriter writer{transaction, bureau_, vault_, clock_.now()};
    auto faults = check_permission(bureau_.profile, form, *session.mandate, {},
                                   writer.permissions_in(session.principal()));
    if (!faults.empty()) {
      result = std::unexpected(refusal(std::move(faults)));
      return;
    }
    PermissionIdentity permission{.id = {}, .bureau = bureau_.id, .principal = session.principal()};
    fill(permission, form);
    permission.id = transaction.insert(vault_.seal(permission));
    log(transaction, session, "created", permission.id);
    result = std::move(permission);
  });
  return result;
}

/// Copies the functions into every mandate that points to it (domain/permission.hpp).
void PermissionService::follow(const AuthorityWriter& writer, const PermissionIdentity& permission,
                               PersonId actor) const {
  const auto mandates = writer.mandates_in(permission.principal);
  for (const Mandate* user : users_of(permission.id, mandates)) {
    Mandate mandate = *user;
    mandate.functions = permission.functions;
    ++mandate.version;
    writer.save(mandate, "changed", actor);
    tell(writer.transaction, bureau_.id, mandate.delegate, role_notice("association-changed", mandate),
         writer.now);
  }
}

PermissionResult PermissionService::edit(const Session& session, PermissionId id, int version,
                                         const PermissionForm& form) {
  PermissionResult result = std::unexpected(refusal(Kind::kNotFound));
  store_.commit([&](store::Transaction& transaction) {
    if (auto refused = found(transaction, session, id, version)) {
      result = std::unexpected(*std::move(refused));
      return;
    }
    const AuthorityWriter writer{transaction, bureau_, vault_, clock_.now()};
    auto faults = check_permission(bureau_.profile, form, *session.mandate, id,
                                   writer.permissions_in(session.principal()));
    if (!faults.empty()) {
      result = std::unexpected(refusal(std::move(faults)));
      return;
    }
    PermissionIdentity permission = vault_.open(transaction.permission(id).value());
    fill(permission, form);
    transaction.update(vault_.seal(permission));
    follow(writer, permission, session.person());
    log(transaction, session, "edited", id);
    result = std::move(permission);
  });
  return result;
}

PermissionResult PermissionService::remove(const Session& session, PermissionId id, int version) {
  PermissionResult result = std::unexpected(refusal(Kind::kNotFound));
  store_.commit([&](store::Transaction& transaction) {
    if (auto refused = found(transaction, session, id, version)) {
      result = std::unexpected(*std::move(refused));
      return;
    }
    const auto mandates = all_mandates(transaction, vault_, session.principal());
    if (const auto users = users_of(id, mandates); !users.empty()) {
      auto refused = refusal(Kind::kInUse);
      refused.users = fmt::format("{}", fmt::join(names_of(transaction, users), "、"));
      result = std::unexpected(std::move(refused));
      return;
    }
    result = vault_.open(transaction.permission(id).value());
    transaction.remove(id, version);
    log(transaction, session, "removed", id);
  });
  return result;
}

}  // namespace taxgate::app
