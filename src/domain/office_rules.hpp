#pragma once
// What an officer of the bureau can do, and what of it a bureau lets nobody do alone.
#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

namespace taxgate {

enum class OfficeAction {
  kCollection,     // real-name collection at the counter (QD-04)
  kPhoneChange,    // a collection that puts a number in the place of another one
  kHallCode,       // WH-10
  kAccountOpen,    // a taxpayer's first password of its kind (LN-25)
  kPasswordReset,  // LN-25, WH-07, SS-03
  kUnlock,         // the end of a lock before its time
  kDispute,        // the word on a "not me"
  kOfficerAdd,
  kOfficerChange,
  kOfficerDismiss,
};
inline constexpr std::array kOfficeActions{OfficeAction::kCollection,    OfficeAction::kPhoneChange,
                                           OfficeAction::kHallCode,      OfficeAction::kAccountOpen,
                                           OfficeAction::kPasswordReset, OfficeAction::kUnlock,
                                           OfficeAction::kDispute,       OfficeAction::kOfficerAdd,
                                           OfficeAction::kOfficerChange, OfficeAction::kOfficerDismiss};
std::string_view to_string(OfficeAction action);
std::optional<OfficeAction> office_action(std::string_view word);

struct OfficeRules {
  /// By default whatever lets somebody into another's account, or makes an officer.
  std::vector<OfficeAction> second_person{OfficeAction::kPhoneChange,   OfficeAction::kAccountOpen,
                                          OfficeAction::kPasswordReset, OfficeAction::kDispute,
                                          OfficeAction::kOfficerAdd,    OfficeAction::kOfficerChange,
                                          OfficeAction::kOfficerDismiss};
  std::chrono::hours request_lasts{24};

  bool wants_second(OfficeAction action) const {
    return std::ranges::find(second_person, action) != second_person.end();
  }
};

}  // namespace taxgate
