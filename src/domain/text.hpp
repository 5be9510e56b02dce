#pragma once
// Texts that people read, in the three languages, found by stable codes.
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace taxgate {

enum class Locale { kZhCn, kZhTw, kEn };
inline constexpr std::array kLocales{Locale::kZhCn, Locale::kZhTw, Locale::kEn};

constexpr std::string_view to_string(Locale locale) {
  constexpr std::array<std::string_view, 3> kTags{"zh-CN", "zh-TW", "en"};
  return kTags[static_cast<std::size_t>(locale)];
}

/// One text in every language; zh-CN is never empty, the others fall back to it.
struct Text {
  std::array<std::string, 3> in_locale;
  const std::string& in(Locale locale) const {
    const auto& text = in_locale[static_cast<std::size_t>(locale)];
    return text.empty() ? in_locale[0] : text;
  }
  bool empty() const { return in_locale[0].empty(); }
  bool operator==(const Text&) const = default;
};

using Args = std::map<std::string, std::string, std::less<>>;

/// A text by code with values for its {placeholders}. A value that begins with '@' is itself a code
/// ("@role.handler").
struct Phrase {
  std::string code;
  Args args;
  bool operator==(const Phrase&) const = default;
};
/// A phrase that is the same in every language (an enterprise's name).
inline Phrase literal(std::string text) { return {"", {{"text", std::move(text)}}}; }

/// Every text of a bureau: the common ones, overridden and added to by its profile.
class Catalogue {
 public:
  void put(std::string code, Text text) { texts_.insert_or_assign(std::move(code), std::move(text)); }
  const Text* find(std::string_view code) const;
  /// The phrase in `locale`; a code without a text gives the code itself, so that nothing is silently empty.
  std::string say(const Phrase& phrase, Locale locale) const;
  const std::map<std::string, Text, std::less<>>& all() const { return texts_; }

 private:
  std::map<std::string, Text, std::less<>> texts_;
};

}  // namespace taxgate
