#include "app/demo/officers.hpp"

#include "app/demo/citizens.hpp"

namespace taxgate::demo {
namespace {

constexpr std::uint64_t kFirst = 9'900'000;  // beyond every registry that a demonstration has
constexpr std::array kRoles{OfficerRole::kClerk, OfficerRole::kClerk, OfficerRole::kAdministrator,
                            OfficerRole::kAdministrator};

}  // namespace

std::vector<DemoOfficer> demo_officers(const GenerateOptions& options) {
  const World world{options};
  const Citizens citizens{world};
  std::vector<DemoOfficer> officers;
  for (std::uint64_t index = kFirst; officers.size() < kRoles.size(); ++index) {
    Citizen citizen = citizens.at(index);
    if (citizen.document.kind != DocumentKind::kResidentId || Citizens::shares_phone(world, index)) continue;
    const OfficerRole role = kRoles.at(officers.size());
    officers.push_back(
        {std::move(citizen.name), std::move(citizen.document), std::move(citizen.phone), role});
  }
  return officers;
}

}  // namespace taxgate::demo
