#pragma once
// What the OAuth endpoints refuse with.
#include <expected>
#include <string>

namespace taxgate::oidc {

/// RFC 6749 §5.2. `description` is for developers, in English, and never holds a secret or a person's data.
struct Fault {
  std::string error;  // a registered code
  std::string description;
  int status = 400;
  std::string challenge{};  // the scheme of WWW-Authenticate; empty: none
};

/// A description as RFC 6749 §4.1.2.1 lets it be said: it may repeat a word of the request.
inline std::string said(std::string description) {
  for (char& c : description) {
    if (c < ' ' || c > '~' || c == '"' || c == '\\') c = '?';
  }
  return description;
}

template <class T>
using Result = std::expected<T, Fault>;

inline std::unexpected<Fault> fault(std::string error, std::string description) {
  return std::unexpected(Fault{std::move(error), std::move(description)});
}
inline std::unexpected<Fault> invalid_request(std::string description) {
  return fault("invalid_request", std::move(description));
}
inline std::unexpected<Fault> invalid_grant(std::string description) {
  return fault("invalid_grant", std::move(description));
}
/// RFC 6749 §5.2: 401, with a challenge where the client tried one.
inline std::unexpected<Fault> invalid_client(std::string description, std::string challenge = {}) {
  return std::unexpected(Fault{"invalid_client", std::move(description), 401, std::move(challenge)});
}
/// RFC 6750 §3.1 and RFC 9449 §7.1: of a protected resource.
inline std::unexpected<Fault> invalid_token(std::string description, std::string scheme = "Bearer") {
  return std::unexpected(Fault{"invalid_token", std::move(description), 401, std::move(scheme)});
}

}  // namespace taxgate::oidc
