#pragma once
// What the bureau keeps for social insurance: the initial password of an enterprise's client program (LN-33),
// and the social security card's password for its own application (SS-02, SS-03). The card's bank password is
// the bank's.
#include "app/gather.hpp"
#include "app/sessions.hpp"

namespace taxgate::app {

enum class CardState { kInitial, kSet };

enum class CardFault {
  kWrong,
  kInitial,  // the initial one opens nothing: it is changed first
  kLocked,
};

struct CardRefusal {
  CardFault fault{};
  Time until{};                    // kLocked
  std::vector<FieldFault> faults;  // of a new password
};
using CardResult = std::expected<void, CardRefusal>;

class SocialInsurance {
 public:
  SocialInsurance(const Bureau& bureau, store::Store& store, const Vault& vault, HashPool& hashes,
                  const Clock& clock, CommonPasswords common)
      : bureau_(bureau),
        store_(store),
        vault_(vault),
        hashes_(hashes),
        clock_(clock),
        common_(std::move(common)) {}

  /// Of the enterprise that the session acts for; made when it is first asked for. Every reading is in the
  /// audit log.
  Secret client_password(const Session& session);

  /// A unit has no card, nor has anybody where the bureau keeps none.
  bool has_card(const Person& person) const;
  CardState card(PersonId person);
  /// Whether it is right, where it may be used already. Failures count and lock.
  std::expected<CardResult, Busy> use_card(const Session& session, const Secret& typed);
  std::expected<CardResult, Busy> change_card(const Session& session, const Secret& old,
                                              const Secret& wanted);
  /// Without the old one: of a session that was confirmed just now (SS-03).
  std::expected<CardResult, Busy> reset_card(const Session& session, const Secret& wanted);

 private:
  std::expected<CardResult, Busy> check_card(const Session& session, const Secret& typed);
  std::expected<CardResult, Busy> set_card(const Session& session, const Secret* old, const Secret& wanted,
                                           const std::string& what);
  std::optional<Time> count(PersonId person, bool right);
  Counter counter_of(store::Reader& reader, PersonId person, store::CounterRow& row) const;

  const Bureau& bureau_;
  store::Store& store_;
  const Vault& vault_;
  HashPool& hashes_;
  const Clock& clock_;
  CommonPasswords common_;
};

}  // namespace taxgate::app
