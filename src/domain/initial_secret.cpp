#include "domain/initial_secret.hpp"

#include <algorithm>
#include <cstdint>

#include "base/text.hpp"

namespace taxgate {
namespace {

constexpr std::size_t kLength = 6;

}  // namespace

Secret initial_secret(const Document& document) {
  const std::string_view number = document.number;
  return Secret{ascii_upper(number.substr(number.size() - std::min(number.size(), kLength)))};
}

bool is_initial_secret(const Document& document, const Secret& typed) {
  const auto expected = initial_secret(document);
  const Secret given{ascii_upper(typed.reveal())};
  if (given.reveal().size() != expected.reveal().size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < expected.reveal().size(); ++i) {
    difference |=
        static_cast<std::uint8_t>(expected.reveal()[i]) ^ static_cast<std::uint8_t>(given.reveal()[i]);
  }
  return difference == 0;
}

}  // namespace taxgate
