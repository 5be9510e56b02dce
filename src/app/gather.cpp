#include "app/gather.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "connect/captcha/answer.hpp"
#include "crypto/digest.hpp"
#include "crypto/random.hpp"
#include "domain/account.hpp"
#include "domain/initial_secret.hpp"
#include "domain/person_name.hpp"

namespace taxgate::app {
namespace {

constexpr std::size_t kCaptchaLength = 5;

Counter counter_of(const store::CounterRow& row) {
  return {row.count, row.first_at, row.last_at, row.locked_until};
}

/// One person holds the number: the only one, or the only one who has passed verification with it (SX-08).
const store::PersonRow* holder(const std::vector<store::PersonRow>& rows) {
  if (rows.size() == 1) return &rows.front();
  const auto verified = [](const store::PersonRow& row) { return row.phone_verified_at.has_value(); };
  return std::ranges::count_if(rows, verified) == 1 ? &*std::ranges::find_if(rows, verified) : nullptr;
}

/// One name for every way to write the same account: failures of an account that there is count together
/// however it is written, so those of one that there is not must, too.
std::string one_name(const std::string& account, const std::vector<DocumentKind>& kinds) {
  const auto typed = classify_account(account, kinds);
  if (!typed.documents.empty()) return typed.documents.front().number;
  if (typed.phone) return typed.phone->number;
  return typed.username ? typed.username->text : ascii_upper(account);
}

}  // namespace

std::optional<Person> Gatherer::find_account(store::Reader& reader, const std::string& text) const {
  const Profile& profile = bureau_.profile;
  const auto allowed = [&](std::string_view kind) {
    return std::ranges::find(profile.account_kinds, kind) != profile.account_kinds.end();
  };
  const auto candidates = classify_account(text, profile.document_accounts);
  if (allowed("document")) {
    for (const auto& document : candidates.documents) {
      const auto row = reader.person_by_document(bureau_.id, vault_.document_index(bureau_.id, document));
      if (row) return vault_.open(*row);
    }
  }
  if (allowed("mobile") && candidates.phone) {
    const auto rows =
        reader.persons_by_phone(bureau_.id, vault_.phone_index(bureau_.id, candidates.phone->number));
    if (const auto* row = holder(rows)) return vault_.open(*row);
  }
  if (allowed("username") && candidates.username) {
    const auto row = reader.person_by_username(bureau_.id, candidates.username->text);
    if (row) return vault_.open(*row);
  }
  return std::nullopt;
}

std::optional<Person> Gatherer::find_person(store::Reader& reader, const Flow& flow,
                                            const Needs& needs) const {
  std::optional<store::PersonRow> row;
  if (flow.known.person) {
    row = reader.person(*flow.known.person);
  } else if (flow.known.registrant) {
    row = reader.person_by_document(bureau_.id, vault_.document_index(bureau_.id, *flow.known.registrant));
  } else if (needs.document) {
    row = reader.person_by_document(bureau_.id, vault_.document_index(bureau_.id, *needs.document));
  } else if (needs.account) {
    return find_account(reader, *needs.account);
  }
  return row ? std::optional{vault_.open(*row)} : std::nullopt;
}

void Gatherer::find_mandates(store::Reader& reader, Facts& facts) const {
  if (!facts.person || !facts.taxpayer) return;
  for (const auto& row : reader.mandates_between(facts.person->id, facts.taxpayer->id)) {
    facts.mandates.push_back(vault_.open(row));
  }
}

/// The subjects of the secrets beside the person's own, where the bureau has a lock-out rule for them.
void Gatherer::read_subjects(const Flow& flow, const Needs& needs, const Facts& facts,
                             std::map<std::string, std::string>& subjects) const {
  const auto put = [&](std::string_view method, const std::string& subject) {
    if (bureau_.profile.lock_rule(method) != nullptr) subjects.emplace(method, subject);
  };
  std::string taxpayer;
  if (facts.taxpayer) {
    taxpayer = fmt::format("taxpayer/{}", facts.taxpayer->id.value);
  } else if (needs.taxpayer_number) {
    taxpayer = "taxpayer-number/" + *needs.taxpayer_number;
  } else if (flow.known.person) {
    taxpayer = fmt::format("unit-of/{}", flow.known.person->value);  // a unit that is not there (WH-06)
  }
  if (!taxpayer.empty()) {
    put(to_string(SecretKind::kEnterprise), taxpayer);
    put(to_string(SecretKind::kDeclaration), taxpayer);
    if (facts.person)
      put(to_string(SecretKind::kPersonal), fmt::format("{}/{}", taxpayer, facts.person->id.value));
  }
  if (needs.document)
    put("hall-code", fmt::format("document/{} {}", to_string(needs.document->kind), needs.document->number));
}

void Gatherer::read_counters(store::Reader& reader, const Flow& flow, const Needs& needs,
                             const Visitor& visitor, Gathered& gathered) const {
  const auto& person = gathered.facts.person;
  std::string phone = flow.known.phone;
  if (phone.empty() && needs.phone) phone = *needs.phone;
  if (phone.empty() && person && person->phone) phone = *person->phone;
  std::map<std::string, std::string> subjects{{"sms-address", "address/" + visitor.address}};
  if (person) {
    subjects.emplace("password", fmt::format("person/{}", person->id.value));
  } else if (needs.account) {
    subjects.emplace("password", "account/" + one_name(*needs.account, bureau_.profile.document_kinds));
  }
  if (!phone.empty()) {
    subjects.emplace("sms", "phone/" + phone);
    subjects.emplace("sms-number", "phone/" + phone);
  }
  read_subjects(flow, needs, gathered.facts, subjects);
  for (const auto& [method, subject] : subjects) {
    const Bytes index = vault_.counter_index(bureau_.id, subject);
    auto row = reader.counter(bureau_.id, method, index);
    if (!row) row = store::CounterRow{.bureau = bureau_.id, .method = method, .subject = index};
    gathered.facts.counters.emplace(method, counter_of(*row));
    gathered.counters.emplace(method, std::move(*row));
  }
}

/// One hash whoever it is: an unknown account, an initial secret and a wrong password take the same time
///
std::expected<PasswordMatch, Busy> Gatherer::match(const std::optional<Person>& person, const Secret& typed) {
  const bool stored = person && person->secret == SecretState::kSet;
  const auto right = stored ? hashes_.verify({person->password_hash}, typed) : hashes_.verify_nothing(typed);
  if (!right) return std::unexpected(right.error());
  if (stored) return *right ? PasswordMatch::kRight : PasswordMatch::kWrong;
  const bool rule =
      person && bureau_.profile.initial_passwords && person->document.kind != DocumentKind::kUnit;
  return rule && is_initial_secret(person->document, typed) ? PasswordMatch::kInitial : PasswordMatch::kWrong;
}

/// A taxpayer that is not there, and one without such a secret, take as long as a wrong one.
std::expected<PasswordMatch, Busy> Gatherer::match_secret(store::Reader& reader, SecretKind kind,
                                                          const Secret& typed, const Facts& facts) {
  std::optional<store::SecretRow> row;
  const PersonId owner = is_personal(kind) && facts.person ? facts.person->id : PersonId{};
  if (facts.taxpayer && (!is_personal(kind) || owner))
    row = reader.secret(bureau_.id, to_string(kind), facts.taxpayer->id, owner);
  if (is_personal(kind) && !row) return PasswordMatch::kUnset;
  if (row && row->bound) return match(facts.person, typed);
  const bool live = row && (!row->expires_at || facts.now < *row->expires_at);
  const auto right = live ? hashes_.verify({row->hash}, typed) : hashes_.verify_nothing(typed);
  if (!right) return std::unexpected(right.error());
  if (!*right) return PasswordMatch::kWrong;
  return row->initial ? PasswordMatch::kInitial : PasswordMatch::kRight;
}

std::expected<void, Busy> Gatherer::verify(store::Reader& reader, const Needs& needs, Facts& facts,
                                           Matches& known) {
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
      const auto matched = match_secret(reader, kind, typed, facts);
      if (!matched) return std::unexpected(matched.error());
      known.secrets.emplace(kind, *matched);
    }
    facts.secrets.emplace(kind, known.secrets.at(kind));
  }
  if (!needs.unlike_enterprise || !needs.new_password) return {};
  if (!known.new_password_is_enterprise) {
    const auto same = match_secret(reader, SecretKind::kEnterprise, *needs.new_password, facts);
    if (!same) return std::unexpected(same.error());
    known.new_password_is_enterprise = *same == PasswordMatch::kRight || *same == PasswordMatch::kInitial;
  }
  facts.new_password_is_enterprise = *known.new_password_is_enterprise;
  return {};
}

