#include "oidc/authorize/ticket.hpp"

#include "oidc/lifetimes.hpp"

namespace taxgate::oidc {
namespace {

namespace json = boost::json;

constexpr std::string_view kUse = "request";

}  // namespace

std::string ticket(const Authorization& at) {
  json::array items;
  for (const auto& [name, value] : at.form.items()) items.push_back(json::array{name, value});
  json::object content{{"form", std::move(items)},
                       {"pushed", at.pushed},
                       {"begun", to_millis(at.begun)},
                       {"chosen", at.chosen_in.value},
                       {"refused", at.refused_in.value},
                       {"consented", at.consented_in.value},
                       {"trial", at.trial}};
  const Time until = at.provider.clock.now() + kPushedRequest;
  return std::string{kRequestUri} + at.provider.sealed.close(kUse, std::move(content), until);
}

bool take_ticket(Authorization& at, std::string_view request_uri) {
  if (!request_uri.starts_with(kRequestUri)) return false;
  const auto content =
      at.provider.sealed.open(kUse, request_uri.substr(kRequestUri.size()), at.provider.clock.now());
  if (!content) return false;
  Form form;
  for (const auto& item : content->at("form").as_array())
    form.set(std::string{item.at(0).as_string()}, std::string{item.at(1).as_string()});
  if (form["client_id"] != at.incoming.form["client_id"]) return false;
  at.form = std::move(form);
  at.pushed = content->at("pushed").as_bool();
  at.trial = content->at("trial").as_bool();
  at.begun = from_millis(content->at("begun").as_int64());
  at.chosen_in = {content->at("chosen").as_int64()};
  at.refused_in = {content->at("refused").as_int64()};
  at.consented_in = {content->at("consented").as_int64()};
  return true;
}

}  // namespace taxgate::oidc
