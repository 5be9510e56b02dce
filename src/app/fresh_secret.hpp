#pragma once
// Secrets that the system makes for a person, without what looks alike: 0 and O, 1, I and L.
#include "base/secret.hpp"

namespace taxgate::app {

/// Ten characters, upper case, lower case and digits in turn: any bureau's rules take it, and a person can
/// copy it.
Secret fresh_password();
/// `length` upper-case letters and digits.
Secret fresh_code(std::size_t length);

}  // namespace taxgate::app
