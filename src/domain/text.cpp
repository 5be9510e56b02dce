#include "domain/text.hpp"

namespace taxgate {

const Text* Catalogue::find(std::string_view code) const {
  const auto found = texts_.find(code);
  return found == texts_.end() ? nullptr : &found->second;
}

std::string Catalogue::say(const Phrase& phrase, Locale locale) const {
  if (phrase.code.empty()) {
    const auto text = phrase.args.find("text");
    return text == phrase.args.end() ? std::string{} : text->second;
  }
  const Text* text = find(phrase.code);
  if (text == nullptr) return phrase.code;
  const std::string& pattern = text->in(locale);
  std::string said;
  for (std::size_t at = 0; at < pattern.size();) {
    const auto open = pattern.find('{', at);
    const auto close = open == std::string::npos ? open : pattern.find('}', open);
    if (close == std::string::npos) return said + pattern.substr(at);
    said.append(pattern, at, open - at);
    const auto value = phrase.args.find(std::string_view{pattern}.substr(open + 1, close - open - 1));
    if (value == phrase.args.end()) {
      said.append(pattern, open, close - open + 1);
    } else if (value->second.starts_with('@')) {
      said += say({value->second.substr(1), {}}, locale);
    } else {
      said += value->second;
    }
    at = close + 1;
  }
  return said;
}

}  // namespace taxgate
