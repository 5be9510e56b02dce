// What wants a second person: the list, and the word on each.
#include <charconv>

#include "http/api/office_json.hpp"

namespace taxgate::http {
namespace {

constexpr int kPage = 50;

std::int64_t query_id(const Call& call, std::string_view name) {
  std::int64_t id = 0;
  const auto text = call.request.query.get(name);
  if (text) std::from_chars(text->data(), text->data() + text->size(), id);
  return std::max<std::int64_t>(id, 0);
}

Response list(const Call& call, const app::Session& session) {
  const auto word = call.request.query.get("state");
  const auto state = word ? office_request_state(*word) : std::nullopt;
  if (word && !state) return refuse(call, 400, "malformed", {"malformed-member", {{"member", "state"}}});
  json::array items;
  const auto requests = call.api.office.list(state, query_id(call, "before"), kPage);
  for (const auto& request : requests) items.push_back(office_request_json(call, *session.officer, request));
  const bool more = std::cmp_equal(requests.size(), kPage);
  return json_answer(200, json::object{{"requests", std::move(items)},
                                       {"next", more ? json::value(requests.back().id.value) : nullptr}});
}

Response one(const Call& call, const app::Session& session, const app::OfficeRequestResult& result) {
  return result ? json_answer(200, office_request_json(call, *session.officer, *result))
                : office_refusal(call, result.error());
}

using Word = std::function<Response(const Call&, const app::Session&, OfficeRequestId, const json::object&)>;

SessionHandler about_request(Word word) {
  return [word = std::move(word)](const Call& call, const app::Session& session) {
    const auto body = body_object(call);
    if (!body) return body.error();
    const auto id = id_param(call, "id");
    if (!id) return refuse(call, 404, "not-found");
    return word(call, session, OfficeRequestId{*id}, *body);
  };
}

Response approve(const Call& call, const app::Session& session, OfficeRequestId id,
                 const json::object& body) {
  return office_answer(call, session, call.api.office.approve(session, id, int_member(body, "version")));
}
Response refuse_request(const Call& call, const app::Session& session, OfficeRequestId id,
                        const json::object& body) {
  return one(call, session,
             call.api.office.refuse(session, id, int_member(body, "version"), text_member(body, "reason")));
}
Response withdraw_request(const Call& call, const app::Session& session, OfficeRequestId id,
                          const json::object& body) {
  return one(call, session, call.api.office.withdraw(session, id, int_member(body, "version")));
}

Response take_voucher(const Call& call, const app::Session& session, OfficeRequestId id,
                      const json::object& /*body*/) {
  return office_answer(call, session, call.api.office.take_voucher(session, id));
}

}  // namespace

void add_office_request_routes(Routes& routes) {
  routes.office(Method::kGet, "/v1/office/requests", list)
      .office(Method::kPost, "/v1/office/requests/{id}/approve", about_request(approve),
              {.lane = Lane::kSlow})
      .office(Method::kPost, "/v1/office/requests/{id}/refuse", about_request(refuse_request))
      .office(Method::kPost, "/v1/office/requests/{id}/withdraw", about_request(withdraw_request))
      .office(Method::kPost, "/v1/office/requests/{id}/voucher", about_request(take_voucher));
}

}  // namespace taxgate::http
