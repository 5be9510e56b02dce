#pragma once
// The enterprise's side of mandates: 人员权限管理, 企业人员维护 (SX-05, LN-14 to LN-20, WH-09).
#include "app/associations.hpp"
#include "app/mandates.hpp"
#include "domain/personnel.hpp"

namespace taxgate::app {

/// What opens the person's page of the enterprise (LN-07, LN-21, LN-22).
enum class PersonalPassword {
  kNone,
  kOwn,      // set by the person
  kInitial,  // set by a manager: to be changed at the next sign-in
  kBound,    // the person's own account's
};
std::string_view to_string(PersonalPassword state);

struct Member {
  Mandate mandate;
  Person person;
  std::string proposed_by;  // the proposer's masked name; empty: the registry
  PersonalPassword password = PersonalPassword::kNone;
};

/// Who is meant, as a manager types it.
struct PersonForm {
  std::string name;
  std::string document_kind;
  std::string document_number;
};

/// A proposal as a manager types it.
struct ProposalForm : PersonForm {
  Proposal proposal;
};

/// Who was found to add (LN-16).
struct Addition {
  std::optional<Person> person;  // none: nobody; `by_hand` says whether they can be entered nevertheless
  bool collected = false;
  bool by_hand = false;
};

using ProposalResult = std::expected<Member, std::vector<ProposalFault>>;
using MemberResult = std::expected<Member, MandateRefusal>;
using AdditionResult = std::expected<Addition, std::vector<ProposalFault>>;
/// A change has faults at its inputs, or is no change that the manager may make at all.
struct ChangeRefusal {
  std::optional<MandateRefusal> refusal;
  std::vector<ProposalFault> faults;
};
using ChangeResult = std::expected<Member, ChangeRefusal>;

/// Every method expects a session whose mandate may manage personnel: the caller has asked decide.hpp.
class PersonnelService {
 public:
  PersonnelService(const Bureau& bureau, store::Store& store, const Vault& vault, const Clock& clock)
      : bureau_(bureau), store_(store), vault_(vault), clock_(clock) {}

  std::vector<Member> list(TaxpayerId principal);
  Member describe(store::Reader& reader, Mandate mandate) const;
  AdditionResult search(const Session& session, const PersonForm& form);
  ProposalResult propose(const Session& session, const ProposalForm& form);
  /// The same inside a transaction of the caller's: for many at once.
  ProposalResult propose_in(store::Transaction& transaction, const Session& session, const ProposalForm& form,
                            Time now) const;
  MemberResult withdraw(const Session& session, MandateId id, int version);
  MemberResult renew(const Session& session, MandateId id, int version, std::optional<Date> ends);
  /// 冻结, 解冻 (LN-20): sessions under it end at once.
  MemberResult freeze(const Session& session, MandateId id, int version);
  MemberResult thaw(const Session& session, MandateId id, int version);
  /// Role, functions or permission identity, 管理权限, last day: for open sessions, too, at once (LN-18).
  ChangeResult change(const Session& session, MandateId id, int version, const Proposal& wanted);

 private:
  using Rule = std::function<MandateChange(Mandate)>;
  PersonalPassword password_of(store::Reader& reader, const Mandate& mandate) const;
  MemberResult alter(const Session& session, MandateId id, int version, const Rule& rule,
                     const std::string& what);
  AdditionResult find(store::Reader& reader, TaxpayerId principal, const PersonForm& form) const;
  PersonId enter_by_hand(store::Transaction& transaction, const PersonForm& form, Time now) const;
  ChangeRefusal change_in(const AuthorityWriter& writer, const Session& session, const Mandate& target,
                          Proposal wanted, std::optional<Mandate>& changed) const;
  ProposalScene scene_of(const AuthorityWriter& writer, PersonId delegate, TaxpayerId principal,
                         const std::string& role_id) const;

  const Bureau& bureau_;
  store::Store& store_;
  const Vault& vault_;
  const Clock& clock_;
};

}  // namespace taxgate::app
