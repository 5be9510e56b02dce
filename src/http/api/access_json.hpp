#pragma once
// The members of the Authorization API 1.0 (OpenID AuthZEN): questions in, answers out. What each stands for
// here is in docs/integrate.md.
#include "app/decisions.hpp"
#include "http/api/api.hpp"

namespace taxgate::http {

/// A member that is missing, or not of the form that it must have: "subject.type", "evaluations.3.action".
struct BadMember {
  std::string name;
};
template <class T>
using Parsed = std::expected<T, BadMember>;

inline constexpr std::size_t kMostEvaluations = 1000;
inline constexpr int kLargestAccessPage = 200;

/// Who is called so by the system that asks; 0: nobody.
using PersonFinder = std::function<PersonId(std::string_view)>;

/// Which of the three a question asks for instead of naming it: its id or name is not looked at (§8).
enum class Wanted { kDecision, kSubject, kResource, kAction };
Parsed<app::AccessQuestion> parse_access(const PersonFinder& person, const json::object& body, Wanted wanted);

enum class Semantic { kExecuteAll, kDenyOnFirstDeny, kPermitOnFirstPermit };
struct AccessBatch {
  std::vector<app::AccessQuestion> questions;  // empty: the request is a single question (§7.1)
  Semantic semantic = Semantic::kExecuteAll;
  bool too_many = false;
};
/// With the members of the request itself as defaults for those that an evaluation leaves out (§7.1.1).
Parsed<AccessBatch> parse_batch(const PersonFinder& person, const json::object& body);
Parsed<app::PageRequest> parse_page(const json::object& body);
/// RFC 3339, in `at`.
Parsed<Time> parse_instant(const json::object& body);

/// {decision, context}
json::object decision_json(const Call& call, const Authority& authority);
/// The stable code, and the text in the visitor's language.
json::object reason_json(const Call& call, const Phrase& because);
json::array history_json(const Call& call, const std::vector<store::AuditRow>& history);
/// 400, naming the member.
Response refuse_member(const Call& call, const BadMember& bad);

}  // namespace taxgate::http
