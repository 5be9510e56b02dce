#include "oidc/form.hpp"

#include "base/percent.hpp"

namespace taxgate::oidc {
std::vector<std::string> distinct_words(std::string_view text) {
  std::vector<std::string> found;
  for (auto& word : words(text)) {
    if (!contains(found, word)) found.push_back(std::move(word));
  }
  return found;
}

bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

std::string with_query(std::string uri, const Form& fields) {
  char mark = uri.find('?') == std::string::npos ? '?' : '&';
  for (const auto& [name, value] : fields.items()) {
    uri.append(1, mark).append(percent_encode(name)).append(1, '=').append(percent_encode(value));
    mark = '&';
  }
  return uri;
}

}  // namespace taxgate::oidc
