#pragma once
// Content-Encoding: gzip, for files that never change.
#include <string>
#include <string_view>

namespace taxgate::http {

/// RFC 1952, at the best level. Throws std::runtime_error if zlib cannot.
std::string gzip(std::string_view data);

/// Whether Accept-Encoding takes gzip (RFC 9110 §12.5.3): named, or by "*", and not with q=0.
bool accepts_gzip(std::string_view accept_encoding);

}  // namespace taxgate::http
