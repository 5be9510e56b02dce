#pragma once
// What a request brought that counts once: DPoP proofs and client assertions, spent in the transaction of
// what they allow.
#include "crypto/digest.hpp"
#include "oidc/fault.hpp"
#include "store/store.hpp"

namespace taxgate::oidc {

class Once {
 public:
  /// `what` names the kind and the owner: two clients may choose the same identifier. `again`: the refusal
  /// of one that was spent before.
  void add(std::string_view what, std::string_view identifier, Time expires, Fault again) {
    items_.push_back(
        {sha256_of({bytes_of(what), bytes_of("/"), bytes_of(identifier)}), expires, std::move(again)});
  }
  bool empty() const { return items_.empty(); }
  [[nodiscard]] Result<void> spend(store::Transaction& transaction) const {
    for (const auto& item : items_) {
      if (!transaction.spend(item.hash, item.expires)) return std::unexpected(item.again);
    }
    return {};
  }
  /// The same in a transaction of its own.
  [[nodiscard]] Result<void> spend(store::Store& store) const {
    Result<void> spent;
    if (!empty()) store.commit([&](store::Transaction& transaction) { spent = spend(transaction); });
    return spent;
  }

 private:
  struct Item {
    Digest hash;
    Time expires;
    Fault again;
  };
  std::vector<Item> items_;
};

}  // namespace taxgate::oidc
