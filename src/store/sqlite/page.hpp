#pragma once
#include <cstdint>
#include <limits>

namespace taxgate::store::sqlite {

/// Where a page that goes down ends: `before`, or, of the first page (0), beyond everything.
constexpr std::int64_t end_of(std::int64_t before) {
  return before == 0 ? std::numeric_limits<std::int64_t>::max() : before;
}

}  // namespace taxgate::store::sqlite
