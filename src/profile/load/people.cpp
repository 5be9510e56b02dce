// What people may be and do for an enterprise: functions, roles; and the texts that they agree to.
#include "profile/load/sections.hpp"

namespace taxgate::load {
namespace {

constexpr Range kDays{.least = 1, .most = 3660};
constexpr Range kDelegates{.least = 1, .most = 10000};
constexpr Range kLevels{.least = 1, .most = 5};
constexpr Range kRemindDays{.least = 1, .most = 365};
constexpr Range kFirstPasswordDays{.least = 1, .most = 30};
constexpr Range kResetHours{.least = 1, .most = 72};
constexpr std::size_t kShortestReset = 6;
constexpr std::size_t kLongestReset = 20;

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

/// What managers set and reset of the personal passwords in an enterprise (LN-17, LN-22).
void read_passwords(Section& section, PersonnelRules& rules) {
  rules.first_password =
      section.one_of("first_password", first_password, Wanted::kMay).value_or(rules.first_password);
  rules.first_password_days =
      section.whole("first_password_days", kFirstPasswordDays, rules.first_password_days);
  rules.reset_password = section.text("reset_password", Wanted::kMay);
  const auto length = rules.reset_password.size();
  if (length > 0 && (length < kShortestReset || length > kLongestReset))
    section.fault("reset_password", "out-of-range", "6 to 20 characters are wanted");
  rules.reset_hours = section.whole("reset_hours", kResetHours, rules.reset_hours);
  rules.reset_each_other = section.flag("reset_each_other", rules.reset_each_other);
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

void read_social_insurance(Section& root, Profile& profile) {
  root.section("social_insurance", Wanted::kMay, [&](Section& section) {
    SocialInsuranceRules& rules = profile.social_insurance;
    rules.function = section.text("function");
    if (profile.function(rules.function) == nullptr)
      section.fault("function", "unknown-function", "there is no such function");
    rules.client_password = section.flag("client_password", rules.client_password);
    rules.card_initial_password = section.text("card_initial_password", Wanted::kMay);
    if (!rules.card_initial_password.empty() && profile.lock_rule(kCardPassword) == nullptr)
      section.fault("card_initial_password", "no-lockout",
                    "it has no rule under `lockout`: " + std::string{kCardPassword});
  });
}

void read_personnel(Section& root, Profile& profile) {
  root.section("personnel", Wanted::kMay, [&](Section& section) {
    PersonnelRules& rules = profile.personnel;
    rules.add = section.one_of("add", addable, Wanted::kMay).value_or(rules.add);
    rules.collected_level = section.whole("collected_level", kLevels, rules.collected_level);
    rules.remind_days = section.wholes("remind_days", kRemindDays);
    read_passwords(section, rules);
  });
}

}  // namespace taxgate::load
