// What people may be and do for an enterprise: functions, roles; and the texts that they agree to.
#include "profile/load/sections.hpp"

namespace taxgate::load {
namespace {

constexpr Range kDays{.least = 1, .most = 3660};
constexpr Range kDelegates{.least = 1, .most = 10000};
constexpr Range kLevels{.least = 1, .most = 5};
constexpr Range kRemindDays{.least = 1, .most = 365};

/// A parent stands before its children, so that no function is below itself.
void read_function(Section& section, std::set<std::string, std::less<>>& taken, Profile& profile) {
  const std::string id = section.id(taken);
  const std::string parent = section.text("parent", Wanted::kMay);
  if (!parent.empty() && profile.function(parent) == nullptr) {
    section.fault("parent", "unknown-function", "no function before this one has this id");
  }
  put_text(section, "title", Wanted::kMust, "function." + id, profile.texts);
  profile.functions.push_back({.id = id, .parent = parent});
}

void read_role(Section& section, std::set<std::string, std::less<>>& taken, Profile& profile) {
  Role role;
  role.id = section.id(taken);
  put_text(section, "title", Wanted::kMust, "role." + role.id, profile.texts);
  role.manages_personnel = section.flag("manages_personnel", role.manages_personnel);
  role.proposable = section.flag("proposable", role.proposable);
  role.confirms = section.flag("confirms", role.confirms);
  role.validity_days = section.maybe_whole("validity_days", kDays);
  role.longest_days = section.maybe_whole("longest_days", kDays);
  if (role.longest_days && role.validity_days.value_or(kDays.most + 1) > *role.longest_days) {
    section.fault("validity_days", "out-of-range", "it is wanted, and at most longest_days");
  }
  for (const auto& listed : section.words("functions", Wanted::kMust)) {
    if (profile.function(listed.word) == nullptr) {
      section.fault("functions", listed, "unknown-function", "there is no such function");
    }
    role.functions.push_back(listed.word);
  }
  role.most_delegates = section.maybe_whole("most_delegates", kDelegates);
  role.may_manage = section.flag("may_manage", role.may_manage);
  role.by_identity = section.flag("by_identity", role.by_identity);
  role.grants_end_with_it = section.flag("grants_end_with_it", !role.proposable);
  profile.roles.push_back(std::move(role));
}

}  // namespace

void read_consents(Section& root, Profile& profile) {
  std::set<std::string, std::less<>> taken;
  root.each("consent", Wanted::kMay, [&](Section& section) {
    Consent consent{.id = section.id(taken), .version = section.text("version")};
    put_text(section, "title", Wanted::kMust, "consent." + consent.id, profile.texts);
    put_text(section, "text", Wanted::kMust, "consent." + consent.id + ".text", profile.texts);
    profile.consents.push_back(std::move(consent));
  });
}

void read_functions(Section& root, Profile& profile) {
  std::set<std::string, std::less<>> taken;
  root.each("function", Wanted::kMust, [&](Section& section) { read_function(section, taken, profile); });
}

void read_roles(Section& root, Profile& profile) {
  std::set<std::string, std::less<>> taken;
  root.each("role", Wanted::kMust, [&](Section& section) { read_role(section, taken, profile); });
}

void read_personnel(Section& root, Profile& profile) {
  root.section("personnel", Wanted::kMay, [&](Section& section) {
    PersonnelRules& rules = profile.personnel;
    rules.add = section.one_of("add", addable, Wanted::kMay).value_or(rules.add);
    rules.collected_level = section.whole("collected_level", kLevels, rules.collected_level);
    rules.remind_days = section.wholes("remind_days", kRemindDays);
  });
}

}  // namespace taxgate::load
