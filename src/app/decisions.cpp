#include "app/decisions.hpp"

#include "base/text.hpp"

namespace taxgate::app {
namespace {

Authority unknown(std::string what) {
  return {.decision = {.allowed = false, .because = {std::move(what), {}}, .mandates_used = {}},
          .engagement = {}};
}

}  // namespace

std::string function_of(const std::string& action) { return action == kActAtAll ? std::string{} : action; }

bool DecisionService::knows(const std::string& action) const {
  return action == kActAtAll || bureau_.profile.function(action) != nullptr;
}

std::optional<PersonId> DecisionService::find(store::Reader& reader,
                                              const std::optional<SubjectName>& subject) const {
  if (!subject) return std::nullopt;
  const auto* document = std::get_if<Document>(&*subject);
  const auto row = document != nullptr
                       ? reader.person_by_document(bureau_.id, vault_.document_index(bureau_.id, *document))
                       : reader.person(std::get<PersonId>(*subject));
  return row && row->bureau == bureau_.id ? std::optional{row->id} : std::nullopt;
}

std::optional<TaxpayerId> DecisionService::find(store::Reader& reader, const std::string& number) const {
  if (number.empty()) return std::nullopt;
  const auto row = reader.taxpayer_by_number(bureau_.id, ascii_upper(without_blanks(number)));
  return row ? std::optional{row->id} : std::nullopt;
}

/// One index each: the mandates between the two, and the few engagements of the taxpayer. How many mandates
/// the person has with others does not matter.
AuthoritySlice DecisionService::slice(store::Reader& reader, PersonId person, TaxpayerId taxpayer) const {
  const auto between = [&](TaxpayerId with) {
    std::vector<Mandate> mandates;
    for (const auto& row : reader.mandates_between(person, with)) mandates.push_back(vault_.open(row));
    return mandates;
  };
  AuthoritySlice slice{.own = between(taxpayer), .agencies = {}};
  for (const auto& row : reader.engagements_of_client(taxpayer)) {
    if (auto staff = between(row.agency); !staff.empty())
      slice.agencies.push_back({vault_.open(row), std::move(staff), slice.own});
  }
  return slice;
}

Authority DecisionService::decide(store::Reader& reader, PersonId person, const std::string& action,
                                  TaxpayerId taxpayer) const {
  const Question question{person, taxpayer, function_of(action)};
  return decide_by_any(bureau_.profile, question, slice(reader, person, taxpayer), clock_.now());
}

std::expected<DecisionService::Sides, AccessAnswer> DecisionService::resolve(
    store::Reader& reader, const AccessQuestion& question) const {
  const auto person = find(reader, question.subject);
  if (!person) return std::unexpected(AccessAnswer{unknown("subject-unknown"), {}});
  if (!knows(question.action)) return std::unexpected(AccessAnswer{unknown("action-unknown"), *person});
  const auto taxpayer = find(reader, question.taxpayer);
  if (!taxpayer) return std::unexpected(AccessAnswer{unknown("resource-unknown"), *person});
  return Sides{*person, *taxpayer};
}

AccessAnswer DecisionService::evaluate(store::Reader& reader, const AccessQuestion& question) const {
  const auto sides = resolve(reader, question);
  if (!sides) return sides.error();
  return {decide(reader, sides->person, question.action, sides->taxpayer), sides->person};
}

AccessAnswer DecisionService::evaluate(const AccessQuestion& question) {
  store::Reader& reader = store_.reader();
  const store::Snapshot snapshot(reader);
  return evaluate(reader, question);
}

std::vector<AccessAnswer> DecisionService::evaluate(const std::vector<AccessQuestion>& questions,
                                                    const std::function<bool(const AccessAnswer&)>& enough) {
  store::Reader& reader = store_.reader();
  const store::Snapshot snapshot(reader);
  std::vector<AccessAnswer> answers;
  answers.reserve(questions.size());
  for (const auto& question : questions) {
    answers.push_back(evaluate(reader, question));
    if (enough(answers.back())) break;
  }
  return answers;
}

}  // namespace taxgate::app
