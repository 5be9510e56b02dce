#include "crypto/jose/jws.hpp"

#include <cmath>

namespace taxgate::jose {
namespace {

namespace json = boost::json;

std::optional<json::object> object_of(std::string_view part) {
  const auto octets = from_base64url(part);
  if (!octets) return std::nullopt;
  boost::system::error_code error;
  json::value value = json::parse(text_of(*octets), error);
  if (error || !value.is_object()) return std::nullopt;
  return std::move(value.as_object());
}

}  // namespace

std::string text_claim(const json::object& claims, std::string_view name) {
  const auto* value = claims.if_contains(name);
  const auto* found = value == nullptr ? nullptr : value->if_string();
  return found == nullptr ? std::string{} : std::string{*found};
}

std::optional<Time> time_claim(const json::object& claims, std::string_view name) {
  constexpr std::int64_t kLast = 253402300799;  // 9999-12-31: beyond it nothing is a date
  const auto* value = claims.if_contains(name);
  if (value == nullptr || !value->is_number()) return std::nullopt;
  const auto seconds = value->to_number<double>();
  if (std::isnan(seconds) || seconds < 0 || seconds > kLast) return std::nullopt;
  return Time{Seconds{static_cast<std::int64_t>(seconds)}};
}

std::optional<Jws> parse_jws(std::string_view compact) {
  const auto first = compact.find('.');
  const auto second = compact.find('.', first + 1);
  if (compact.size() > kLongestJws || first == std::string_view::npos || second == std::string_view::npos)
    return std::nullopt;
  auto header = object_of(compact.substr(0, first));
  auto claims = object_of(compact.substr(first + 1, second - first - 1));
  auto signature = from_base64url(compact.substr(second + 1));
  if (!header || !claims || !signature || header->contains("crit")) return std::nullopt;
  const auto by = alg(text_claim(*header, "alg"));
  if (!by) return std::nullopt;
  return Jws{.alg = *by,
             .type = text_claim(*header, "typ"),
             .kid = text_claim(*header, "kid"),
             .header = *std::move(header),
             .claims = *std::move(claims),
             .signed_text = std::string{compact.substr(0, second)},
             .signature = *std::move(signature)};
}

std::string sign_jws(const PrivateKey& key, std::string_view type, const json::object& claims) {
  json::object header{{"alg", to_string(key.alg())}, {"kid", key.kid()}};
  if (!type.empty()) header["typ"] = type;
  std::string compact = to_base64url(bytes_of(json::serialize(header)));
  compact.push_back('.');
  compact += to_base64url(bytes_of(json::serialize(claims)));
  const Bytes signature = key.sign(compact);
  compact.push_back('.');
  compact += to_base64url(signature);
  return compact;
}

}  // namespace taxgate::jose
