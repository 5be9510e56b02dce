#pragma once
// What every change of a mandate brings with it, whoever makes it: sessions, what depended on it, the log.
#include "app/bureau.hpp"
#include "app/journal.hpp"
#include "app/vault.hpp"
#include "domain/permission.hpp"
#include "domain/replay.hpp"

namespace taxgate::app {

/// What the writing of authority needs, inside one transaction.
struct AuthorityWriter {
  store::Transaction& transaction;
  const Bureau& bureau;
  const Vault& vault;
  Time now;

  std::vector<Mandate> mandates_in(TaxpayerId principal) const;
  std::vector<Mandate> mandates_between(PersonId delegate, TaxpayerId principal) const;
  std::vector<PermissionIdentity> permissions_in(TaxpayerId principal) const;
  /// Stores a new mandate under an id of its own.
  Mandate insert(Mandate mandate) const;
  /// Stores a changed mandate (its version is the next) with the event "mandate-WHAT". Sessions under it end
  /// unless it still lets its person act; when it is over, so is what depended on it.
  void save(const Mandate& mandate, const std::string& what, PersonId actor) const;
  /// Logs "mandate-WHAT" with all that the mandate is from now on: the log alone says what held when
  /// (domain/replay.hpp).
  void log(const Mandate& mandate, const std::string& what, PersonId actor, const Args& more = {}) const;
  /// What `over`'s holder gave ends where the role says so and nobody who still manages gave it; `kept`
  /// stays. How many ended.
  int end_dependents(const Mandate& over, PersonId actor, const std::vector<MandateId>& kept = {}) const;
  /// The person's real-name collection is done: what waited for it goes on (LN-16).
  void collected(PersonId person) const;
};

Phrase role_notice(const std::string& code, const Mandate& mandate);

}  // namespace taxgate::app
