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

class CounterService {
 public:
  CounterService(const Bureau& bureau, store::Store& store, const Vault& vault, HashPool& hashes,
                 const Clock& clock)
      : bureau_(bureau), store_(store), vault_(vault), hashes_(hashes), clock_(clock) {}

  /// A fresh password of the taxpayer, in the place of the former; nothing when there is no such taxpayer.
  /// Locks of the former end with it (LN-25, WH-07). `kind` is one of the taxpayer's own.
  std::optional<Secret> issue_password(std::string_view taxpayer_number, SecretKind kind);

  /// A registration code for this person: valid for seven days, once; the person's former one is void.
  HallCode issue_hall_code(const std::string& name, const Document& document);

 private:
  const Bureau& bureau_;
  store::Store& store_;
  const Vault& vault_;
  HashPool& hashes_;
  const Clock& clock_;
};

}  // namespace taxgate::app
