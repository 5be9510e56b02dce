#pragma once
// RFC 4648 §4 with padding, as signed notes and PEM use it. (Everything of our own is base64url:
// base/bytes.hpp.)
#include "base/bytes.hpp"

namespace taxgate {

std::string to_base64(ByteView bytes);
/// Strict: right padding, no foreign characters, no stray bits; nothing otherwise.
std::optional<Bytes> from_base64(std::string_view text);

}  // namespace taxgate