HallCodeMatch Gatherer::read_hall_code(store::Reader& reader, const Needs& needs, Time now) const {
  if (!needs.hall_code || !needs.document) return HallCodeMatch::kNotAsked;
  const auto row = reader.hall_code(bureau_.id, vault_.document_index(bureau_.id, *needs.document));
  const Bytes typed = vault_.counter_index(bureau_.id, "hall-code/" + *needs.hall_code);
  if (!row || !equal_constant_time(row->code_index, typed) ||
      !same_name(vault_.open_text(row->name_sealed, "hall-code.name", bureau_.id), needs.hall_code_name))
    return HallCodeMatch::kWrong;
  if (row->used_at) return HallCodeMatch::kUsed;
  return now < row->expires_at ? HallCodeMatch::kRight : HallCodeMatch::kExpired;
}

void Gatherer::read_staff(store::Reader& reader, Facts& facts) const {
  const TaxpayerId taxpayer = facts.taxpayer->id;
  facts.staff_synced = reader.staff_synced(taxpayer);
  std::set<PersonId> with_password;
  for (const auto& row : reader.secrets_of(bureau_.id, to_string(SecretKind::kPersonal), taxpayer))
    with_password.insert(row.person);
  facts.activated = !with_password.empty();
  for (const auto& row : reader.mandates_in(taxpayer)) {
    Mandate mandate = vault_.open(row);
    if (!still_stands(mandate)) continue;
    const auto person = reader.person(mandate.delegate);
    if (!person) continue;
    const bool has_password = with_password.contains(mandate.delegate);
    facts.staff.push_back({vault_.open(*person), std::move(mandate), has_password});
  }
}

