#include <fmt/format.h>

#include "base/percent.hpp"
#include "crypto/base64.hpp"
#include "crypto/certificate.hpp"
#include "crypto/digest.hpp"
#include "http/openid/openid.hpp"

namespace taxgate::http {
namespace {

constexpr std::string_view kSubmit = "document.forms[0].submit()";

std::string html(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out.push_back(c);
    }
  }
  return out;
}

std::string origin_of(std::string_view uri) {
  const auto host = uri.find("://");
  const auto end = host == std::string_view::npos ? host : uri.find('/', host + 3);
  return std::string{uri.substr(0, end)};
}

/// A page of one form that sends itself (OAuth 2.0 Form Post Response Mode §2), and a button where scripts
/// do not run. Its policy allows that script and that target alone.
Response form_post(const oidc::AuthorizeAnswer& answer) {
  std::string page = fmt::format(
      R"(<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>…</title><body><form method="post" action="{}">)",
      html(answer.location));
  for (const auto& [name, value] : answer.fields.items())
    page += fmt::format(R"(<input type="hidden" name="{}" value="{}">)", html(name), html(value));
  page += fmt::format(
      "<noscript><button>继续 Continue</button></noscript></form><script>{}</script></body></html>", kSubmit);
  Response response{.status = 200, .content_type = "text/html; charset=utf-8", .body = std::move(page)};
  const auto hash = sha256(bytes_of(kSubmit));
  response.header(
      "Content-Security-Policy",
      fmt::format("default-src 'none'; script-src 'sha256-{}'; form-action {}; frame-ancestors 'none'",
                  to_base64(hash), origin_of(answer.location)));
  response.header("Referrer-Policy", "no-referrer");
  return response;
}

/// RFC 9440 §2.1: DER in base64 between colons; or PEM, percent-encoded, as nginx says it.
std::optional<CertificateName> certificate_of(const Request& request) {
  const std::string_view said = request.client_certificate;
  if (said.empty()) return std::nullopt;
  if (said.size() > 2 && said.front() == ':' && said.back() == ':') {
    const auto der = from_base64(said.substr(1, said.size() - 2));
    return der ? certificate_name(*der) : std::nullopt;
  }
  std::string pem;
  return append_decoded(pem, said, Plus::kLiteral) ? certificate_name(bytes_of(pem)) : std::nullopt;
}

std::string_view page_of(oidc::Interaction interaction) {
  switch (interaction) {
    case oidc::Interaction::kSignIn:
      return "sign-in";
    case oidc::Interaction::kHigherLevel:
      return "higher-level";
    case oidc::Interaction::kChooseIdentity:
      return "choose-identity";
    case oidc::Interaction::kConsent:
      break;
  }
  return "consent";
}

/// Where the browser goes without a form.
std::string location_of(const oidc::AuthorizeAnswer& answer, const oidc::Incoming& request) {
  switch (answer.kind) {
    case oidc::AuthorizeAnswer::Kind::kRedirect:
      return answer.location;
    case oidc::AuthorizeAnswer::Kind::kPage:
      return fmt::format("/authorize?problem={}", percent_encode(answer.fault.error));
    case oidc::AuthorizeAnswer::Kind::kInteract: {
      const auto back = resuming(request, answer.ticket);
      const auto page = page_of(answer.interaction);
      if (page == "sign-in" || page == "higher-level")
        return fmt::format("/?continue={}", percent_encode("/oauth2/authorize" + back));
      return "/authorize" + back;
    }
    case oidc::AuthorizeAnswer::Kind::kFormPost:
      break;
  }
  return {};
}

}  // namespace

oidc::Incoming incoming(const Request& request, const OpenId& openid, const Params& params) {
  std::vector<std::pair<std::string, std::string>> items;
  for (const auto& item : params.items()) items.emplace_back(item.name, item.value);
  const std::string own = fmt::format("{}://{}", request.secure ? "https" : "http", request.host);
  oidc::Incoming in{.issuer = openid.issuer.empty() ? own : openid.issuer,
                    .path = request.path,
                    .method = std::string{to_text(request.method)},
                    .form = oidc::Form(std::move(items)),
                    .authorization = std::string{request.header("Authorization").value_or("")}};
  for (const auto& field : request.headers.items()) {
    if (equal_ignoring_case(field.name, "dpop")) in.dpop.emplace_back(field.value);
  }
  if (auto certificate = certificate_of(request)) {
    in.certificate = std::move(certificate->thumbprint);
    in.certificate_subject = std::move(certificate->subject);
  }
  return in;
}

Response fault_response(const oidc::Fault& fault) {
  json::object body{{"error", fault.error.empty() ? "invalid_token" : fault.error},
                    {"error_description", oidc::said(fault.description)}};
  Response response = json_answer(fault.status, body);
  if (fault.challenge.empty()) return response;
  // RFC 6750 §3.1: without a token there is nothing to say of it.
  const std::string said = fault.error.empty() || fault.challenge == "Basic"
                               ? fault.challenge + " realm=\"taxgate\""
                               : fmt::format(R"({} error="{}", error_description="{}")", fault.challenge,
                                             fault.error, oidc::said(fault.description));
  response.header("WWW-Authenticate", said);
  return response;
}

std::string resuming(const oidc::Incoming& request, std::string_view request_uri) {
  return fmt::format("?client_id={}&request_uri={}", percent_encode(request.form["client_id"]),
                     percent_encode(request_uri));
}

Response to_response(const oidc::AuthorizeAnswer& answer, const oidc::Incoming& request) {
  if (answer.kind == oidc::AuthorizeAnswer::Kind::kFormPost) return form_post(answer);
  return redirect(location_of(answer, request));
}

}  // namespace taxgate::http
