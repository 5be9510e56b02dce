#pragma once
// What the counter of the tax office gives out: passwords of taxpayers (LN-25, WH-07) and registration codes
// (WH-10). Each is shown once, to whoever stands there with a document; only a hash or an index stays.
#include "app/bureau.hpp"
#include "app/vault.hpp"
#include "base/clock.hpp"
#include "crypto/hash_pool.hpp"
#include "store/store.hpp"

namespace taxgate::app {

struct HallCode {
  Secret code;  // six digits and letters
  Time expires{};
};

/// A password of a taxpayer, hashed.
struct NewTaxpayerPassword {
  SecretKind kind = SecretKind::kEnterprise;
  TaxpayerId taxpayer;
  std::string hash;  // PHC string
};

/// Puts the password in the place of the former, whose lock ends with it (LN-25, WH-07).
void put_password(store::Transaction& transaction, const Vault& vault, BureauId bureau,
                  const NewTaxpayerPassword& password, Time now);
/// The same of a person's social security card: to be changed before it is used (SS-03).
void put_card_password(store::Transaction& transaction, const Vault& vault, BureauId bureau, PersonId person,
                       const std::string& hash, Time now);
/// A registration code for this person: valid for seven days, once; the person's former one is void (WH-10).
HallCode put_hall_code(store::Transaction& transaction, const Vault& vault, BureauId bureau,
                       const std::string& name, const Document& document, Time now);

class CounterService {
 public:
  CounterService(const Bureau& bureau, store::Store& store, const Vault& vault, HashPool& hashes,
                 const Clock& clock)
      : bureau_(bureau), store_(store), vault_(vault), hashes_(hashes), clock_(clock) {}

  /// A fresh password of the taxpayer; nothing when there is no such taxpayer. `kind` is one of its own.
  std::optional<Secret> issue_password(std::string_view taxpayer_number, SecretKind kind);

  /// Another password of the person's social security card, to be changed before it is used (SS-03); nothing
  /// when there is no such person.
  std::optional<Secret> issue_card_password(const Document& document);

  HallCode issue_hall_code(const std::string& name, const Document& document);

 private:
  PasswordHash hash_of(const Secret& password);

  const Bureau& bureau_;
  store::Store& store_;
  const Vault& vault_;
  HashPool& hashes_;
  const Clock& clock_;
};

}  // namespace taxgate::app
