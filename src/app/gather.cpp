#include "app/gather.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "connect/captcha/answer.hpp"
#include "crypto/digest.hpp"
#include "crypto/random.hpp"
#include "domain/account.hpp"
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

/// Whether 绑定 makes the person's own password that of the taxpayer, too (LN-21).
void Gatherer::find_bound(store::Reader& reader, Facts& facts) const {
  if (!facts.person || !facts.taxpayer) return;
  const auto row =
      reader.secret(bureau_.id, to_string(SecretKind::kPersonal), facts.taxpayer->id, facts.person->id);
  facts.personal_password_bound = row && row->bound;
}

/// The client of an engagement that is the agency's.
std::optional<TaxpayerId> Gatherer::find_client(store::Reader& reader, const Facts& facts,
                                                const Needs& needs) const {
  if (!needs.engagement || !facts.taxpayer) return std::nullopt;
  const auto row = reader.engagement(*needs.engagement);
  return row && row->agency == facts.taxpayer->id ? std::optional{row->client} : std::nullopt;
}

/// The subjects of the secrets beside the person's own, where the bureau has a lock-out rule for them.
void Gatherer::read_subjects(const Flow& flow, const Needs& needs, const Gathered& gathered,
                             std::map<std::string, std::string>& subjects) const {
  const Facts& facts = gathered.facts;
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
    const std::string person = facts.person ? std::to_string(facts.person->id.value) : "nobody";
    if (facts.person) put(to_string(SecretKind::kPersonal), taxpayer + '/' + person);
    put(to_string(SecretKind::kInvitation), taxpayer + '/' + person);
  }
  const std::optional<TaxpayerId> client = gathered.client ? gathered.client : flow.known.taxpayer;
  if (client) put(to_string(SecretKind::kAgreement), fmt::format("taxpayer/{}", client->value));
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
  read_subjects(flow, needs, gathered, subjects);
  for (const auto& [method, subject] : subjects) {
    const Bytes index = vault_.counter_index(bureau_.id, subject);
    auto row = reader.counter(bureau_.id, method, index);
    if (!row) row = store::CounterRow{.bureau = bureau_.id, .method = method, .subject = index};
    gathered.facts.counters.emplace(method, counter_of(*row));
    gathered.counters.emplace(method, std::move(*row));
  }
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
  std::set<PersonId> with_password;  // of their own
  for (const auto& row : reader.secrets_of(bureau_.id, to_string(SecretKind::kPersonal), taxpayer)) {
    facts.activated = true;
    if (!row.initial || row.bound) with_password.insert(row.person);
  }
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

/// The clients that the agency has to do with now, each with whether and why not the person may act for it.
void Gatherer::read_clients(store::Reader& reader, Facts& facts) const {
  const Zone zone = bureau_.profile.zone;
  std::vector<Mandate> at_agency;
  for (const auto& row : reader.mandates_between(facts.person->id, facts.taxpayer->id))
    at_agency.push_back(vault_.open(row));
  for (const auto& row : reader.engagements_of_agency(facts.taxpayer->id)) {
    AgencySlice slice{.engagement = vault_.open(row), .at_agency = at_agency, .at_client = {}};
    const auto worth = standing(slice.engagement, facts.now, zone);
    const bool over = worth == EngagementStanding::kRefused || worth == EngagementStanding::kWithdrawn ||
                      worth == EngagementStanding::kEnded;
    const auto client = over ? std::nullopt : reader.taxpayer(row.client);
    if (!client) continue;
    for (const auto& own : reader.mandates_between(facts.person->id, row.client))
      slice.at_client.push_back(vault_.open(own));
    const auto may = decide_through(bureau_.profile, {facts.person->id, row.client, {}}, slice, facts.now);
    facts.clients.push_back({slice.engagement, vault_.open(*client), {may.allowed, may.because}});
  }
}

bool Gatherer::opens_by_initial(const Flow& flow) const {
  const Way* way = bureau_.profile.way(flow.way);
  return bureau_.profile.initial_passwords || (way != nullptr && way->principal == PrincipalKind::kOffice);
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
  if (way->principal == PrincipalKind::kOffice && facts.person && person_proved) {
    if (const auto row = reader.officer(facts.person->id)) facts.officer = vault_.open(*row);
  }
  const bool of_agency = asks_for(*way, AskKind::kClient) && facts.taxpayer && flow.known.person;
  if (of_agency && facts.person) read_clients(reader, facts);
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
  find_bound(reader, facts);
  gathered.client = find_client(reader, facts, needs);
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
  if (const auto verified = verify(reader, needs, gathered, known); !verified)
    return std::unexpected(verified.error());
  if (facts.password == PasswordMatch::kInitial && !opens_by_initial(flow))
    facts.password = PasswordMatch::kWrong;
  const store::Snapshot snapshot(reader);
  read_people(reader, flow, facts);
  return gathered;
}

}  // namespace taxgate::app
