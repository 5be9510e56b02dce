#include "oidc/code.hpp"

#include "oidc/lifetimes.hpp"

namespace taxgate::oidc {
namespace {

namespace json = boost::json;

constexpr std::string_view kUse = "code";

}  // namespace

std::string close(const Provider& provider, const Code& code) {
  json::object content{{"client", code.client_id},
                       {"to", code.redirect_uri},
                       {"challenge", code.challenge},
                       {"scope", code.scope},
                       {"functions", code.functions},
                       {"key", code.key_thumbprint},
                       {"person", code.person.value},
                       {"session", code.session.value},
                       {"mandate", code.mandate.value},
                       {"engagement", code.engagement.value},
                       {"at", to_millis(code.authentication.at)},
                       {"level", code.authentication.level},
                       {"methods", joined(code.authentication.methods)},
                       {"nonce", code.authentication.nonce}};
  return provider.sealed.close(kUse, std::move(content), provider.clock.now() + kCode);
}

std::optional<Code> open_code(const Provider& provider, std::string_view text) {
  const auto content = provider.sealed.open(kUse, text, provider.clock.now());
  if (!content) return std::nullopt;
  const auto word = [&](std::string_view name) { return std::string{content->at(name).as_string()}; };
  const auto number = [&](std::string_view name) { return content->at(name).as_int64(); };
  return Code{.client_id = word("client"),
              .redirect_uri = word("to"),
              .challenge = word("challenge"),
              .scope = word("scope"),
              .functions = word("functions"),
              .key_thumbprint = word("key"),
              .person = {number("person")},
              .session = {number("session")},
              .mandate = {number("mandate")},
              .engagement = {number("engagement")},
              .authentication = {.at = from_millis(number("at")),
                                 .level = static_cast<int>(number("level")),
                                 .methods = words(word("methods")),
                                 .nonce = word("nonce")}};
}

store::GrantRow grant_of(const Code& code) {
  store::GrantRow row;
  row.person = code.person;
  row.session = code.session;
  row.mandate = code.mandate;
  row.engagement = code.engagement;
  row.scope = code.scope;
  row.functions = code.functions;
  row.claims = to_json(code.authentication);
  return row;
}

}  // namespace taxgate::oidc
