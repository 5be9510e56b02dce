#include "domain/check_digit.hpp"

#include <array>
#include <cstddef>

namespace taxgate {
namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kAlphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kCreditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";  // without I, O, S, V, Z

constexpr std::array<unsigned, 17> kResidentWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
constexpr std::array<unsigned, 8> kOrganisationWeights{3, 7, 9, 10, 5, 8, 4, 2};

/// Powers of 3 modulo 31.
constexpr auto kCreditWeights = [] {
  std::array<unsigned, 17> weights{};
  unsigned power = 1;
  for (auto& weight : weights) {
    weight = power;
    power = power * 3 % 31;
  }
  return weights;
}();

template <std::size_t N>
std::optional<unsigned> weighted_sum(std::string_view text, std::string_view alphabet,
                                     const std::array<unsigned, N>& weights) {
  if (text.size() != N) return std::nullopt;
  unsigned sum = 0;
  for (std::size_t i = 0; i < N; ++i) {
    const auto value = alphabet.find(text[i]);
    if (value == std::string_view::npos) return std::nullopt;
    sum += static_cast<unsigned>(value) * weights[i];
  }
  return sum;
}

}  // namespace

std::optional<char> resident_check(std::string_view seventeen) {
  const auto sum = weighted_sum(seventeen, kDigits, kResidentWeights);
  if (!sum) return std::nullopt;
  return "10X98765432"[*sum % 11];
}

std::optional<char> organisation_check(std::string_view eight) {
  const auto sum = weighted_sum(eight, kAlphanumeric, kOrganisationWeights);
  if (!sum) return std::nullopt;
  return "0X987654321"[*sum % 11];
}

std::optional<char> credit_code_check(std::string_view seventeen) {
  const auto sum = weighted_sum(seventeen, kCreditAlphabet, kCreditWeights);
  if (!sum) return std::nullopt;
  return kCreditAlphabet[(31 - *sum % 31) % 31];
}

}  // namespace taxgate
