#include "app/mandates.hpp"

#include <algorithm>

#include "domain/identity.hpp"
#include "domain/personnel.hpp"

namespace taxgate::app {

namespace {

std::vector<Mandate> opened(const Vault& vault, const std::vector<store::MandateRow>& rows) {
  std::vector<Mandate> mandates;
  mandates.reserve(rows.size());
  for (const auto& row : rows) mandates.push_back(vault.open(row));
  return mandates;
}

}  // namespace

std::vector<Mandate> AuthorityWriter::mandates_in(TaxpayerId principal) const {
  return opened(vault, transaction.mandates_in(principal));
}

std::vector<Mandate> AuthorityWriter::mandates_between(PersonId delegate, TaxpayerId principal) const {
  return opened(vault, transaction.mandates_between(delegate, principal));
}

std::vector<PermissionIdentity> AuthorityWriter::permissions_in(TaxpayerId principal) const {
  std::vector<PermissionIdentity> permissions;
  for (const auto& row : transaction.permissions_in(principal)) permissions.push_back(vault.open(row));
  return permissions;
}

Mandate AuthorityWriter::insert(Mandate mandate) const {
  store::MandateRow row;
  row.bureau = bureau.id;
  transaction.reserve_mandate(row);
  mandate.id = row.id;
  transaction.insert(vault.seal(mandate));
  return mandate;
}

void AuthorityWriter::save(const Mandate& mandate, const std::string& what, PersonId actor) const {
  transaction.update(vault.seal(mandate));
  if (!usable(mandate, now, bureau.profile.zone).now) transaction.end_sessions_for(mandate.id);
  log(mandate, what, actor);
  if (!still_stands(mandate)) end_dependents(mandate, actor);
}

void AuthorityWriter::log(const Mandate& mandate, const std::string& what, PersonId actor,
                          const Args& more) const {
  Args detail = image_of(mandate);
  detail.insert(more.begin(), more.end());
  record(transaction,
         {bureau.id, "mandate-" + what, actor, mandate.delegate, mandate.principal, std::move(detail)}, now);
}

int AuthorityWriter::end_dependents(const Mandate& over, PersonId actor,
                                    const std::vector<MandateId>& kept) const {
  const Role* role = bureau.profile.role(over.role);
  if (role == nullptr || !role->grants_end_with_it) return 0;
  const auto all = mandates_in(over.principal);
  int ended = 0;
  for (const MandateId id : orphaned(bureau.profile, all, over.delegate, now)) {
    if (std::ranges::find(kept, id) != kept.end()) continue;
    Mandate mandate = *std::ranges::find(all, id, &Mandate::id);
    mandate.state = MandateState::kEnded;
    mandate.decided_at = now;
    ++mandate.version;
    transaction.update(vault.seal(mandate));
    transaction.end_sessions_for(id);
    log(mandate, "ended", actor, {{"because", std::to_string(over.id.value)}});
    tell(transaction, bureau.id, mandate.delegate, role_notice("association-handed-over", mandate), now);
    ++ended;
  }
  return ended;
}

void AuthorityWriter::collected(PersonId person) const {
  for (const auto& row : transaction.mandates_of(person)) {
    if (row.state != to_string(MandateState::kUncollected)) continue;
    const Mandate waiting = vault.open(row);
    const Role* role = bureau.profile.role(waiting.role);
    const auto next = taxgate::collected(waiting, role == nullptr || role->confirms, now);
    if (!next) continue;
    save(*next, "collected", {});
    const bool asked = next->state == MandateState::kProposed;
    tell(transaction, bureau.id, person,
         role_notice(asked ? "association-proposed" : "association-added", *next), now);
  }
}

Phrase role_notice(const std::string& code, const Mandate& mandate) {
  return {code, {{"role", "@role." + mandate.role}}};
}

}  // namespace taxgate::app
