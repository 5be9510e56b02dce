#pragma once
// Request methods (RFC 9110 §9, RFC 5789).
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace taxgate::http {

enum class Method : std::uint8_t { kGet, kHead, kPost, kPut, kPatch, kDelete, kOptions };
inline constexpr std::size_t kMethodCount = 7;
inline constexpr std::array<std::string_view, kMethodCount> kMethodNames{"GET",   "HEAD",   "POST",   "PUT",
                                                                         "PATCH", "DELETE", "OPTIONS"};

constexpr std::string_view to_text(Method method) { return kMethodNames[static_cast<std::size_t>(method)]; }

/// Method names are case-sensitive (RFC 9110 §9.1). Nothing for a method that this server does not know.
constexpr std::optional<Method> parse_method(std::string_view text) {
  for (std::size_t i = 0; i < kMethodCount; ++i) {
    if (kMethodNames[i] == text) return static_cast<Method>(i);
  }
  return std::nullopt;
}

/// A set of methods, for `Allow`.
struct MethodSet {
  std::uint8_t bits = 0;
  constexpr void add(Method method) {
    bits |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(method));
  }
  constexpr bool has(Method method) const { return ((bits >> static_cast<unsigned>(method)) & 1U) != 0; }
  constexpr bool empty() const { return bits == 0; }
};

/// "GET, HEAD, OPTIONS"
std::string to_text(MethodSet set);

}  // namespace taxgate::http
