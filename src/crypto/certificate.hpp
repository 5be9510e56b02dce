#pragma once
// An X.509 certificate that somebody else has checked (a proxy that ends TLS): whose it is.
#include <optional>
#include <string>

#include "base/bytes.hpp"

namespace taxgate {

struct CertificateName {
  std::string subject;     // RFC 2253
  std::string thumbprint;  // SHA-256 of the DER form in base64url: `x5t#S256` (RFC 8705 §3.1)
};

/// From DER, or from PEM; nothing for what is no certificate. Trusts nothing and checks nothing.
std::optional<CertificateName> certificate_name(ByteView certificate);

}  // namespace taxgate
