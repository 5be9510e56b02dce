#pragma once
// Answers the engine's Needs with Facts: the only place where a flow's questions meet the store, the hash
// pool and chance.
#include <functional>

#include "app/bureau.hpp"
#include "app/vault.hpp"
#include "crypto/hash_pool.hpp"
#include "domain/flow/facts.hpp"
#include "store/store.hpp"

namespace taxgate::app {

struct Gathered {
  Facts facts;
  std::map<std::string, store::CounterRow, std::less<>>
      counters;  // by method, as read: what a change is checked against
};

/// True for a well-known password, in lower case.
using CommonPasswords = std::function<bool(std::string_view)>;

class Gatherer {
 public:
  Gatherer(const Bureau& bureau, const Vault& vault, HashPool& hashes, CommonPasswords common)
      : bureau_(bureau), vault_(vault), hashes_(hashes), common_(std::move(common)) {}

  /// `known_match`: what the password's verification gave before, when the facts are gathered again after a
  /// conflict.
  [[nodiscard]] std::expected<Gathered, Busy> gather(store::Reader& reader, const Flow& flow,
                                                     const Needs& needs, const Visitor& visitor, Time now,
                                                     std::optional<PasswordMatch> known_match = std::nullopt);

 private:
  Gathered read(store::Reader& reader, const Flow& flow, const Needs& needs, const Visitor& visitor,
                Time now) const;
  void read_taken(store::Reader& reader, const Needs& needs, Facts& facts) const;
  std::optional<Taxpayer> find_taxpayer(store::Reader& reader, const Flow& flow, const Needs& needs) const;
  std::optional<Person> find_account(store::Reader& reader, const std::string& text) const;
  std::optional<Person> find_person(store::Reader& reader, const Flow& flow, const Needs& needs) const;
  void find_mandates(store::Reader& reader, Facts& facts) const;
  void read_counters(store::Reader& reader, const Flow& flow, const Needs& needs, const Visitor& visitor,
                     Gathered& gathered) const;
  std::expected<PasswordMatch, Busy> match(const std::optional<Person>& person, const Secret& typed);

  const Bureau& bureau_;
  const Vault& vault_;
  HashPool& hashes_;
  CommonPasswords common_;
};

}  // namespace taxgate::app
