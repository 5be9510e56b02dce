#include <algorithm>

#include "app/import/in_order.hpp"
#include "app/import/write_registry.hpp"
#include "app/mandates.hpp"

namespace taxgate::app {
namespace {

constexpr std::size_t kPart = 2048;  // rows that one thread seals at a time

bool same_person(const Person& a, const Person& b) {
  return a.name == b.name && a.phone == b.phone && a.phone_verified_at == b.phone_verified_at &&
         a.level == b.level;
}

Document document_of(const registry::RegisteredPerson& line) {
  return {.kind = line.document_kind, .number = std::string(line.document_number)};
}

}  // namespace

/// The order of the persons by their blind index: neighbours in the store's own index are then written
/// together, which is what makes a million of them fast. It tells nothing, for without the key the order is
/// random.
std::vector<std::uint32_t> RegistryWriter::by_document_index() {
  const auto& persons = task_.registry.persons;
  std::vector<std::pair<std::array<std::uint8_t, BlindIndex::kSize>, std::uint32_t>> keys(persons.size());
  const auto fill = [&](std::size_t begin, std::size_t end) {
    for (auto i = begin; i < end; ++i) {
      const auto index = task_.vault.document_index(task_.bureau.id, document_of(persons[i]));
      std::copy_n(index.begin(), BlindIndex::kSize, keys[i].first.begin());
      keys[i].second = static_cast<std::uint32_t>(i);
    }
    return true;
  };
  in_parts<bool>(persons.size(), kPart, fill, [](bool) {});
  std::ranges::sort(keys);
  std::vector<std::uint32_t> order(keys.size());
  std::ranges::transform(keys, order.begin(), [](const auto& key) { return key.second; });
  return order;
}

void RegistryWriter::write_persons(store::Transaction& transaction) {
  const auto& persons = task_.registry.persons;
  const auto order = by_document_index();
  persons_.resize(persons.size());
  const auto seal = [&](std::size_t begin, std::size_t end) {
    std::vector<store::PersonRow> rows;
    rows.reserve(end - begin);
    for (auto i = begin; i < end; ++i) {
      auto person = merged(std::nullopt, persons[order[i]], task_.bureau.profile.zone);
      person.bureau = task_.bureau.id;
      rows.push_back(task_.vault.seal(person));
    }
    return rows;
  };
  std::size_t at = 0;
  const auto store = [&](std::vector<store::PersonRow> rows) {
    for (auto& row : rows) {
      const auto person = order[at++];
      persons_[person] = write_person(transaction, persons[person], std::move(row));
    }
    advance(rows.size());
  };
  in_parts<std::vector<store::PersonRow>>(persons.size(), kPart, seal, store);
}

/// `sealed`: the row of a new person.
PersonId RegistryWriter::write_person(store::Transaction& transaction, const registry::RegisteredPerson& line,
                                      store::PersonRow sealed) {
  const auto stored = transaction.person_by_document(task_.bureau.id, sealed.document_index);
  if (!stored) {
    sealed.created_at = task_.time.now;
    sealed.updated_at = task_.time.now;
    ++changes_.persons.made;
    return transaction.insert(sealed);
  }
  const Person before = task_.vault.open(*stored);
  Person after = merged(before, line, task_.bureau.profile.zone);
  if (after.phone != before.phone && verified_by_another(transaction, after)) {
    after.phone = before.phone;
    after.phone_verified_at = before.phone_verified_at;
  }
  if (same_person(before, after)) {
    ++changes_.persons.same;
    return stored->id;
  }
  auto row = task_.vault.seal(after);
  row.created_at = stored->created_at;
  row.updated_at = task_.time.now;
  transaction.update(row);
  const int collected = task_.bureau.profile.personnel.collected_level;
  if (before.level < collected && after.level >= collected)
    AuthorityWriter{transaction, task_.bureau, task_.vault, task_.time.now}.collected(stored->id);
  ++changes_.persons.changed;
  return stored->id;
}

/// 一号一人 (SX-08): a number that another person verified later is not given back by an older collection.
bool RegistryWriter::verified_by_another(store::Transaction& transaction, const Person& person) const {
  const auto others = transaction.persons_by_phone(
      task_.bureau.id, task_.vault.phone_index(task_.bureau.id, person.phone.value_or("")));
  return std::ranges::any_of(others, [&](const store::PersonRow& other) {
    return other.id != person.id && other.phone_verified_at > person.phone_verified_at;
  });
}

}  // namespace taxgate::app
