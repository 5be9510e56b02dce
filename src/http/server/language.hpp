#pragma once
// The languages of answers, and the choice among them by Accept-Language (RFC 9110 §12.5.4).
#include <cstdint>
#include <string_view>

namespace taxgate::http {

enum class Language : std::uint8_t { kZhCn, kZhTw, kEn };

/// "zh-CN", "zh-TW", "en"
std::string_view tag_of(Language language);

/// The best of the three by q-value, the first named on a tie. zh-Hant, -TW, -HK and -MO are zh-TW, any other
/// zh is zh-CN. `fallback` when nothing fits, for "*" and for a malformed header.
Language best_language(std::string_view accept_language, Language fallback);

}  // namespace taxgate::http
