#include "http/api/access_json.hpp"

#include <algorithm>

#include "app/journal.hpp"

namespace taxgate::http {
namespace {

constexpr std::string_view kPerson = "person";
constexpr std::string_view kTaxpayer = "taxpayer";

/// For what names no person.
PersonId nobody(std::string_view /*id*/) { return {}; }

const json::object& nothing() {
  static const json::object kEmpty;
  return kEmpty;
}

/// One level of a request, with what its members are called in a refusal.
struct Level {
  const PersonFinder& person;
  const json::object& object;
  std::string path;  // "subject.", empty at the top

  std::unexpected<BadMember> bad(std::string_view name) const {
    return std::unexpected(BadMember{path + std::string{name}});
  }
};

Parsed<std::string> text_of(const Level& level, std::string_view name) {
  const auto* value = level.object.if_contains(name);
  if (value == nullptr || !value->is_string() || value->as_string().empty()) return level.bad(name);
  return std::string{value->as_string()};
}

/// The object below `name`; an empty one where it is not there and need not be.
Parsed<Level> below(const Level& level, std::string_view name, bool needed) {
  const auto* value = level.object.if_contains(name);
  if (value == nullptr && !needed) return Level{level.person, nothing(), {}};
  if (value == nullptr || !value->is_object()) return level.bad(name);
  return Level{level.person, value->as_object(), level.path + std::string{name} + "."};
}

/// By document where the properties name one whole, else by id; nobody for what is neither.
Parsed<std::optional<app::SubjectName>> subject_in(const Level& subject) {
  const auto properties = below(subject, "properties", false);
  if (!properties) return std::unexpected(properties.error());
  const std::string kind = text_member(properties->object, "document_kind");
  const std::string number = text_member(properties->object, "document_number");
  if (!kind.empty() && !number.empty()) {
    const auto known = document_kind(kind);
    const auto document = known ? parse_document(*known, number) : std::unexpected(DocumentFault::kEmpty);
    return document ? std::optional<app::SubjectName>(*document) : std::nullopt;
  }
  const auto id = text_of(subject, "id");
  if (!id) return std::unexpected(id.error());
  const PersonId person = subject.person(*id);
  return person ? std::optional<app::SubjectName>(person) : std::nullopt;
}

std::optional<BadMember> read_subject(const Level& level, bool named, app::AccessQuestion& question) {
  const auto subject = below(level, "subject", true);
  if (!subject) return subject.error();
  const auto type = text_of(*subject, "type");
  if (!type) return type.error();
  if (!named) return std::nullopt;
  const auto person = subject_in(*subject);
  if (!person) return person.error();
  if (*type == kPerson) question.subject = *person;
  return std::nullopt;
}

std::optional<BadMember> read_resource(const Level& level, bool named, app::AccessQuestion& question) {
  const auto resource = below(level, "resource", true);
  if (!resource) return resource.error();
  const auto type = text_of(*resource, "type");
  if (!type) return type.error();
  if (!named) return std::nullopt;
  const auto id = text_of(*resource, "id");
  if (!id) return id.error();
  if (*type == kTaxpayer) question.taxpayer = *id;
  return std::nullopt;
}

std::optional<BadMember> read_action(const Level& level, app::AccessQuestion& question) {
  const auto action = below(level, "action", true);
  if (!action) return action.error();
  const auto name = text_of(*action, "name");
  if (!name) return name.error();
  question.action = *name;
  return std::nullopt;
}

Parsed<app::AccessQuestion> question_in(const Level& level, Wanted wanted) {
  app::AccessQuestion question;
  if (auto bad = read_subject(level, wanted != Wanted::kSubject, question))
    return std::unexpected(*std::move(bad));
  if (wanted != Wanted::kAction) {
    if (auto bad = read_action(level, question)) return std::unexpected(*std::move(bad));
  }
  if (auto bad = read_resource(level, wanted != Wanted::kResource, question))
    return std::unexpected(*std::move(bad));
  if (const auto context = below(level, "context", false); !context) return std::unexpected(context.error());
  return question;
}

/// What the evaluation says, over what the request says for all.
json::object with_defaults(const json::object& body, const json::object& evaluation) {
  json::object merged;
  for (const std::string_view name : {"subject", "action", "resource", "context"}) {
    const auto* value = evaluation.if_contains(name);
    if (value == nullptr) value = body.if_contains(name);
    if (value != nullptr) merged[name] = *value;
  }
  return merged;
}

Parsed<Semantic> semantic_in(const Level& body) {
  const auto options = below(body, "options", false);
  if (!options) return std::unexpected(options.error());
  if (!options->object.contains("evaluations_semantic")) return Semantic::kExecuteAll;
  const auto word = text_of(*options, "evaluations_semantic");
  if (word == "execute_all") return Semantic::kExecuteAll;
  if (word == "deny_on_first_deny") return Semantic::kDenyOnFirstDeny;
  if (word == "permit_on_first_permit") return Semantic::kPermitOnFirstPermit;
  return options->bad("evaluations_semantic");
}

}  // namespace

Parsed<app::AccessQuestion> parse_access(const PersonFinder& person, const json::object& body,
                                         Wanted wanted) {
  return question_in({person, body, {}}, wanted);
}

Parsed<AccessBatch> parse_batch(const PersonFinder& person, const json::object& body) {
  const Level top{person, body, {}};
  AccessBatch batch;
  const auto semantic = semantic_in(top);
  if (!semantic) return std::unexpected(semantic.error());
  batch.semantic = *semantic;
  const auto* list = body.if_contains("evaluations");
  if (list == nullptr) return batch;
  if (!list->is_array()) return top.bad("evaluations");
  const json::array& evaluations = list->as_array();
  batch.too_many = evaluations.size() > kMostEvaluations;
  if (batch.too_many) return batch;
  for (std::size_t i = 0; i < evaluations.size(); ++i) {
    const std::string name = "evaluations." + std::to_string(i);
    if (!evaluations[i].is_object()) return top.bad(name);
    const json::object whole = with_defaults(body, evaluations[i].as_object());
    auto question = question_in({person, whole, name + "."}, Wanted::kDecision);
    if (!question) return std::unexpected(question.error());
    batch.questions.push_back(*std::move(question));
  }
  return batch;
}

Parsed<app::PageRequest> parse_page(const json::object& body) {
  app::PageRequest page;
  const PersonFinder none = nobody;
  const auto given = below({none, body, {}}, "page", false);
  if (!given) return std::unexpected(given.error());
  if (const auto* token = given->object.if_contains("token")) {
    if (!token->is_string()) return given->bad("token");
    page.token = token->as_string();
  }
  if (given->object.contains("limit")) {
    const int limit = int_member(given->object, "limit");
    if (limit < 1) return given->bad("limit");
    page.limit = std::min(limit, kLargestAccessPage);
  }
  return page;
}

Parsed<Time> parse_instant(const json::object& body) {
  const auto at = parse_time(text_member(body, "at"));
  return at ? Parsed<Time>{*at} : std::unexpected(BadMember{"at"});
}

json::object reason_json(const Call& call, const Phrase& because) {
  return {{"reason_admin", json::object{{"code", because.code}}},
          {"reason_user", json::object{{to_string(call.locale()), call.say(because)}}}};
}

json::object decision_json(const Call& call, const Authority& authority) {
  json::object context = reason_json(call, authority.decision.because);
  json::array used;
  for (const MandateId id : authority.decision.mandates_used) used.emplace_back(std::to_string(id.value));
  context["mandates_used"] = std::move(used);
  if (authority.engagement) context["engagement"] = std::to_string(authority.engagement.value);
  return {{"decision", authority.decision.allowed}, {"context", std::move(context)}};
}

json::array history_json(const Call& call, const std::vector<store::AuditRow>& history) {
  json::array entries;
  for (const auto& row : history) {
    json::object detail;
    for (const auto& [name, value] : app::args_from_json(row.detail)) detail[name] = value;
    entries.push_back(
        {{"seq", row.seq},
         {"at", format_time(row.at)},
         {"kind", row.kind},
         {"title", call.say({"event." + row.kind, {}})},
         {"actor", row.actor ? json::value(call.api.names.name(call.sector, row.actor)) : nullptr},
         {"detail", std::move(detail)}});
  }
  return entries;
}

Response refuse_member(const Call& call, const BadMember& bad) {
  const Phrase phrase{"malformed-member", {{"member", bad.name}}};
  Problem problem = problem_of(call, 400, "malformed", phrase);
  problem.inputs[bad.name] = {phrase.code, call.say(phrase)};
  return to_response(problem, call.request);
}

}  // namespace taxgate::http
