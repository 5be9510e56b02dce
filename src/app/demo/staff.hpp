#pragma once
// Who is what in an invented enterprise.
#include <optional>
#include <string_view>
#include <vector>

#include "app/demo/enterprises.hpp"

namespace taxgate::demo {

/// A row of the people file.
struct Association {
  std::string_view role;   // 法定代表人, 财务负责人, 办税员
  std::string_view state;  // 正常, 待确认, 已解除
  std::uint64_t person = 0;
  Date starts{};
  std::optional<Date> ends;   // the last day
  bool conflicting = false;   // contradicts another row of the enterprise
  bool name_differs = false;  // the registry has another name than the collection (LN-04)
};

inline constexpr std::string_view kLegalRepresentative = "法定代表人";
inline constexpr std::string_view kFinanceHead = "财务负责人";
inline constexpr std::string_view kHandler = "办税员";
inline constexpr std::string_view kNormal = "正常";
inline constexpr std::string_view kPending = "待确认";
inline constexpr std::string_view kReleased = "已解除";

/// The associations of the enterprise `index`, its legal representative first.
std::vector<Association> staff_of(const World& world, std::uint64_t index, std::uint64_t owner,
                                  Date registered);

}  // namespace taxgate::demo