void Gatherer::read_principals(store::Reader& reader, Facts& facts) const {
  for (const auto& row : reader.mandates_of(facts.person->id)) {
    Mandate mandate = vault_.open(row);
    if (!facts.principals.contains(mandate.principal)) {
      if (const auto taxpayer = reader.taxpayer(mandate.principal))
        facts.principals.emplace(mandate.principal, vault_.open(*taxpayer));
    }
    facts.mandates.push_back(std::move(mandate));
  }
}

void Gatherer::read_people(store::Reader& reader, const Flow& flow, Facts& facts) const {
  const Way* way = bureau_.profile.way(flow.way);
  if (way == nullptr) return;
  const auto right = [](PasswordMatch match) {
    return match == PasswordMatch::kRight || match == PasswordMatch::kInitial;
  };
  const bool taxpayer_proved =
      flow.known.taxpayer ||
      std::ranges::any_of(facts.secrets, [&](const auto& one) { return right(one.second); });
  const bool by_staff = asks_for(*way, AskKind::kChoosePerson) || asks_for(*way, AskKind::kPersonByPhone);
  if (facts.taxpayer && by_staff && taxpayer_proved) read_staff(reader, facts);
  const bool person_proved = flow.known.person || right(facts.password);
  const bool of_many = asks_for(*way, AskKind::kUnit) ||
                       (asks_for(*way, AskKind::kIdentity) && !asks_for(*way, AskKind::kTaxpayer));
  if (!facts.taxpayer && facts.person && of_many && person_proved) read_principals(reader, facts);
}

std::optional<Taxpayer> Gatherer::find_taxpayer(store::Reader& reader, const Flow& flow,
                                                const Needs& needs) const {
  std::optional<store::TaxpayerRow> row;
  if (needs.taxpayer_number) {
    row = reader.taxpayer_by_number(bureau_.id, *needs.taxpayer_number);
  } else if (flow.known.taxpayer) {
    row = reader.taxpayer(*flow.known.taxpayer);
  }
  return row ? std::optional{vault_.open(*row)} : std::nullopt;
}

/// Whether somebody else has the name or number that is wanted.
void Gatherer::read_taken(store::Reader& reader, const Needs& needs, Facts& facts) const {
  const auto other = [&](const store::PersonRow& row) { return !facts.person || row.id != facts.person->id; };
  if (needs.username) {
    const auto holder = reader.person_by_username(bureau_.id, *needs.username);
    facts.username_taken = holder && other(*holder);
  }
  if (needs.new_phone) {
    const auto rows = reader.persons_by_phone(bureau_.id, vault_.phone_index(bureau_.id, *needs.new_phone));
    facts.phone_held_by_other = std::ranges::any_of(
        rows, [&](const store::PersonRow& row) { return row.phone_verified_at && other(row); });
  }
}

void Gatherer::renew_counters(store::Reader& reader, const Flow& flow, const Visitor& visitor,
                              Facts& facts) const {
  Gathered again;
  again.facts.person = facts.person;
  read_counters(reader, flow, {}, visitor, again);
  facts.counters = std::move(again.facts.counters);
}

Gathered Gatherer::read(store::Reader& reader, const Flow& flow, const Needs& needs, const Visitor& visitor,
                        Time now) const {
  const store::Snapshot snapshot(reader);
  Gathered gathered;
  Facts& facts = gathered.facts;
  facts.now = now;
  facts.taxpayer = find_taxpayer(reader, flow, needs);
  facts.person = find_person(reader, flow, needs);
  find_mandates(reader, facts);
  read_counters(reader, flow, needs, visitor, gathered);
  read_taken(reader, needs, facts);
  facts.hall_code = read_hall_code(reader, needs, now);
  return gathered;
}

std::expected<Gathered, Busy> Gatherer::gather(store::Reader& reader, const Flow& flow, const Needs& needs,
                                               const Visitor& visitor, Time now, Matches& known) {
  Gathered gathered = read(reader, flow, needs, visitor, now);
  Facts& facts = gathered.facts;
  facts.fresh_code = random_digits(static_cast<std::size_t>(bureau_.profile.sms.digits));
  facts.fresh_captcha = Secret{captcha_answer(random_bytes(kCaptchaLength), kCaptchaDigits)};
  if (needs.new_password) facts.password_is_common = common_(ascii_lower(needs.new_password->reveal()));
  if (const auto verified = verify(reader, needs, facts, known); !verified)
    return std::unexpected(verified.error());
  const store::Snapshot snapshot(reader);
  read_people(reader, flow, facts);
  return gathered;
}

}  // namespace taxgate::app
