#include "app/import/texts.hpp"

#include <algorithm>
#include <array>

namespace taxgate::app {
namespace {

struct Entry {
  std::string_view code;
  std::string_view zh;
  std::string_view en;
};

constexpr auto kTexts = std::to_array<Entry>({
#include "app/import/texts.inc"
});

static_assert(std::ranges::is_sorted(kTexts, {}, &Entry::code));

}  // namespace

std::string_view import_text(std::string_view code, Locale locale) {
  const auto* found = std::ranges::lower_bound(kTexts, code, {}, &Entry::code);
  if (found == kTexts.end() || found->code != code) return code;
  return locale == Locale::kEn ? found->en : found->zh;
}

}  // namespace taxgate::app
