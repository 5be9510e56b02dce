// [office]: what of the counter and the administration wants a second person.
#include "profile/load/sections.hpp"

namespace taxgate::load {
namespace {

constexpr Range kHours{.least = 1, .most = 720};

}  // namespace

void read_office(Section& root, Profile& profile) {
  root.section("office", Wanted::kMay, [&](Section& section) {
    OfficeRules& rules = profile.office;
    if (section.is_list("second_person"))
      rules.second_person = section.each_of("second_person", office_action);
    const auto hours = static_cast<int>(rules.request_lasts.count());
    rules.request_lasts = std::chrono::hours{section.whole("request_hours", kHours, hours)};
  });
}

}  // namespace taxgate::load
