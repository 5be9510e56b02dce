#include "app/personnel.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "domain/identity.hpp"
#include "domain/person_name.hpp"

namespace taxgate::app {

Member PersonnelService::describe(store::Reader& reader, Mandate mandate) const {
  Member member{.mandate = std::move(mandate), .person = {}, .proposed_by = {}};
  if (const auto row = reader.person(member.mandate.delegate)) member.person = vault_.open(*row);
  if (const auto row = reader.person(member.mandate.proposed_by)) {
    member.proposed_by = mask_name(vault_.open(*row).name);
  }
  return member;
}

std::vector<Member> PersonnelService::list(TaxpayerId principal) {
  store::Reader& reader = store_.reader();
  std::vector<Member> members;
  for (const auto& row : reader.mandates_in(principal)) members.push_back(describe(reader, vault_.open(row)));
  std::ranges::sort(members, std::ranges::greater{},
                    [](const Member& member) { return member.mandate.proposed_at; });
  return members;
}

/// The person by document and name. Who is not known to the bureau cannot be proposed: real-name collection
/// comes first.
std::optional<Person> PersonnelService::find(store::Reader& reader, const ProposalForm& form,
                                             std::vector<ProposalFault>& faults) const {
  const auto name = parse_person_name(form.name);
  if (!name) faults.push_back({"name", {std::string{to_string(name.error())}, {}}});
  const auto kind = document_kind(form.document_kind);
  if (!kind) {
    faults.push_back({"document_kind", {"not-a-choice", {}}});
    return std::nullopt;
  }
  const auto document = parse_document(*kind, form.document_number);
  if (!document) faults.push_back({"document_number", {std::string{to_string(document.error())}, {}}});
  if (!name || !document) return std::nullopt;
  const auto row = reader.person_by_document(bureau_.id, vault_.document_index(bureau_.id, *document));
  if (row) {
    Person person = vault_.open(*row);
    if (same_name(person.name, *name)) return person;
  }
  faults.push_back({"document_number", {"person-not-found", {}}});
  return std::nullopt;
}

ProposalResult PersonnelService::propose(const Session& session, const ProposalForm& form) {
  const Time now = clock_.now();
  ProposalResult result = std::unexpected(std::vector<ProposalFault>{});
  store_.commit([&](store::Transaction& transaction) {
    std::vector<ProposalFault> faults;
    const auto person = find(transaction, form, faults);
    std::vector<Mandate> existing;
    if (person) {
      for (const auto& row : transaction.mandates_between(person->id, session.principal())) {
        existing.push_back(vault_.open(row));
      }
    }
    const PersonId delegate = person ? person->id : PersonId{};
    for (auto& fault :
         check_proposal(bureau_.profile, form.proposal, *session.mandate, delegate, existing, now)) {
      if (fault.input == "person") fault.input = "document_number";
      faults.push_back(std::move(fault));
    }
    if (!faults.empty()) {
      result = std::unexpected(std::move(faults));
      return;
    }
    Mandate mandate = taxgate::propose(bureau_.profile, form.proposal, *session.mandate, delegate, now);
    store::MandateRow row;
    row.bureau = bureau_.id;
    transaction.reserve_mandate(row);
    mandate.id = row.id;
    transaction.insert(vault_.seal(mandate));
    const Args detail{{"mandate", std::to_string(mandate.id.value)}, {"role", mandate.role}};
    record(transaction,
           {bureau_.id, "mandate-proposed", session.person(), delegate, mandate.principal, detail}, now);
    tell(transaction, bureau_.id, delegate, {"association-proposed", {{"role", "@role." + mandate.role}}},
         now);
    result = describe(transaction, std::move(mandate));
  });
  return result;
}

MemberResult PersonnelService::withdraw(const Session& session, MandateId id, int version) {
  const Time now = clock_.now();
  return change(
      session, id, version,
      [&](Mandate mandate) {
        const Role* role = bureau_.profile.role(mandate.role);
        return taxgate::withdraw(std::move(mandate), session.person(), role != nullptr && role->proposable,
                                 now);
      },
      "withdrawn");
}

MemberResult PersonnelService::renew(const Session& session, MandateId id, int version,
                                     std::optional<Date> ends) {
  const Time now = clock_.now();
  const Zone zone = bureau_.profile.zone;
  return change(
      session, id, version,
      [&](Mandate mandate) {
        const Role* role = bureau_.profile.role(mandate.role);
        const auto latest = role == nullptr ? std::nullopt : latest_end(*role, now, zone);
        return taxgate::renew(std::move(mandate), session.person(), ends, latest, now, zone);
      },
      "renewed");
}

MemberResult PersonnelService::change(const Session& session, MandateId id, int version, const Rule& rule,
                                      const std::string& what) {
  const Time now = clock_.now();
  MemberResult result = std::unexpected(MandateRefusal{});
  store_.commit([&](store::Transaction& transaction) {
    const auto row = transaction.mandate(id);
    if (!row || row->bureau != bureau_.id || row->principal != session.principal()) return;
    if (row->version != version) {
      result = std::unexpected(MandateRefusal{MandateRefusal::Kind::kStale, {}});
      return;
    }
    auto changed = rule(vault_.open(*row));
    if (!changed) {
      result = std::unexpected(MandateRefusal{MandateRefusal::Kind::kRule, changed.error()});
      return;
    }
    transaction.update(vault_.seal(*changed));
    if (!usable(*changed, now, bureau_.profile.zone).now) transaction.end_sessions_for(id);
    const Args detail{{"mandate", std::to_string(id.value)}, {"role", changed->role}};
    record(transaction,
           {bureau_.id, "mandate-" + what, session.person(), changed->delegate, changed->principal, detail},
           now);
    tell(transaction, bureau_.id, changed->delegate,
         {"association-" + what, {{"role", "@role." + changed->role}}}, now);
    result = describe(transaction, *std::move(changed));
  });
  return result;
}

}  // namespace taxgate::app
