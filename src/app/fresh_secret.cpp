#include "app/fresh_secret.hpp"

#include <array>
#include <string_view>

#include "crypto/random.hpp"

namespace taxgate::app {
namespace {

constexpr std::size_t kPasswordLength = 10;
constexpr std::string_view kUpper = "ABCDEFGHJKMNPQRSTUVWXYZ";
constexpr std::string_view kLower = "abcdefghjkmnpqrstuvwxyz";
constexpr std::string_view kDigits = "23456789";

/// One character of `letters`, each as likely as another.
char one_of(std::string_view letters) {
  const std::size_t fair = 256 / letters.size() * letters.size();
  for (;;) {
    const std::size_t octet = random_bytes(1).front();
    if (octet < fair) return letters[octet % letters.size()];
  }
}

}  // namespace

Secret fresh_password() {
  constexpr std::array kTurns{kUpper, kLower, kDigits};
  std::string password;
  for (std::size_t at = 0; at < kPasswordLength; ++at) password += one_of(kTurns.at(at % kTurns.size()));
  return Secret{std::move(password)};
}

Secret fresh_code(std::size_t length) {
  const std::string letters = std::string{kUpper}.append(kDigits);
  std::string code;
  for (std::size_t at = 0; at < length; ++at) code += one_of(letters);
  return Secret{std::move(code)};
}

}  // namespace taxgate::app
