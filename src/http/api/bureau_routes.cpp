// GET /v1/bureau, GET /v1/consents/{id}: what a page must know before it draws anything.
#include <algorithm>

#include "crypto/random.hpp"
#include "http/api/api.hpp"

namespace taxgate::http {
namespace {

constexpr std::chrono::hours kBrowserLasts{24 * 30};

std::string word(AskKind kind) { return std::string{to_string(kind)}; }

/// How an entrance can be passed: each proof of a second factor that its steps name, and those that are not
/// connected yet.
json::array methods_of(const Call& call, const Way& way) {
  json::array methods;
  for (const auto& step : way.steps) {
    for (const AskKind kind : step.asks) {
      const bool proof = kind == AskKind::kSmsCode || kind == AskKind::kFace || kind == AskKind::kScan ||
                         kind == AskKind::kCertificate;
      if (!proof) continue;
      const bool available = call.api.bureau.profile.available(kind);
      json::object method{
          {"id", word(kind)}, {"title", call.say({"method." + word(kind), {}})}, {"available", available}};
      if (!available) method["reason"] = call.say({"alternative-not-available", {}});
      methods.push_back(std::move(method));
    }
  }
  return methods;
}

json::object link_json(const Call& call, const Way& way) {
  return {{"flow", to_string(way.kind)}, {"way", way.id}, {"title", call.say({"way." + way.id, {}})}};
}

/// What is said of a way where the profile says it: for whom it is, and its last day.
void put_more(const Call& call, const Way& way, json::object& item) {
  const Phrase detail{"way." + way.id + ".detail", {}};
  if (call.api.bureau.profile.texts.find(detail.code) != nullptr) item["detail"] = call.say(detail);
  if (way.until) item["until"] = format_date(*way.until);
}

json::array entrances(const Call& call) {
  const Profile& profile = call.api.bureau.profile;
  const Date today = local_date(call.api.clock.now(), profile.zone);
  json::array entrances;
  for (const auto& way : profile.ways) {
    if (way.kind != FlowKind::kSignIn || !within(way.from, way.until, today)) continue;
    json::array links;
    for (const auto& id : way.links) links.push_back(link_json(call, *profile.way(id)));
    json::object item{{"id", way.id},
                      {"title", call.say({"way." + way.id, {}})},
                      {"kind", to_string(way.principal)},
                      {"methods", methods_of(call, way)},
                      {"links", std::move(links)}};
    put_more(call, way, item);
    entrances.push_back(std::move(item));
  }
  return entrances;
}

/// By which a signed-in person changes a secret, a number or a name.
json::array changes(const Call& call) {
  json::array changes;
  for (const auto& way : call.api.bureau.profile.ways) {
    const bool change = way.kind == FlowKind::kChangePassword || way.kind == FlowKind::kChangePhone ||
                        way.kind == FlowKind::kChangeUsername;
    if (change) changes.push_back(link_json(call, way));
  }
  return changes;
}

json::array consents(const Call& call) {
  json::array consents;
  for (const auto& consent : call.api.bureau.profile.consents) {
    consents.push_back({{"id", consent.id},
                        {"version", consent.version},
                        {"title", call.say({"consent." + consent.id, {}})},
                        {"url", "/v1/consents/" + consent.id}});
  }
  return consents;
}

json::array document_kinds(const Call& call) {
  json::array kinds;
  for (const auto kind : call.api.bureau.profile.document_kinds) {
    kinds.push_back(
        {{"id", to_string(kind)}, {"title", call.say({"document." + std::string{to_string(kind)}, {}})}});
  }
  return kinds;
}

/// What the profile leaves out is not there: the pages have words of their own.
json::object theme(const Call& call) {
  const Profile& profile = call.api.bureau.profile;
  json::object theme{{"colour", profile.theme.colour},
                     {"phone", profile.theme.phone},
                     {"soft_keyboard", profile.theme.soft_keyboard},
                     {"window", profile.theme.window}};
  for (const std::string word : {"logo_text", "slogan"}) {
    const Phrase phrase{"bureau." + word, {}};
    if (profile.texts.find(phrase.code) != nullptr) theme[word] = call.say(phrase);
  }
  return theme;
}

json::object describe(const Call& call, std::string_view csrf) {
  const Profile& profile = call.api.bureau.profile;
  json::array locales;
  for (const auto locale : kLocales) locales.emplace_back(to_string(locale));
  return {{"profile", profile.id},
          {"name", call.say({"bureau.name", {}})},
          {"locales", std::move(locales)},
          {"demo", call.api.demo != nullptr},
          {"csrf", csrf},
          {"signed_in", call.api.sessions.find(call.session_token()).has_value()},
          {"entrances", entrances(call)},
          {"changes", changes(call)},
          {"consents", consents(call)},
          {"document_kinds", document_kinds(call)},
          {"theme", theme(call)}};
}

/// A browser without a token of its own gets one, and the CSRF token that belongs to it.
Response bureau(const Call& call) {
  const bool known = !call.browser().empty();
  const std::string browser = known ? std::string{call.browser()} : random_token();
  const std::string csrf = csrf_token(call.api, browser);
  Response response = json_answer(200, describe(call, csrf));
  const bool secure = call.api.secure_cookies || call.request.secure;
  response.set_cookies.push_back(
      {.name = "taxgate_browser", .value = browser, .max_age = kBrowserLasts, .secure = secure});
  response.set_cookies.push_back({.name = "taxgate_csrf",
                                  .value = csrf,
                                  .max_age = kBrowserLasts,
                                  .http_only = false,
                                  .secure = secure,
                                  .same_site = SameSite::kStrict});
  return response;
}

Response consent(const Call& call) {
  const auto& consents = call.api.bureau.profile.consents;
  const auto found = std::ranges::find(consents, call.params["id"], &Consent::id);
  if (found == consents.end()) return refuse(call, 404, "not-found");
  return json_answer(200, json::object{{"id", found->id},
                                       {"version", found->version},
                                       {"title", call.say({"consent." + found->id, {}})},
                                       {"text", call.say({"consent." + found->id + ".text", {}})}});
}

}  // namespace

void add_bureau_routes(Routes& routes) {
  const RouteOptions inlined{.lane = Lane::kInline};
  routes.open(Method::kGet, "/v1/bureau", bureau, inlined)
      .open(Method::kGet, "/v1/consents/{id}", consent, inlined);
}

}  // namespace taxgate::http
