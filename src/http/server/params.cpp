#include "http/server/params.hpp"

#include "base/percent.hpp"
#include "base/text.hpp"

namespace taxgate::http {
namespace {

bool decode_part(std::string& out, std::string_view text) {
  return append_decoded(out, text, Plus::kSpace) && out.find('\0') == std::string::npos && is_utf8(out);
}

}  // namespace

std::optional<std::string_view> Params::get(std::string_view name) const {
  for (const Item& item : items_) {
    if (item.name == name) return item.value;
  }
  return std::nullopt;
}

std::size_t Params::count(std::string_view name) const {
  std::size_t n = 0;
  for (const Item& item : items_) n += item.name == name ? 1 : 0;
  return n;
}

bool parse_params(std::string_view text, Params& out) {
  std::size_t n = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (pair.empty()) continue;
    if (++n > kMaxParams) return false;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    std::string name;
    std::string value;
    if (!decode_part(name, pair.substr(0, equals))) return false;
    if (equals < pair.size() && !decode_part(value, pair.substr(equals + 1))) return false;
    out.add(std::move(name), std::move(value));
  }
  return true;
}

}  // namespace taxgate::http
