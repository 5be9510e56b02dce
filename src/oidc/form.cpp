#include "oidc/form.hpp"

#include <fmt/ranges.h>

#include "base/bytes.hpp"

namespace taxgate::oidc {
namespace {

/// RFC 3986 §2.3.
std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kPlain = "-._~";
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain || kPlain.find(c) != std::string_view::npos) {
      out.push_back(c);
    } else {
      out += '%' + ascii_upper(to_hex(bytes_of({&c, 1})));
    }
  }
  return out;
}

}  // namespace

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> found;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    if (!word.empty() && !contains(found, word)) found.emplace_back(word);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return found;
}

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, " ")); }

bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

std::string with_query(std::string uri, const Form& fields) {
  char mark = uri.find('?') == std::string::npos ? '?' : '&';
  for (const auto& [name, value] : fields.items()) {
    uri += mark + name + '=' + percent_encoded(value);
    mark = '&';
  }
  return uri;
}

}  // namespace taxgate::oidc
