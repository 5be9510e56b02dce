#include "app/associations.hpp"

#include <algorithm>
#include <set>

#include "app/mandates.hpp"
#include "base/text.hpp"
#include "domain/decide.hpp"
#include "domain/identity.hpp"

namespace taxgate::app {
namespace {

using PlainRule = MandateChange (*)(Mandate, PersonId, Time, Zone);

}  // namespace

void tell_managers(store::Transaction& transaction, const Bureau& bureau, const Vault& vault,
                   TaxpayerId principal, const Phrase& notice, Time now) {
  std::set<PersonId> told;
  for (const auto& row : transaction.mandates_in(principal)) {
    const Mandate mandate = vault.open(row);
    if (!may_manage_personnel(bureau.profile, mandate, now) || !told.insert(mandate.delegate).second)
      continue;
    tell(transaction, bureau.id, mandate.delegate, notice, now);
  }
}

Association AssociationService::describe(store::Reader& reader, Mandate mandate) const {
  Association association{.mandate = std::move(mandate), .principal = {}, .proposed_by = {}};
  if (const auto row = reader.taxpayer(association.mandate.principal))
    association.principal = vault_.open(*row);
  if (const auto row = reader.person(association.mandate.proposed_by)) {
    association.proposed_by = mask_name(vault_.open(*row).name);
  }
  return association;
}

std::vector<Association> AssociationService::of(PersonId person) {
  store::Reader& reader = store_.reader();
  std::vector<Association> associations;
  for (const auto& row : reader.mandates_of(person))
    associations.push_back(describe(reader, vault_.open(row)));
  std::ranges::sort(associations, std::ranges::greater{},
                    [](const auto& item) { return item.mandate.proposed_at; });
  return associations;
}

int AssociationService::pending(PersonId person) {
  const auto rows = store_.reader().mandates_of(person, to_string(MandateState::kProposed));
  const Time now = clock_.now();
  return static_cast<int>(std::ranges::count_if(rows, [&](const store::MandateRow& row) {
    return standing(vault_.open(row), now, bureau_.profile.zone) == Standing::kPending;
  }));
}

AssociationResult AssociationService::confirm(const Session& session, MandateId id, int version) {
  return change(session, id, version, static_cast<PlainRule>(&taxgate::confirm), "confirmed");
}

AssociationResult AssociationService::refuse(const Session& session, MandateId id, int version) {
  return change(session, id, version, static_cast<PlainRule>(&taxgate::refuse), "refused");
}

AssociationResult AssociationService::release(const Session& session, MandateId id, int version) {
  const auto rule = [this](Mandate mandate, PersonId by, Time now, Zone /*zone*/) {
    return taxgate::release(bureau_.profile, std::move(mandate), by, now);
  };
  return change(session, id, version, rule, "released");
}

AssociationResult AssociationService::dispute(const Session& session, MandateId id, int version) {
  return change(session, id, version, &taxgate::dispute, "disputed");
}

MandateChange settle_dispute(store::Transaction& transaction, const Bureau& bureau, const Vault& vault,
                             const DisputeWord& word, Time now) {
  auto settled = settle(vault.open(transaction.mandate(word.mandate).value()), word.upheld, now);
  if (!settled) return settled;
  const std::string what = word.upheld ? "dispute-upheld" : "dispute-rejected";
  AuthorityWriter{transaction, bureau, vault, now}.save(*settled, what, word.by);
  const Phrase notice = role_notice("association-" + what, *settled);
  tell(transaction, bureau.id, settled->delegate, notice, now);
  tell_managers(transaction, bureau, vault, settled->principal, notice, now);
  return settled;
}

AssociationResult AssociationService::change(const Session& session, MandateId id, int version,
                                             const Rule& rule, const std::string& what) {
  const Time now = clock_.now();
  AssociationResult result = std::unexpected(MandateRefusal{});
  store_.commit([&](store::Transaction& transaction) {
    const auto row = transaction.mandate(id);
    if (!row || row->bureau != bureau_.id || row->delegate != session.person()) return;
    if (row->version != version) {
      result = std::unexpected(MandateRefusal{MandateRefusal::Kind::kStale, {}});
      return;
    }
    auto changed = rule(vault_.open(*row), session.person(), now, bureau_.profile.zone);
    if (!changed) {
      result = std::unexpected(MandateRefusal{MandateRefusal::Kind::kRule, changed.error()});
      return;
    }
    AuthorityWriter{transaction, bureau_, vault_, now}.save(*changed, what, session.person());
    tell_managers(transaction, bureau_, vault_, changed->principal,
                  role_notice("association-" + what, *changed), now);
    result = describe(transaction, *std::move(changed));
  });
  return result;
}

}  // namespace taxgate::app
