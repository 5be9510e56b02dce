// The numbers: passwords and their hashing, lock-out, SMS codes, sessions.
#include "profile/load/sections.hpp"

namespace taxgate::load {
namespace {

constexpr Range kPasswordLength{.least = 6, .most = 128};
constexpr Range kUsernameLength{.least = kAnyUsername.min_length, .most = kAnyUsername.max_length};
constexpr Range kClasses{.least = 1, .most = 4};
constexpr Range kMemoryKib{.least = 7168, .most = 1 << 20};
constexpr Range kPasses{.least = 1, .most = 16};
/// The weakest of the equally strong settings that OWASP names for Argon2id: 7 MiB and five passes.
constexpr std::int64_t kLeastWork = 7168LL * 5;
constexpr Range kFailures{.least = 1, .most = 10};
constexpr Range kCodeFailures{.least = 1, .most = 5};
constexpr Range kLockMinutes{.least = 1, .most = 7 * 24 * 60};
constexpr Range kDigits{.least = 6, .most = 8};
constexpr Range kCodeMinutes{.least = 1, .most = 10};
constexpr Range kResendSeconds{.least = 1, .most = 600};
constexpr Range kSendings{.least = 1, .most = 1000000};
constexpr Range kIdleMinutes{.least = 1, .most = 120};
constexpr Range kLongestHours{.least = 1, .most = 24};

void read_hash(Section& hash, HashRules& rules) {
  rules.memory_kib =
      static_cast<std::uint32_t>(hash.whole("memory_kib", kMemoryKib, static_cast<int>(rules.memory_kib)));
  rules.passes = static_cast<std::uint32_t>(hash.whole("passes", kPasses, static_cast<int>(rules.passes)));
  if (static_cast<std::int64_t>(rules.memory_kib) * rules.passes < kLeastWork) {
    hash.fault("passes", "too-weak", "memory_kib times passes must be at least 35840");
  }
}

void read_lock_rule(Section& lockout, std::string_view method, Range failures, Profile& profile,
                    Wanted wanted = Wanted::kMust) {
  lockout.section(method, wanted, [&](Section& section) {
    LockRule rule;
    rule.failures = section.must_whole("failures", failures);
    const auto window = section.whole_unless("window", "day", kLockMinutes);
    const auto lasts = section.whole_unless("lasts", "until-next-day", kLockMinutes);
    if (window) rule.window = std::chrono::minutes{*window};
    if (lasts) rule.lasts = std::chrono::minutes{*lasts};
    profile.lockout.insert_or_assign(std::string{method}, rule);
  });
}

}  // namespace

void read_password(Section& root, Profile& profile) {
  root.section("password", Wanted::kMust, [&](Section& section) {
    PasswordRules& rules = profile.password;
    rules.min_length = section.must_whole("min_length", kPasswordLength);
    rules.max_length = section.must_whole("max_length", kPasswordLength);
    if (rules.max_length < rules.min_length)
      section.fault("max_length", "out-of-range", "it is less than min_length");
    rules.classes = section.must_whole("classes", kClasses);
    rules.spaces = section.flag("spaces", rules.spaces);
    rules.personal = section.flag("personal", rules.personal);
    rules.common = section.flag("common", rules.common);
    rules.same_as_former = section.flag("same_as_former", rules.same_as_former);
  });
  root.section("username", Wanted::kMay, [&](Section& section) {
    UsernameRules& rules = profile.username;
    rules.min_length = section.whole("min_length", kUsernameLength, rules.min_length);
    rules.max_length = section.whole("max_length", kUsernameLength, rules.max_length);
    if (rules.max_length < rules.min_length)
      section.fault("max_length", "out-of-range", "it is less than min_length");
  });
  root.section("hash", Wanted::kMay, [&](Section& section) { read_hash(section, profile.hash); });
}

void read_lockout(Section& root, Profile& profile) {
  root.section("lockout", Wanted::kMust, [&](Section& section) {
    read_lock_rule(section, "password", kFailures, profile);
    read_lock_rule(section, "sms", kCodeFailures, profile);
    for (const auto* method : {"enterprise-password", "declaration-password", "personal-password",
                               "agreement-password", "invitation", "hall-code", "card-password"})
      read_lock_rule(section, method, kFailures, profile, Wanted::kMay);
  });
}

void read_sms(Section& root, Profile& profile) {
  root.section("sms", Wanted::kMay, [&](Section& section) {
    SmsRules& rules = profile.sms;
    rules.digits = section.whole("digits", kDigits, rules.digits);
    rules.lasts =
        std::chrono::minutes{section.whole("minutes", kCodeMinutes, static_cast<int>(rules.lasts.count()))};
    rules.resend_after = std::chrono::seconds{
        section.whole("resend_seconds", kResendSeconds, static_cast<int>(rules.resend_after.count()))};
    rules.per_number_a_day = section.whole("per_number_a_day", kSendings, rules.per_number_a_day);
    rules.per_address_an_hour = section.whole("per_address_an_hour", kSendings, rules.per_address_an_hour);
  });
}

void read_session(Section& root, Profile& profile) {
  root.section("session", Wanted::kMay, [&](Section& section) {
    SessionRules& rules = profile.session;
    rules.idle = std::chrono::minutes{
        section.whole("idle_minutes", kIdleMinutes, static_cast<int>(rules.idle.count()))};
    rules.longest = std::chrono::hours{
        section.whole("longest_hours", kLongestHours, static_cast<int>(rules.longest.count()))};
  });
}

}  // namespace taxgate::load
