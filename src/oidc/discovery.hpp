#pragma once
// What a relying party reads first: OpenID Connect Discovery 1.0 §3, RFC 8414 §2.
#include <boost/json.hpp>
#include <string>

namespace taxgate::oidc {

boost::json::object discovery(const std::string& issuer);

}  // namespace taxgate::oidc
