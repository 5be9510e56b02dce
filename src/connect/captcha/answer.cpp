#include "connect/captcha/answer.hpp"

#include <cassert>

#include "base/text.hpp"

namespace taxgate {
namespace {

std::string plain(std::string_view text) {
  std::string plain = ascii_upper(narrow(text));
  std::erase_if(plain, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
  return plain;
}

}  // namespace

std::string captcha_answer(std::span<const std::uint8_t> random, std::string_view alphabet) {
  assert(!alphabet.empty());
  std::string answer;
  for (const auto octet : random) answer += alphabet[octet % alphabet.size()];
  return answer;
}

bool same_captcha_answer(std::string_view expected, std::string_view given) {
  constexpr std::size_t kLongest = 64;  // of what a browser may send: the rest is not worth a copy
  if (given.size() > kLongest) return false;
  const auto wanted = plain(expected);
  return !wanted.empty() && wanted == plain(given);
}

}  // namespace taxgate
