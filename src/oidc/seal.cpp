#include "oidc/seal.hpp"

#include "crypto/error.hpp"

namespace taxgate::oidc {
namespace {

std::string field(std::string_view use) { return "oidc." + std::string{use}; }

}  // namespace

std::string Sealed::close(std::string_view use, boost::json::object content, Time expires) const {
  content["until"] = to_millis(expires);
  return to_base64url(vault_.seal_text(boost::json::serialize(content), field(use), bureau_.id));
}

std::optional<boost::json::object> Sealed::open(std::string_view use, std::string_view sealed, Time now) const
    try {
  const auto octets = from_base64url(sealed);
  if (!octets) return std::nullopt;
  auto content = boost::json::parse(vault_.open_text(*octets, field(use), bureau_.id)).as_object();
  if (now >= from_millis(content.at("until").as_int64())) return std::nullopt;
  return content;
} catch (const CryptoError&) {  // somebody's own invention
  return std::nullopt;
}

}  // namespace taxgate::oidc
