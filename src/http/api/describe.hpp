#pragma once
// Pieces of JSON that several routes show.
#include "http/api/api.hpp"

namespace taxgate::http {

json::array functions_json(const Call& call, const std::vector<std::string>& functions);
/// What is below `parent`; empty: the whole tree.
json::array function_tree(const Call& call, std::string_view parent);
json::object principal_json(const Taxpayer& taxpayer);
/// What a mandate is, without its two sides: role, functions, dates, state.
json::object mandate_json(const Call& call, const Mandate& mandate, const std::string& proposed_by);
/// The identity that a session acts as, or that a mandate would give: "self" or the mandate's id.
json::object identity_json(const Call& call, const std::optional<Mandate>& mandate,
                           const std::optional<Taxpayer>& principal);
/// The identity that a session acts as; through an agency it says which.
json::object session_identity_json(const Call& call, const app::Session& session);
/// The client's identity that an agency's person may take.
json::object client_identity_json(const Call& call, const Mandate& mandate, const Engagement& engagement);
std::optional<Taxpayer> principal_of(const Call& call, const std::optional<Mandate>& mandate);
/// 404, 409 or 422 for a change of a mandate that was not made.
Response mandate_refusal(const Call& call, const app::MandateRefusal& refusal);
/// 503, and when to come back: too many passwords are being hashed.
Response busy(const Call& call, Busy busy);
/// 422 with what is wrong at which input.
Response refuse_inputs(const Call& call, const std::vector<ProposalFault>& faults);
/// The list of texts under `name`; nothing else is taken from it.
std::vector<std::string> text_list(const json::object& object, std::string_view name);
/// An end date: a text, null for long-term. False for anything else.
bool read_end(const json::object& body, std::optional<Date>& ends);
json::value date_or_null(const std::optional<Date>& date);
/// An id in a body, as a text; none where it is not there, -1 where it is no id.
std::int64_t id_member(const json::object& object, std::string_view name);
/// An id from a path; nothing for what is none.
std::optional<std::int64_t> id_param(const Call& call, std::string_view name);

}  // namespace taxgate::http
