#include "app/gather.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "connect/captcha/answer.hpp"
#include "crypto/random.hpp"
#include "domain/account.hpp"
#include "domain/initial_secret.hpp"

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
  const auto candidates = classify_account(text, profile.document_kinds);
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

void Gatherer::read_counters(store::Reader& reader, const Flow& flow, const Needs& needs,
                             const Visitor& visitor, Gathered& gathered) const {
  const auto& person = gathered.facts.person;
  std::string phone = flow.known.phone;
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
  return person && is_initial_secret(person->document, typed) ? PasswordMatch::kInitial
                                                              : PasswordMatch::kWrong;
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
  return gathered;
}

std::expected<Gathered, Busy> Gatherer::gather(store::Reader& reader, const Flow& flow, const Needs& needs,
                                               const Visitor& visitor, Time now,
                                               std::optional<PasswordMatch> known_match) {
  Gathered gathered = read(reader, flow, needs, visitor, now);
  Facts& facts = gathered.facts;
  facts.fresh_code = random_digits(static_cast<std::size_t>(bureau_.profile.sms.digits));
  facts.fresh_captcha = Secret{captcha_answer(random_bytes(kCaptchaLength), kCaptchaDigits)};
  if (needs.new_password) facts.password_is_common = common_(ascii_lower(needs.new_password->reveal()));
  if (!needs.password || is_locked(facts.counters["password"], now)) return gathered;
  const auto matched =
      known_match ? std::expected<PasswordMatch, Busy>{*known_match} : match(facts.person, *needs.password);
  if (!matched) return std::unexpected(matched.error());
  facts.password = *matched;
  return gathered;
}

}  // namespace taxgate::app
