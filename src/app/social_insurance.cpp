#include "app/social_insurance.hpp"

#include "app/fresh_secret.hpp"
#include "domain/flow/asks/asks.hpp"

namespace taxgate::app {
namespace {

const std::string card_kind{kCardPassword};
constexpr auto kField = "client.password";

Event event(const Session& session, std::string kind) {
  return {session.row.bureau, std::move(kind), session.person(), session.person(), session.principal(), {}};
}

CardResult refused(CardFault fault, Time until = {}) {
  return std::unexpected(CardRefusal{fault, until, {}});
}

}  // namespace

Secret SocialInsurance::client_password(const Session& session) {
  std::string password;
  store_.commit([&](store::Transaction& transaction) {
    const TaxpayerId enterprise = session.principal();
    auto sealed = transaction.client_password(enterprise);
    if (!sealed) {
      sealed = vault_.seal_text(fresh_password().reveal(), kField, bureau_.id);
      transaction.put_client_password(enterprise, *sealed, clock_.now());
    }
    password = vault_.open_text(*sealed, kField, bureau_.id);
    record(transaction, event(session, "client-password-read"), clock_.now());
  });
  return Secret{std::move(password)};
}

bool SocialInsurance::has_card(const Person& person) const {
  return !bureau_.profile.social_insurance.card_initial_password.empty() &&
         person.document.kind != DocumentKind::kUnit;
}

CardState SocialInsurance::card(PersonId person) {
  const auto row = store_.reader().person_secret(person, card_kind);
  return row && !row->initial ? CardState::kSet : CardState::kInitial;
}

Counter SocialInsurance::counter_of(store::Reader& reader, PersonId person, store::CounterRow& row) const {
  const Bytes subject = vault_.counter_index(bureau_.id, fmt::format("card/{}", person.value));
  const auto found = reader.counter(bureau_.id, card_kind, subject);
  row = found ? *found : store::CounterRow{.bureau = bureau_.id, .method = card_kind, .subject = subject};
  return {row.count, row.first_at, row.last_at, row.locked_until};
}

/// Counts a try; the instant until which it is locked, where guesses at the same time have locked it
/// meanwhile.
std::optional<Time> SocialInsurance::count(PersonId person, bool right) {
  std::optional<Time> locked;
  store_.commit([&](store::Transaction& transaction) {
    store::CounterRow row;
    const Counter before = counter_of(transaction, person, row);
    locked = is_locked(before, clock_.now()) ? before.locked_until : std::nullopt;
    if (locked) return;
    const LockRule& rule = *bureau_.profile.lock_rule(card_kind);
    const Counter after =
        right ? after_success() : after_failure(rule, before, clock_.now(), bureau_.profile.zone);
    if (right && before.failures == 0) return;
    row.count = after.failures;
    row.first_at = after.first;
    row.last_at = after.last;
    row.locked_until = after.locked_until;
    transaction.put(row);
  });
  return locked;
}

/// The initial password is a rule and is not stored, until the office issues another.
std::expected<CardResult, Busy> SocialInsurance::check_card(const Session& session, const Secret& typed) {
  store::Reader& reader = store_.reader();
  store::CounterRow ignored;
  const Counter counter = counter_of(reader, session.person(), ignored);
  if (is_locked(counter, clock_.now())) return refused(CardFault::kLocked, *counter.locked_until);
  const auto row = reader.person_secret(session.person(), card_kind);
  const auto stored = row ? hashes_.verify({row->hash}, typed) : hashes_.verify_nothing(typed);
  if (!stored) return std::unexpected(stored.error());
  const bool by_rule = !row && typed.reveal() == bureau_.profile.social_insurance.card_initial_password;
  const bool right = *stored || by_rule;
  if (const auto locked = count(session.person(), right)) return refused(CardFault::kLocked, *locked);
  return right ? CardResult{} : refused(CardFault::kWrong);
}

std::expected<CardResult, Busy> SocialInsurance::use_card(const Session& session, const Secret& typed) {
  auto checked = check_card(session, typed);
  if (!checked || !*checked) return checked;
  if (card(session.person()) == CardState::kInitial) return refused(CardFault::kInitial);
  return CardResult{};
}

std::expected<CardResult, Busy> SocialInsurance::set_card(const Session& session, const Secret* old,
                                                          const Secret& wanted, const std::string& what) {
  const Person person = vault_.open(store_.reader().person(session.person()).value());
  CardRefusal refusal;
  PasswordContext context = asks::context_of(person, {});
  context.former = old;
  for (const auto fault : check_password(bureau_.profile.password, wanted, context, common_))
    refusal.faults.push_back(
        {"new_password", {std::string{to_string(fault)}, asks::numbers_of(bureau_.profile.password)}});
  if (!refusal.faults.empty()) return CardResult{std::unexpected(std::move(refusal))};
  const auto hash = hashes_.hash(wanted);
  if (!hash) return std::unexpected(hash.error());
  store_.commit([&](store::Transaction& transaction) {
    const Time now = clock_.now();
    transaction.put(store::PersonSecretRow{bureau_.id, card_kind, person.id, hash->phc, false, now});
    record(transaction, event(session, what), now);
    tell(transaction, bureau_.id, person.id, {what, {}}, now);
  });
  return CardResult{};
}

std::expected<CardResult, Busy> SocialInsurance::change_card(const Session& session, const Secret& old,
                                                             const Secret& wanted) {
  auto checked = check_card(session, old);
  if (!checked || !*checked) return checked;
  return set_card(session, &old, wanted, "card-password-changed");
}

std::expected<CardResult, Busy> SocialInsurance::reset_card(const Session& session, const Secret& wanted) {
  return set_card(session, nullptr, wanted, "card-password-reset");
}

}  // namespace taxgate::app
