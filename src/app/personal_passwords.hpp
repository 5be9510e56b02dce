#pragma once
// What an enterprise's managers do with the personal passwords of its people there: 重置, 绑定, 解绑 (LN-21,
// LN-22), and the password or invitation that somebody new gets (LN-17).
#include "app/gather.hpp"
#include "app/personnel.hpp"

namespace taxgate::app {

/// What a manager hands over, shown once: it opens nothing but the page that sets a password.
struct OneTime {
  Secret secret;
  Time expires{};
};

struct Tended {
  Member member;
  std::optional<OneTime> one_time;  // none: nothing is handed over
};
using TendedResult = std::expected<std::expected<Tended, MandateRefusal>, Busy>;
using AdditionFaults = std::vector<ProposalFault>;
using AddedResult = std::expected<std::expected<Tended, AdditionFaults>, Busy>;

/// Every method expects a session whose mandate may manage personnel.
class PersonalPasswords {
 public:
  PersonalPasswords(const Bureau& bureau, store::Store& store, const Vault& vault, HashPool& hashes,
                    const Clock& clock, CommonPasswords common, PersonnelService& personnel)
      : bureau_(bureau),
        store_(store),
        vault_(vault),
        hashes_(hashes),
        clock_(clock),
        common_(std::move(common)),
        personnel_(personnel) {}

  /// Proposes or adds, as PersonnelService::propose, with the first password that the bureau wants (`typed`,
  /// where the manager gives it).
  AddedResult add(const Session& session, const ProposalForm& form, const Secret& typed);
  /// The bureau's reset password, once, for its hours; the person's sessions for the enterprise end.
  TendedResult reset(const Session& session, MandateId id, int version);
  /// Another invitation; the former is void.
  TendedResult invite(const Session& session, MandateId id, int version);
  /// The person's own password counts in the enterprise, too; the former one again after `unbind`.
  TendedResult bind(const Session& session, MandateId id, int version);
  TendedResult unbind(const Session& session, MandateId id, int version);

 private:
  using Work = std::function<std::optional<MandateFault>(const AuthorityWriter&, const Mandate&)>;
  std::expected<Tended, MandateRefusal> tend(const Session& session, MandateId id, int version,
                                             const std::string& what, const Work& work);
  std::expected<AdditionFaults, Busy> faults_of(const Session& session, const ProposalForm& form,
                                                const Secret& typed);
  std::expected<bool, Busy> is_enterprise_password(TaxpayerId taxpayer, const Secret& typed);
  std::optional<store::SecretRow> row_of(store::Reader& reader, const Mandate& mandate) const;
  void put(const AuthorityWriter& writer, const Mandate& mandate, SecretKind kind, const PasswordHash& hash,
           Time expires) const;
  void unlock(const AuthorityWriter& writer, const Mandate& mandate) const;
  Time first_password_ends() const;

  const Bureau& bureau_;
  store::Store& store_;
  const Vault& vault_;
  HashPool& hashes_;
  const Clock& clock_;
  CommonPasswords common_;
  PersonnelService& personnel_;
};

}  // namespace taxgate::app
