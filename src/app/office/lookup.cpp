#include "app/office/lookup.hpp"

#include <algorithm>
#include <limits>

#include "app/journal.hpp"

namespace taxgate::app {
namespace {

constexpr int kMostDisputes = 200;

/// The first entry at or after the instant; entries stand in the order of their time, but for neighbours.
std::int64_t first_at(store::Reader& reader, Time at) {
  std::int64_t low = 1;
  std::int64_t high = std::int64_t{1} << 40U;
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    const auto entry = reader.audit_entries(middle, 1);
    if (entry.empty() || entry.front().at >= at)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

}  // namespace

std::vector<SecretKind> counter_passwords(const Profile& profile) {
  std::vector<SecretKind> kinds;
  for (const SecretKind kind : {SecretKind::kEnterprise, SecretKind::kDeclaration, SecretKind::kAgreement}) {
    if (profile.lock_rule(to_string(kind)) != nullptr) kinds.push_back(kind);
  }
  return kinds;
}

FoundAssociation OfficeLookup::describe(store::Reader& reader, Mandate mandate) const {
  FoundAssociation found{.mandate = std::move(mandate), .principal = {}, .person = {}};
  found.principal = desk_.vault.open(reader.taxpayer(found.mandate.principal).value());
  found.person = desk_.vault.open(reader.person(found.mandate.delegate).value());
  return found;
}

FoundPerson OfficeLookup::describe(store::Reader& reader, Person person) const {
  FoundPerson found{.person = std::move(person), .locks = {}, .associations = {}};
  found.locks = locks_now(desk_, reader, lock_subjects(reader, found.person), desk_.clock.now());
  for (const auto& row : reader.mandates_of(found.person.id))
    found.associations.push_back(describe(reader, desk_.vault.open(row)));
  return found;
}

FoundTaxpayer OfficeLookup::describe(store::Reader& reader, Taxpayer taxpayer) const {
  FoundTaxpayer found{.taxpayer = std::move(taxpayer), .passwords = {}, .locks = {}, .people = {}};
  const Profile& profile = desk_.bureau.profile;
  for (const SecretKind kind : counter_passwords(profile)) {
    const auto row = reader.secret(desk_.bureau.id, to_string(kind), found.taxpayer.id, {});
    found.passwords.emplace_back(kind, row ? std::optional{row->set_at} : std::nullopt);
  }
  found.locks = locks_now(desk_, reader, lock_subjects(profile, found.taxpayer), desk_.clock.now());
  for (const auto& row : reader.mandates_in(found.taxpayer.id))
    found.people.push_back(describe(reader, desk_.vault.open(row)));
  return found;
}

std::optional<FoundPerson> OfficeLookup::person(PersonId id) {
  store::Reader& reader = desk_.store.reader();
  const auto row = reader.person(id);
  if (!row || row->bureau != desk_.bureau.id) return std::nullopt;
  return describe(reader, desk_.vault.open(*row));
}

std::optional<FoundTaxpayer> OfficeLookup::taxpayer(TaxpayerId id) {
  store::Reader& reader = desk_.store.reader();
  const auto row = reader.taxpayer(id);
  if (!row || row->bureau != desk_.bureau.id) return std::nullopt;
  return describe(reader, desk_.vault.open(*row));
}

std::vector<FoundAssociation> OfficeLookup::disputes() {
  store::Reader& reader = desk_.store.reader();
  std::vector<FoundAssociation> found;
  for (const auto& row : reader.mandates_disputed(desk_.bureau.id, kMostDisputes))
    found.push_back(describe(reader, desk_.vault.open(row)));
  return found;
}

void OfficeLookup::note(const Session& session, const std::string& what, PersonId person, TaxpayerId taxpayer,
                        Args detail) {
  desk_.store.commit([&](store::Transaction& transaction) {
    record(transaction,
           {desk_.bureau.id, "office-" + what, session.person(), person, taxpayer, std::move(detail)},
           desk_.clock.now());
  });
}

Found OfficeLookup::by_document(const Session& session, const Document& document) {
  Found found;
  const auto index = desk_.vault.document_index(desk_.bureau.id, document);
  const auto row = desk_.store.reader().person_by_document(desk_.bureau.id, index);
  if (row) found.persons.push_back(describe(desk_.store.reader(), desk_.vault.open(*row)));
  note(session, "searched", row ? row->id : PersonId{}, {}, {});
  return found;
}

Found OfficeLookup::by_phone(const Session& session, const std::string& phone) {
  Found found;
  store::Reader& reader = desk_.store.reader();
  for (const auto& row :
       reader.persons_by_phone(desk_.bureau.id, desk_.vault.phone_index(desk_.bureau.id, phone)))
    found.persons.push_back(describe(reader, desk_.vault.open(row)));
  for (const auto& one : found.persons) note(session, "searched", one.person.id, {}, {});
  if (found.persons.empty()) note(session, "searched", {}, {}, {});
  return found;
}

Found OfficeLookup::by_taxpayer(const Session& session, const std::string& number) {
  Found found;
  const auto row = desk_.store.reader().taxpayer_by_number(desk_.bureau.id, number);
  if (row) found.taxpayers.push_back(describe(desk_.store.reader(), desk_.vault.open(*row)));
  note(session, "searched", {}, row ? row->id : TaxpayerId{}, {});
  return found;
}

std::optional<Person> OfficeLookup::reveal(const Session& session, PersonId id, const std::string& reason) {
  const auto row = desk_.store.reader().person(id);
  if (!row || row->bureau != desk_.bureau.id) return std::nullopt;
  note(session, "revealed", id, {}, {{"reason", seal_reason(desk_, reason)}});
  return desk_.vault.open(*row);
}

std::vector<store::AuditRow> OfficeLookup::audit(const Session& session, const AuditQuestion& question,
                                                 int limit) {
  store::Reader& reader = desk_.store.reader();
  store::AuditFilter filter{.bureau = desk_.bureau.id,
                            .person = question.person,
                            .kind = question.kind,
                            .after = 0,
                            .before = question.before,
                            .limit = limit};
  if (question.from) filter.after = first_at(reader, start_of_day(*question.from, desk_.zone())) - 1;
  if (question.until) {
    const auto end = first_at(reader, start_of_day(plus_days(*question.until, 1), desk_.zone()));
    filter.before = filter.before == 0 ? end : std::min(filter.before, end);
  }
  auto rows = reader.audit_search(filter);
  note(session, "audit-searched", question.person, {}, {});
  return rows;
}

}  // namespace taxgate::app
