#pragma once
// A flow as the API shows it.
#include "http/api/api.hpp"

namespace taxgate::http {

json::object flow_json(const Call& call, const app::FlowAnswer& answer);
/// 200 or 201 with the flow, 422, 423 or 429 with the flow as a member; sets the session's cookie where one
/// was opened.
Response flow_response(const Call& call, const app::FlowAnswer& answer, int status);
Response flow_refusal(const Call& call, const app::FlowRefusal& refusal);

}  // namespace taxgate::http
