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
  std::optional<TaxpayerId> client;  // of the agency, whose agreement password was typed (LN-29)
  std::map<std::string, store::CounterRow, std::less<>>
      counters;  // by method, as read: what a change is checked against
};

/// What verifications gave: asked once for a move, however often its facts are gathered again.
struct Matches {
  std::optional<PasswordMatch> password;
  std::map<SecretKind, PasswordMatch> secrets;
  std::optional<bool> new_password_is_enterprise;
};

/// True for a well-known password, in lower case.
using CommonPasswords = std::function<bool(std::string_view)>;

class Gatherer {
 public:
  Gatherer(const Bureau& bureau, const Vault& vault, HashPool& hashes, CommonPasswords common)
      : bureau_(bureau), vault_(vault), hashes_(hashes), common_(std::move(common)) {}

  /// `known`: what verifications gave before, when the facts are gathered again after a conflict; they are
  /// added to it.
  [[nodiscard]] std::expected<Gathered, Busy> gather(store::Reader& reader, const Flow& flow,
                                                     const Needs& needs, const Visitor& visitor, Time now,
                                                     Matches& known);
  /// The same for a move that verifies nothing.
  [[nodiscard]] std::expected<Gathered, Busy> gather(store::Reader& reader, const Flow& flow,
                                                     const Visitor& visitor, Time now) {
    Matches none;
    return gather(reader, flow, {}, visitor, now, none);
  }
  /// The counters of whom `flow` is about by now: a move learns who that is, and counts.
  void renew_counters(store::Reader& reader, const Flow& flow, const Visitor& visitor, Facts& facts) const;

 private:
  Gathered read(store::Reader& reader, const Flow& flow, const Needs& needs, const Visitor& visitor,
                Time now) const;
  void read_taken(store::Reader& reader, const Needs& needs, Facts& facts) const;
  std::optional<Taxpayer> find_taxpayer(store::Reader& reader, const Flow& flow, const Needs& needs) const;
  std::optional<Person> find_account(store::Reader& reader, const std::string& text) const;
  std::optional<Person> find_person(store::Reader& reader, const Flow& flow, const Needs& needs) const;
  void find_mandates(store::Reader& reader, Facts& facts) const;
  void find_bound(store::Reader& reader, Facts& facts) const;
  std::optional<TaxpayerId> find_client(store::Reader& reader, const Facts& facts, const Needs& needs) const;
  void read_counters(store::Reader& reader, const Flow& flow, const Needs& needs, const Visitor& visitor,
                     Gathered& gathered) const;
  void read_subjects(const Flow& flow, const Needs& needs, const Gathered& gathered,
                     std::map<std::string, std::string>& subjects) const;
  HallCodeMatch read_hall_code(store::Reader& reader, const Needs& needs, Time now) const;
  /// Everything that is known only after the page's secrets were verified, so that nobody else's time tells
  /// what there is.
  void read_people(store::Reader& reader, const Flow& flow, Facts& facts) const;
  void read_staff(store::Reader& reader, Facts& facts) const;
  void read_principals(store::Reader& reader, Facts& facts) const;
  void read_clients(store::Reader& reader, Facts& facts) const;
  std::expected<void, Busy> verify(store::Reader& reader, const Needs& needs, Gathered& gathered,
                                   Matches& known);
  std::expected<PasswordMatch, Busy> match(const std::optional<Person>& person, const Secret& typed);
  /// Whether an initial password, or one that somebody else has set, opens the way to its change.
  bool opens_by_initial(const Flow& flow) const;
  std::expected<PasswordMatch, Busy> match_secret(store::Reader& reader, SecretKind kind, const Secret& typed,
                                                  const Gathered& gathered);

  const Bureau& bureau_;
  const Vault& vault_;
  HashPool& hashes_;
  CommonPasswords common_;
};

}  // namespace taxgate::app
