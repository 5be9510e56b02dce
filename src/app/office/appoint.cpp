#include "app/office/appoint.hpp"

#include <algorithm>

#include "app/fresh_secret.hpp"
#include "app/journal.hpp"

namespace taxgate::app {
namespace {

constexpr int kCounterLevel = 5;  // NT-05

PersonId put_person(const Desk& desk, store::Transaction& transaction, const Appointment& appointment,
                    const std::string& hash, Time now) {
  const auto index = desk.vault.document_index(desk.bureau.id, appointment.document);
  const auto stored = transaction.person_by_document(desk.bureau.id, index);
  Person person = stored ? desk.vault.open(*stored) : Person{};
  person.bureau = desk.bureau.id;
  person.name = appointment.name;
  person.document = appointment.document;
  if (person.phone != appointment.phone) person.phone_verified_at.reset();
  person.phone = appointment.phone;
  person.level = std::max(person.level, kCounterLevel);
  if (person.secret != SecretState::kSet) {
    person.secret = SecretState::kGiven;
    person.password_hash = hash;
  }
  auto row = desk.vault.seal(person);
  row.created_at = stored ? stored->created_at : now;
  row.updated_at = now;
  if (!stored) return transaction.insert(row);
  transaction.update(row);
  return stored->id;
}

void put_officer(const Desk& desk, store::Transaction& transaction, const Appointment& appointment,
                 PersonId person, Time now) {
  const auto row = transaction.officer(person);
  const Officer officer{.person = person,
                        .bureau = desk.bureau.id,
                        .role = appointment.role,
                        .office = appointment.office,
                        .starts = local_date(now, desk.zone()),
                        .ends = {},
                        .state = OfficerState::kInForce,
                        .appointed_by = {},
                        .changed_at = now,
                        .version = row ? row->version + 1 : 1};
  transaction.put(desk.vault.seal(officer));
  record(transaction, {desk.bureau.id, "officer-appointed", {}, person, {}, {}}, now);
}

}  // namespace

std::optional<Secret> appoint(const Desk& desk, const Appointment& appointment,
                              const std::optional<Secret>& given) {
  const auto index = desk.vault.document_index(desk.bureau.id, appointment.document);
  const auto known = desk.store.reader().person_by_document(desk.bureau.id, index);
  const bool has_own = known && !known->password_hash.empty() && !known->password_initial;
  const Secret password = given.value_or(fresh_password());
  const auto hash = desk.hashes.hash(password);
  if (!hash) throw std::runtime_error("too many passwords are being hashed: try again");
  const Time now = desk.clock.now();
  desk.store.commit([&](store::Transaction& transaction) {
    const PersonId person = put_person(desk, transaction, appointment, hash->phc, now);
    put_officer(desk, transaction, appointment, person, now);
  });
  return has_own ? std::nullopt : std::optional{password};
}

}  // namespace taxgate::app
