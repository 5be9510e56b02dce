#pragma once
// The person's side of mandates: 企业授权管理 (SX-05, SX-07), and the identities one may take (SX-10).
#include <functional>

#include "app/sessions.hpp"

namespace taxgate::app {

struct Association {
  Mandate mandate;
  Taxpayer principal;
  std::string proposed_by;  // the proposer's masked name; empty: the registry
};

/// Why a change of a mandate was not made.
struct MandateRefusal {
  enum class Kind { kNotFound, kStale, kRule } kind = Kind::kNotFound;
  MandateFault fault{};
};
using AssociationResult = std::expected<Association, MandateRefusal>;

class AssociationService {
 public:
  AssociationService(const Bureau& bureau, store::Store& store, const Vault& vault, const Clock& clock)
      : bureau_(bureau), store_(store), vault_(vault), clock_(clock) {}

  std::vector<Association> of(PersonId person);
  int pending(PersonId person);

  AssociationResult confirm(const Session& session, MandateId id, int version);
  AssociationResult refuse(const Session& session, MandateId id, int version);
  /// 解除绑定: sessions under it end at once, the enterprise's managers are told (SX-07). What comes with the
  /// registration is refused: it is changed there (SX-12).
  AssociationResult release(const Session& session, MandateId id, int version);
  /// 「Not me」: no authority, sessions under it end at once, the managers are told. The enterprise may
  /// withdraw it; otherwise the tax authority settles it.
  AssociationResult dispute(const Session& session, MandateId id, int version);

 private:
  using Rule = std::function<MandateChange(Mandate, PersonId, Time, Zone)>;
  AssociationResult change(const Session& session, MandateId id, int version, const Rule& rule,
                           const std::string& what);
  Association describe(store::Reader& reader, Mandate mandate) const;

  const Bureau& bureau_;
  store::Store& store_;
  const Vault& vault_;
  const Clock& clock_;
};

/// The tax authority's word on a dispute.
struct DisputeWord {
  MandateId mandate;
  bool upheld = false;  // the person is right: the mandate ends; else it is in force again
  PersonId by;          // its clerk
};
MandateChange settle_dispute(store::Transaction& transaction, const Bureau& bureau, const Vault& vault,
                             const DisputeWord& word, Time now);

/// Tells everybody who manages the personnel of `principal` now.
void tell_managers(store::Transaction& transaction, const Bureau& bureau, const Vault& vault,
                   TaxpayerId principal, const Phrase& notice, Time now);

}  // namespace taxgate::app
