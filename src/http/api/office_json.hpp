#pragma once
// Pieces of JSON of the office; what is personal is masked.
#include "http/api/describe.hpp"

namespace taxgate::http {

/// As `reader` sees it.
json::object officer_json(const Call& call, const Officer& reader, const Officer& officer);
json::object office_person_json(const Call& call, const app::FoundPerson& found);
json::object office_taxpayer_json(const Call& call, const app::FoundTaxpayer& found);
json::object office_association_json(const Call& call, const app::FoundAssociation& found);
json::object office_request_json(const Call& call, const Officer& reader, const OfficeRequest& request);
json::object voucher_json(const Call& call, const Officer& officer, const OfficeTask& task,
                          const app::IssuedPassword& issued);
/// {id, name, office} of an officer who made or decided something.
json::object office_actor_json(const Call& call, PersonId person);
std::string office_action_title(const Call& call, OfficeAction action);
json::object named(const std::string& id, std::string title);

/// 200 done, 202 waits; the refusal otherwise.
Response office_answer(const Call& call, const app::Session& session, const app::OfficeResult& result);
Response office_refusal(const Call& call, const app::OfficeRefusal& refusal);

}  // namespace taxgate::http
