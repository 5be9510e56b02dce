#include "connect/registry/relations.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/text.hpp"
#include "domain/person_name.hpp"

namespace taxgate::registry {
namespace {

std::size_t hash_of_text(std::string_view text) { return std::hash<std::string_view>{}(text); }
std::size_t hash_of_document(DocumentKind kind, std::string_view number) {
  return hash_of_text(number) * 31 + static_cast<std::size_t>(kind);
}

auto content(const TaxpayerLine& line) {
  return std::tie(line.uscc, line.number, line.name, line.organ, line.other_organs, line.kind, line.state);
}

}  // namespace

void Relations::add(CheckedBatch batch) {
  std::ranges::copy(batch.taxpayers, std::back_inserter(taxpayer_lines_));
  std::ranges::copy(batch.people, std::back_inserter(people_));
  std::ranges::copy(batch.collected, std::back_inserter(collected_));
  std::ranges::copy(batch.agreements, std::back_inserter(agreements_));
  result_.registry.texts.push_back(std::move(batch.texts));
}

Relations::Result Relations::finish() {
  index_taxpayers();
  take_collected();
  take_people();
  take_associations();
  take_agreements();
  shared_phones();
  Result result = std::exchange(result_, {});
  *this = Relations(std::move(rules_));
  return result;
}

void Relations::found(Where at, Severity severity, std::string_view code, Where other,
                      std::optional<Column> column, std::string_view value) {
  if (severity == Severity::kFault) ++result_.bad;
  result_.findings.push_back({.at = at,
                              .severity = severity,
                              .code = code,
                              .heading = {},
                              .shown = column ? masked(*column, value) : std::string{},
                              .other = other,
                              .column = column});
}

// Taxpayers

void Relations::index_taxpayers() {
  for (const auto& line : std::exchange(taxpayer_lines_, {})) {
    if (clashes(line)) continue;
    auto& taxpayers = result_.registry.taxpayers;
    taxpayers.push_back(line);
    const auto at = static_cast<std::uint32_t>(taxpayers.size() - 1);
    index_number(at, by_number_, &Taxpayer::number);
    if (!line.uscc.empty()) index_number(at, by_uscc_, &Taxpayer::uscc);
  }
}

void Relations::index_number(std::uint32_t taxpayer, FlatIndex& index, std::string_view Taxpayer::* number) {
  index.insert(taxpayer,
               [&](std::uint32_t i) { return hash_of_text(result_.registry.taxpayers[i].*number); });
}

bool Relations::clashes(const TaxpayerLine& line) {
  const auto& taxpayers = result_.registry.taxpayers;
  const auto same_number = by_number_.find(
      hash_of_text(line.number), [&](std::uint32_t i) { return taxpayers[i].number == line.number; });
  if (same_number) {
    const auto& other = taxpayers[*same_number];
    const bool repeated = content(other) == content(line);
    found(line.at, repeated ? Severity::kWarning : Severity::kFault,
          repeated ? "row-repeated" : "taxpayer-number-twice", other.at, Column::kNumber, line.number);
    return true;
  }
  const auto same_uscc =
      line.uscc.empty() ? std::nullopt : by_uscc_.find(hash_of_text(line.uscc), [&](std::uint32_t i) {
        return taxpayers[i].uscc == line.uscc;
      });
  if (same_uscc) {
    found(line.at, Severity::kFault, "uscc-twice", taxpayers[*same_uscc].at, Column::kUscc, line.uscc);
  }
  return same_uscc.has_value();
}

std::optional<std::uint32_t> Relations::find_taxpayer(std::string_view number) const {
  const auto& taxpayers = result_.registry.taxpayers;
  const auto hash = hash_of_text(number);
  const auto at = by_number_.find(hash, [&](std::uint32_t i) { return taxpayers[i].number == number; });
  return at ? at : by_uscc_.find(hash, [&](std::uint32_t i) { return taxpayers[i].uscc == number; });
}

// Persons

std::optional<std::uint32_t> Relations::find_person(DocumentKind kind, std::string_view number) const {
  const auto& persons = result_.registry.persons;
  return by_document_.find(hash_of_document(kind, number), [&](std::uint32_t i) {
    return persons[i].document_kind == kind && persons[i].document_number == number;
  });
}

std::uint32_t Relations::add_person(const RegisteredPerson& person) {
  auto& persons = result_.registry.persons;
  persons.push_back(person);
  const auto at = static_cast<std::uint32_t>(persons.size() - 1);
  by_document_.insert(at, [&](std::uint32_t i) {
    return hash_of_document(persons[i].document_kind, persons[i].document_number);
  });
  return at;
}

void Relations::take_collected() {
  for (const auto& line : std::exchange(collected_, {})) {
    const RegisteredPerson person{.at = line.at,
                                  .document_kind = line.document_kind,
                                  .document_number = line.document_number,
                                  .name = line.name,
                                  .phone = line.mobile,
                                  .collected_on = line.on,
                                  .level = line.level};
    const auto known = find_person(line.document_kind, line.document_number);
    if (!known) {
      add_person(person);
      continue;
    }
    auto& other = result_.registry.persons[*known];
    if (!same_name(other.name, line.name)) {
      found(line.at, Severity::kFault, "collected-name-differs", other.at, Column::kName, line.name);
    } else {
      found(line.at, Severity::kWarning, "collected-twice", other.at);
      if (line.on > other.collected_on) other = person;
    }
  }
}

void Relations::take_people() {
  for (const auto& line : std::exchange(people_, {})) take_person(line);
}

void Relations::take_person(const PersonLine& line) {
  const auto taxpayer = taxpayer_of(line.at, Column::kTaxpayer, line.taxpayer);
  const auto person = taxpayer ? person_of(line) : std::nullopt;
  if (!person) return;
  result_.registry.associations.push_back({.at = line.at,
                                           .person = *person,
                                           .taxpayer = *taxpayer,
                                           .role = line.role,
                                           .state = line.state,
                                           .starts = line.starts,
                                           .ends = line.ends});
}

void Relations::take_agreements() {
  for (const auto& line : std::exchange(agreements_, {})) {
    const auto agency = taxpayer_of(line.at, Column::kAgency, line.agency);
    const auto client = taxpayer_of(line.at, Column::kClient, line.client);
    if (agency && client) result_.registry.agreements.push_back({line, *agency, *client});
  }
}

/// Of the files, or known from before.
std::optional<std::uint32_t> Relations::taxpayer_of(Where where, Column column, std::string_view number) {
  if (const auto at = find_taxpayer(number)) return at;
  if (!rules_.known(number)) {
    found(where, Severity::kFault, "taxpayer-unknown", {}, column, number);
    return std::nullopt;
  }
  auto& taxpayers = result_.registry.taxpayers;
  taxpayers.push_back({.number = number});
  const auto at = static_cast<std::uint32_t>(taxpayers.size() - 1);
  index_number(at, by_number_, &Taxpayer::number);
  return at;
}

std::optional<std::uint32_t> Relations::person_of(const PersonLine& line) {
  const auto known = find_person(line.document_kind, line.document_number);
  if (!known) {
    return add_person({.at = line.at,
                       .document_kind = line.document_kind,
                       .document_number = line.document_number,
                       .name = line.name});
  }
  auto& person = result_.registry.persons[*known];
  if (!same_name(person.name, line.name)) {
    found(line.at, Severity::kFault, person.level > 0 ? "name-differs-from-collected" : "name-differs",
          person.at, Column::kName, line.name);
    return std::nullopt;
  }
  if (person.level > 0) person.name = line.name;
  if (line.mobile != 0 && person.phone != 0 && line.mobile != person.phone) {
    found(line.at, Severity::kWarning, "phone-differs-from-collected", person.at, Column::kMobile,
          std::to_string(line.mobile));
  }
  return known;
}

}  // namespace taxgate::registry
