#pragma once
// Pieces of JSON that several routes show.
#include "http/api/api.hpp"

namespace taxgate::http {

json::array functions_json(const Call& call, const std::vector<std::string>& functions);
json::object principal_json(const Taxpayer& taxpayer);
/// What a mandate is, without its two sides: role, functions, dates, state.
json::object mandate_json(const Call& call, const Mandate& mandate, const std::string& proposed_by);
/// The identity that a session acts as, or that a mandate would give: "self" or the mandate's id.
json::object identity_json(const Call& call, const std::optional<Mandate>& mandate,
                           const std::optional<Taxpayer>& principal);
std::optional<Taxpayer> principal_of(const Call& call, const std::optional<Mandate>& mandate);
/// 404, 409 or 422 for a change of a mandate that was not made.
Response mandate_refusal(const Call& call, const app::MandateRefusal& refusal);
/// An id from a path; nothing for what is none.
std::optional<std::int64_t> id_param(const Call& call, std::string_view name);

}  // namespace taxgate::http
