#pragma once
// The enterprise's side of mandates: 人员权限管理 (SX-05).
#include "app/associations.hpp"
#include "domain/personnel.hpp"

namespace taxgate::app {

struct Member {
  Mandate mandate;
  Person person;
  std::string proposed_by;  // the proposer's masked name; empty: the registry
};

/// A proposal as a manager types it.
struct ProposalForm {
  std::string name;
  std::string document_kind;
  std::string document_number;
  Proposal proposal;
};

using ProposalResult = std::expected<Member, std::vector<ProposalFault>>;
using MemberResult = std::expected<Member, MandateRefusal>;

/// Every method expects a session whose mandate may manage personnel: the caller has asked decide.hpp.
class PersonnelService {
 public:
  PersonnelService(const Bureau& bureau, store::Store& store, const Vault& vault, const Clock& clock)
      : bureau_(bureau), store_(store), vault_(vault), clock_(clock) {}

  std::vector<Member> list(TaxpayerId principal);
  ProposalResult propose(const Session& session, const ProposalForm& form);
  MemberResult withdraw(const Session& session, MandateId id, int version);
  MemberResult renew(const Session& session, MandateId id, int version, std::optional<Date> ends);

 private:
  using Rule = std::function<MandateChange(Mandate)>;
  MemberResult change(const Session& session, MandateId id, int version, const Rule& rule,
                      const std::string& what);
  Member describe(store::Reader& reader, Mandate mandate) const;
  std::optional<Person> find(store::Reader& reader, const ProposalForm& form,
                             std::vector<ProposalFault>& faults) const;

  const Bureau& bureau_;
  store::Store& store_;
  const Vault& vault_;
  const Clock& clock_;
};

}  // namespace taxgate::app
