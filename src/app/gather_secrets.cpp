// Verifying what was typed: the part of gathering that costs a hash.
#include "app/gather.hpp"
#include "domain/initial_secret.hpp"

namespace taxgate::app {

/// One hash whoever it is: an unknown account, an initial secret and a wrong password take the same time
///
std::expected<PasswordMatch, Busy> Gatherer::match(const std::optional<Person>& person, const Secret& typed) {
  const bool stored = person && person->secret != SecretState::kInitial;
  const auto right = stored ? hashes_.verify({person->password_hash}, typed) : hashes_.verify_nothing(typed);
  if (!right) return std::unexpected(right.error());
  if (stored && !*right) return PasswordMatch::kWrong;
  if (stored) return person->secret == SecretState::kSet ? PasswordMatch::kRight : PasswordMatch::kInitial;
  const bool rule =
      person && bureau_.profile.initial_passwords && person->document.kind != DocumentKind::kUnit;
  return rule && is_initial_secret(person->document, typed) ? PasswordMatch::kInitial : PasswordMatch::kWrong;
}

/// A taxpayer that is not there, and one without such a secret, take as long as a wrong one.
std::expected<PasswordMatch, Busy> Gatherer::match_secret(store::Reader& reader, SecretKind kind,
                                                          const Secret& typed, const Gathered& gathered) {
  const Facts& facts = gathered.facts;
  std::optional<TaxpayerId> taxpayer = kind == SecretKind::kAgreement ? gathered.client : std::nullopt;
  if (kind != SecretKind::kAgreement && facts.taxpayer) taxpayer = facts.taxpayer->id;
  std::optional<store::SecretRow> row;
  const PersonId owner = is_personal(kind) && facts.person ? facts.person->id : PersonId{};
  if (taxpayer && (!is_personal(kind) || owner))
    row = reader.secret(bureau_.id, to_string(kind), *taxpayer, owner);
  const bool tells = kind == SecretKind::kPersonal || kind == SecretKind::kAgreement;
  if (tells && !row) return PasswordMatch::kUnset;
  if (row && row->bound) return match(facts.person, typed);
  const auto right = row ? hashes_.verify({row->hash}, typed) : hashes_.verify_nothing(typed);
  if (!right) return std::unexpected(right.error());
  if (!*right) return PasswordMatch::kWrong;
  if (row->expires_at && facts.now >= *row->expires_at) return PasswordMatch::kSpent;
  return row->initial ? PasswordMatch::kInitial : PasswordMatch::kRight;
}

std::expected<void, Busy> Gatherer::verify(store::Reader& reader, const Needs& needs, Gathered& gathered,
                                           Matches& known) {
  Facts& facts = gathered.facts;
  if (needs.password && !is_locked(facts.counters["password"], facts.now)) {
    if (!known.password) {
      const auto matched = match(facts.person, *needs.password);
      if (!matched) return std::unexpected(matched.error());
      known.password = *matched;
    }
    facts.password = *known.password;
  }
  for (const auto& [kind, typed] : needs.secrets) {
    if (is_locked(facts.counters[std::string{to_string(kind)}], facts.now)) continue;
    if (!known.secrets.contains(kind)) {
      const auto matched = match_secret(reader, kind, typed, gathered);
      if (!matched) return std::unexpected(matched.error());
      known.secrets.emplace(kind, *matched);
    }
    facts.secrets.emplace(kind, known.secrets.at(kind));
  }
  if (!needs.unlike_enterprise || !needs.new_password) return {};
  if (!known.new_password_is_enterprise) {
    const auto same = match_secret(reader, SecretKind::kEnterprise, *needs.new_password, gathered);
    if (!same) return std::unexpected(same.error());
    known.new_password_is_enterprise = *same == PasswordMatch::kRight || *same == PasswordMatch::kInitial;
  }
  facts.new_password_is_enterprise = *known.new_password_is_enterprise;
  return {};
}

}  // namespace taxgate::app
