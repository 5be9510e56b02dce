#include "app/personnel.hpp"

#include <algorithm>

#include "app/import/reconcile.hpp"
#include "base/text.hpp"
#include "domain/person_name.hpp"

namespace taxgate::app {

std::string_view to_string(PersonalPassword state) {
  constexpr std::array<std::string_view, 4> kWords{"none", "own", "initial", "bound"};
  return kWords.at(static_cast<std::size_t>(state));
}

PersonalPassword PersonnelService::password_of(store::Reader& reader, const Mandate& mandate) const {
  const auto row =
      reader.secret(bureau_.id, to_string(SecretKind::kPersonal), mandate.principal, mandate.delegate);
  if (!row) return PersonalPassword::kNone;
  if (row->bound) return PersonalPassword::kBound;
  return row->initial ? PersonalPassword::kInitial : PersonalPassword::kOwn;
}

Member PersonnelService::describe(store::Reader& reader, Mandate mandate) const {
  Member member{.mandate = std::move(mandate), .person = {}, .proposed_by = {}};
  member.password = password_of(reader, member.mandate);
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

namespace {

struct Typed {
  std::string name;
  Document document;
};

/// What was typed, in normal form, or every fault of it.
std::expected<Typed, std::vector<ProposalFault>> read_person(const PersonForm& form) {
  std::vector<ProposalFault> faults;
  const auto name = parse_person_name(form.name);
  if (!name) faults.push_back({"name", {std::string{to_string(name.error())}, {}}});
  const auto kind = document_kind(form.document_kind);
  if (!kind) {
    faults.push_back({"document_kind", {"not-a-choice", {}}});
    return std::unexpected(std::move(faults));
  }
  const auto document = parse_document(*kind, form.document_number);
  if (!document) faults.push_back({"document_number", {std::string{to_string(document.error())}, {}}});
  if (!faults.empty()) return std::unexpected(std::move(faults));
  return Typed{*name, *document};
}

ProposalFault not_found() { return {"document_number", {"person-not-found", {}}}; }

}  // namespace

/// The person by document and name, as the bureau's rules let them be added (LN-16).
AdditionResult PersonnelService::find(store::Reader& reader, TaxpayerId principal,
                                      const PersonForm& form) const {
  auto typed = read_person(form);
  if (!typed) return std::unexpected(std::move(typed.error()));
  const PersonnelRules& rules = bureau_.profile.personnel;
  const auto row = reader.person_by_document(bureau_.id, vault_.document_index(bureau_.id, typed->document));
  Addition addition;
  addition.by_hand = !row && rules.add == Addable::kByHand;
  if (!row) return addition;
  Person person = vault_.open(*row);
  if (!same_name(person.name, typed->name)) return addition;
  addition.collected = person.level >= rules.collected_level;
  const auto between = reader.mandates_between(person.id, principal);
  const bool registered = std::ranges::any_of(between, [&](const store::MandateRow& mandate) {
    return mandate.origin == to_string(MandateOrigin::kRegistry) && still_stands(vault_.open(mandate));
  });
  if (rules.add == Addable::kRegistered && (!addition.collected || !registered)) return addition;
  addition.person = std::move(person);
  return addition;
}

AdditionResult PersonnelService::search(const Session& session, const PersonForm& form) {
  return find(store_.reader(), session.principal(), form);
}

/// Who is not known yet: nothing but name and document until real-name collection (LN-16, preview).
PersonId PersonnelService::enter_by_hand(store::Transaction& transaction, const PersonForm& form,
                                         Time now) const {
  const auto typed = read_person(form).value();
  Person person;
  person.bureau = bureau_.id;
  person.name = typed.name;
  person.document = typed.document;
  person.level = kUncollectedLevel;
  auto row = vault_.seal(person);
  row.created_at = row.updated_at = now;
  return transaction.insert(row);
}

/// Everybody's mandates are opened for a role of limited number alone: of a batch each line would open them.
ProposalScene PersonnelService::scene_of(const AuthorityWriter& writer, PersonId delegate,
                                         TaxpayerId principal, const std::string& role_id) const {
  const Role* role = bureau_.profile.role(role_id);
  const bool counted = role != nullptr && role->most_delegates;
  return {.delegate = delegate,
          .between = delegate ? writer.mandates_between(delegate, principal) : std::vector<Mandate>{},
          .all = counted ? writer.mandates_in(principal) : std::vector<Mandate>{},
          .permissions = writer.permissions_in(principal)};
}

ProposalResult PersonnelService::propose(const Session& session, const ProposalForm& form) {
  ProposalResult result = std::unexpected(std::vector<ProposalFault>{});
  store_.commit([&](store::Transaction& transaction) {
    result = propose_in(transaction, session, form, clock_.now());
  });
  return result;
}

ProposalResult PersonnelService::propose_in(store::Transaction& transaction, const Session& session,
                                            const ProposalForm& form, Time now) const {
  const AuthorityWriter writer{transaction, bureau_, vault_, now};
  auto found = find(transaction, session.principal(), form);
  std::vector<ProposalFault> faults = found ? std::vector<ProposalFault>{} : std::move(found.error());
  if (found && !found->person && !found->by_hand) faults.push_back(not_found());
  const PersonId known = found && found->person ? found->person->id : PersonId{};
  const auto scene = scene_of(writer, known, session.principal(), form.proposal.role);
  // Whom the registry names in a role that works by permission identity is there already, with nothing
  // granted.
  const auto listed = std::ranges::find_if(scene.between, [&](const Mandate& mandate) {
    return mandate.role == form.proposal.role && mandate.origin == MandateOrigin::kRegistry &&
           mandate.functions.empty() && !mandate.permission && still_stands(mandate);
  });
  if (known && listed != scene.between.end()) {
    std::optional<Mandate> given;
    auto refused = change_in(writer, session, *listed, form.proposal, given);
    if (given) return describe(transaction, *std::move(given));
    if (refused.refusal)
      refused.faults.push_back({"document_number", {std::string{to_string(refused.refusal->fault)}, {}}});
    return std::unexpected(std::move(refused.faults));
  }
  for (auto& fault : check_proposal(bureau_.profile, form.proposal, *session.mandate, scene, now)) {
    if (fault.input == "person") fault.input = "document_number";
    faults.push_back(std::move(fault));
  }
  if (!faults.empty()) return std::unexpected(std::move(faults));
  const PersonId delegate = known ? known : enter_by_hand(transaction, form, now);
  Proposal proposal = form.proposal;
  proposal.functions = functions_of(proposal, scene.permissions);
  Mandate mandate = taxgate::propose(bureau_.profile, proposal, *session.mandate, delegate, now);
  if (!found->collected) {
    mandate.state = MandateState::kUncollected;
    mandate.decided_at.reset();
  }
  mandate = writer.insert(std::move(mandate));
  writer.log(mandate, "proposed", session.person());
  const bool added = mandate.state == MandateState::kInForce;
  tell(transaction, bureau_.id, delegate,
       role_notice(added ? "association-added" : "association-proposed", mandate), now);
  return describe(transaction, std::move(mandate));
}

MemberResult PersonnelService::withdraw(const Session& session, MandateId id, int version) {
  const Time now = clock_.now();
  return alter(
      session, id, version,
      [&](Mandate mandate) -> MandateChange {
        if (const auto fault = may_touch(bureau_.profile, *session.mandate, mandate, now))
          return std::unexpected(*fault);
        return taxgate::withdraw(std::move(mandate), session.person(), true, now);
      },
      "withdrawn");
}

MemberResult PersonnelService::renew(const Session& session, MandateId id, int version,
                                     std::optional<Date> ends) {
  const Time now = clock_.now();
  const Zone zone = bureau_.profile.zone;
  return alter(
      session, id, version,
      [&](Mandate mandate) -> MandateChange {
        const Mandate& actor = *session.mandate;
        if (const auto fault = may_give(bureau_.profile, actor, mandate, now)) return std::unexpected(*fault);
        const Role* role = bureau_.profile.role(mandate.role);
        auto latest = latest_end(*role, now, zone);
        const bool lent = !bureau_.profile.role(actor.role)->manages_personnel;
        if (lent && actor.ends) latest = latest ? std::min(*latest, *actor.ends) : *actor.ends;
        return taxgate::renew(std::move(mandate), session.person(), ends, latest, now, zone);
      },
      "renewed");
}

MemberResult PersonnelService::freeze(const Session& session, MandateId id, int version) {
  const Time now = clock_.now();
  return alter(
      session, id, version,
      [&](Mandate mandate) -> MandateChange {
        if (const auto fault = may_touch(bureau_.profile, *session.mandate, mandate, now))
          return std::unexpected(*fault);
        return taxgate::freeze(std::move(mandate), session.person(), now, bureau_.profile.zone);
      },
      "frozen");
}

MemberResult PersonnelService::thaw(const Session& session, MandateId id, int version) {
  const Time now = clock_.now();
  return alter(
      session, id, version,
      [&](Mandate mandate) -> MandateChange {
        if (const auto fault = may_give(bureau_.profile, *session.mandate, mandate, now))
          return std::unexpected(*fault);
        return taxgate::thaw(std::move(mandate), session.person(), now, bureau_.profile.zone);
      },
      "thawed");
}

MemberResult PersonnelService::alter(const Session& session, MandateId id, int version, const Rule& rule,
                                     const std::string& what) {
  const Time now = clock_.now();
  MemberResult result = std::unexpected(MandateRefusal{});
  store_.commit([&](store::Transaction& transaction) {
    const AuthorityWriter writer{transaction, bureau_, vault_, now};
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
    writer.save(*changed, what, session.person());
    tell(transaction, bureau_.id, changed->delegate, role_notice("association-" + what, *changed), now);
    result = describe(transaction, *std::move(changed));
  });
  return result;
}

ChangeRefusal PersonnelService::change_in(const AuthorityWriter& writer, const Session& session,
                                          const Mandate& target, Proposal wanted,
                                          std::optional<Mandate>& changed) const {
  const Profile& profile = bureau_.profile;
  if (const auto fault = may_touch(profile, *session.mandate, target, writer.now))
    return {MandateRefusal{MandateRefusal::Kind::kRule, *fault}, {}};
  const auto scene = scene_of(writer, target.delegate, target.principal, wanted.role);
  auto faults = check_change(profile, wanted, *session.mandate, target, scene, writer.now);
  if (!faults.empty()) return {std::nullopt, std::move(faults)};
  wanted.functions = functions_of(wanted, scene.permissions);
  changed = taxgate::changed(profile, wanted, target, writer.now);
  writer.save(*changed, "changed", session.person());
  const bool asks = changed->state == MandateState::kProposed && target.state != MandateState::kProposed;
  tell(writer.transaction, bureau_.id, changed->delegate,
       role_notice(asks ? "association-proposed" : "association-changed", *changed), writer.now);
  return {};
}

ChangeResult PersonnelService::change(const Session& session, MandateId id, int version,
                                      const Proposal& wanted) {
  ChangeResult result = std::unexpected(ChangeRefusal{MandateRefusal{}, {}});
  store_.commit([&](store::Transaction& transaction) {
    const AuthorityWriter writer{transaction, bureau_, vault_, clock_.now()};
    const auto row = transaction.mandate(id);
    if (!row || row->bureau != bureau_.id || row->principal != session.principal()) return;
    if (row->version != version) {
      result = std::unexpected(ChangeRefusal{MandateRefusal{MandateRefusal::Kind::kStale, {}}, {}});
      return;
    }
    std::optional<Mandate> changed;
    auto refused = change_in(writer, session, vault_.open(*row), wanted, changed);
    if (changed) {
      result = describe(transaction, *std::move(changed));
    } else {
      result = std::unexpected(std::move(refused));
    }
  });
  return result;
}

}  // namespace taxgate::app
