#include "app/office/desk.hpp"

#include "base/text.hpp"

namespace taxgate::app {
namespace {

constexpr std::size_t kShortest = 4;  // characters
constexpr std::size_t kLongest = 200;
constexpr auto kReason = "audit.reason";

}  // namespace

bool good_reason(const std::string& reason) {
  const std::size_t length = count_code_points(trim(reason));
  return is_utf8(reason) && length >= kShortest && length <= kLongest;
}

std::string seal_reason(const Desk& desk, const std::string& reason) {
  return to_base64url(desk.vault.seal_text(reason, kReason, desk.bureau.id));
}

std::string open_reason(const Vault& vault, BureauId bureau, std::string_view sealed) {
  const auto octets = from_base64url(sealed);
  return octets ? vault.open_text(*octets, kReason, bureau) : std::string{};
}

}  // namespace taxgate::app
