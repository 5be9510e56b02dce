#pragma once
// What a request brought that counts once: DPoP proofs and client assertions, spent in the transaction of
// what they allow.
#include "crypto/digest.hpp"
#include "store/store.hpp"

namespace taxgate::oidc {

class Once {
 public:
  /// `what` names the kind and the owner: two clients may choose the same identifier.
  void add(std::string_view what, std::string_view identifier, Time expires) {
    items_.push_back({sha256_of({bytes_of(what), bytes_of("/"), bytes_of(identifier)}), expires});
  }
  bool empty() const { return items_.empty(); }
  /// False: somebody has spent one of them before.
  [[nodiscard]] bool spend(store::Transaction& transaction) const {
    for (const auto& item : items_) {
      if (!transaction.spend(item.hash, item.expires)) return false;
    }
    return true;
  }
  /// The same in a transaction of its own.
  [[nodiscard]] bool spend(store::Store& store) const {
    bool first = true;
    if (!empty()) store.commit([&](store::Transaction& transaction) { first = spend(transaction); });
    return first;
  }

 private:
  struct Item {
    Digest hash;
    Time expires;
  };
  std::vector<Item> items_;
};

}  // namespace taxgate::oidc
