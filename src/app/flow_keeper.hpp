#pragma once
// Where flows are while nobody looks at them.
//
// A flow that has just begun is nowhere but in its own id, sealed: beginning costs no write, so a crawler or
// an open page in a forgotten tab leaves nothing behind. Its first move stores it under the id's hash, and of
// two first moves one comes first: a captcha still counts once, across restarts.
#include "app/bureau.hpp"
#include "app/vault.hpp"
#include "domain/flow/flow.hpp"
#include "store/store.hpp"

namespace taxgate::app {

class FlowKeeper {
 public:
  FlowKeeper(const Bureau& bureau, const Vault& vault) : bureau_(bureau), vault_(vault) {}

  /// The id of a flow that has just begun, version kBegun. `browser` is the browser's own token.
  std::string begun(const Flow& flow, std::string_view browser) const;
  /// Nothing: no such flow, or not this browser's.
  std::optional<Flow> load(store::Reader& reader, const std::string& id, std::string_view browser) const;
  /// What `save` stores after a move.
  store::FlowRow row(const std::string& id, const Flow& flow, std::string_view browser) const;
  /// Throws store::Conflict when somebody else moved it first.
  static void save(store::Transaction& transaction, const store::FlowRow& row);

  static constexpr int kBegun = 1;

 private:
  std::optional<Flow> open(const std::string& id, const Bytes& browser) const;

  const Bureau& bureau_;
  const Vault& vault_;
};

}  // namespace taxgate::app
