#pragma once
// 代理机构: engagements between an agency and its clients, and the agency's people who act by them (NT-03,
// LN-30).
#include "app/mandates.hpp"
#include "app/sessions.hpp"
#include "domain/engagement.hpp"

namespace taxgate::app {

struct EngagementView {
  Engagement engagement;
  Taxpayer agency;
  Taxpayer client;
};

struct EngagementRefusal {
  enum class Kind { kNotFound, kStale, kRule, kFaults } kind = Kind::kNotFound;
  EngagementFault fault{};
  std::vector<ProposalFault> faults;
};
using EngagementResult = std::expected<EngagementView, EngagementRefusal>;

/// A client for whom a person may act through an agency, or why not.
struct ClientIdentity {
  Mandate mandate;  // with the agency
  EngagementView view;
  Usable use;
};

class EngagementService {
 public:
  EngagementService(const Bureau& bureau, store::Store& store, const Vault& vault, const Clock& clock)
      : bureau_(bureau), store_(store), vault_(vault), clock_(clock) {}

  std::vector<EngagementView> of_agency(TaxpayerId agency);
  std::vector<EngagementView> of_client(TaxpayerId client);
  /// How many wait for the client's answer (我的待办).
  int pending(TaxpayerId client);
  /// For whom the person may act through the agencies that a mandate of theirs names.
  std::vector<ClientIdentity> clients_of(PersonId person);

  // Sessions that manage the agency; `client`: number or USCC.
  EngagementResult propose(const Session& session, std::string_view client, const EngagementForm& form);
  EngagementResult amend(const Session& session, EngagementId id, int version, const EngagementTerms& terms);
  EngagementResult withdraw(const Session& session, EngagementId id, int version);
  // Sessions that manage the client.
  EngagementResult confirm(const Session& session, EngagementId id, int version);
  EngagementResult refuse(const Session& session, EngagementId id, int version);
  // Either. Sessions for it end at once.
  EngagementResult end(const Session& session, EngagementId id, int version);

 private:
  using Rule = std::function<EngagementChange(const AuthorityWriter&, Engagement)>;
  EngagementResult change(const Session& session, EngagementId id, int version, const std::string& what,
                          const Rule& rule);
  EngagementView describe(store::Reader& reader, Engagement engagement) const;
  std::vector<EngagementView> describe_all(store::Reader& reader,
                                           const std::vector<store::EngagementRow>& rows) const;
  void log(const AuthorityWriter& writer, const Session& session, const EngagementView& view,
           const std::string& what) const;

  const Bureau& bureau_;
  store::Store& store_;
  const Vault& vault_;
  const Clock& clock_;
};

}  // namespace taxgate::app
