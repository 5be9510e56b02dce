#include "app/office/locks.hpp"

#include <fmt/format.h>

#include <set>

namespace taxgate::app {
namespace {

constexpr std::array kTaxpayerSecrets{SecretKind::kEnterprise, SecretKind::kDeclaration,
                                      SecretKind::kAgreement};

std::optional<store::CounterRow> locked_row(const Desk& desk, store::Reader& reader, const LockSubject& one,
                                            Time now) {
  const Bytes index = desk.vault.counter_index(desk.bureau.id, one.subject);
  auto row = reader.counter(desk.bureau.id, one.method, index);
  return row && row->locked_until && now < *row->locked_until ? row : std::nullopt;
}

}  // namespace

std::vector<LockSubject> lock_subjects(store::Reader& reader, const Person& person) {
  std::vector<LockSubject> subjects{{"password", fmt::format("person/{}", person.id.value)}};
  if (person.phone) subjects.push_back({"sms", "phone/" + *person.phone});
  std::set<TaxpayerId> taxpayers;
  for (const auto& row : reader.mandates_of(person.id)) {
    if (!taxpayers.insert(row.principal).second) continue;
    subjects.push_back({std::string{to_string(SecretKind::kPersonal)},
                        fmt::format("taxpayer/{}/{}", row.principal.value, person.id.value)});
  }
  subjects.push_back({std::string{kCardPassword}, fmt::format("card/{}", person.id.value)});
  const auto& [kind, number] = person.document;
  subjects.push_back({"hall-code", fmt::format("document/{} {}", to_string(kind), number)});
  return subjects;
}

std::vector<LockSubject> lock_subjects(const Profile& profile, const Taxpayer& taxpayer) {
  std::vector<LockSubject> subjects;
  for (const SecretKind kind : kTaxpayerSecrets) {
    const std::string method{to_string(kind)};
    if (profile.lock_rule(method) != nullptr)
      subjects.push_back({method, fmt::format("taxpayer/{}", taxpayer.id.value)});
  }
  return subjects;
}

std::vector<LockNow> locks_now(const Desk& desk, store::Reader& reader,
                               const std::vector<LockSubject>& subjects, Time now) {
  std::vector<LockNow> locks;
  for (const auto& one : subjects) {
    if (const auto row = locked_row(desk, reader, one, now))
      locks.push_back({one.method, *row->locked_until});
  }
  return locks;
}

bool unlock(const Desk& desk, store::Transaction& transaction, const std::vector<LockSubject>& subjects,
            std::string_view method, Time now) {
  bool ended = false;
  for (const auto& one : subjects) {
    if (one.method != method) continue;
    auto row = locked_row(desk, transaction, one, now);
    if (!row) continue;
    row->count = 0;
    row->locked_until.reset();
    transaction.put(*row);
    ended = true;
  }
  return ended;
}

}  // namespace taxgate::app
