#pragma once
// A bureau in memory, with a way of every kind, for tests of the engine and its asks.
#include <gmock/gmock.h>

#include "fuzz/flow_world.hpp"

namespace taxgate::testing {

inline Step step_of(std::string id, std::vector<AskKind> asks, std::vector<Next> next, bool back = false) {
  return {.id = std::move(id),
          .asks = std::move(asks),
          .next = std::move(next),
          .alternatives = {},
          .back = back,
          .place = {}};
}
inline Next then(std::string to) { return {.when = {}, .to = std::move(to), .place = {}}; }
inline Next if_initial(std::string to) {
  return {.when = Mark::kInitialPassword, .to = std::move(to), .place = {}};
}

inline Way sign_in_way(const std::string& id, PrincipalKind principal) {
  using enum AskKind;
  const bool self = principal == PrincipalKind::kSelf;
  const std::string after = self ? "session" : "identity";
  Way way{.id = id, .kind = FlowKind::kSignIn, .principal = principal, .consents = {"terms"}};
  std::vector<AskKind> credentials{kAccount, kPersonPassword, kCaptcha, kConsent};
  if (!self) credentials.insert(credentials.begin(), kTaxpayer);
  way.steps = {step_of("credentials", credentials, {then("sms")}),
               step_of("sms", {kSmsCode}, {if_initial("new-password"), then(after)}, true),
               step_of("face", {kFace}, {if_initial("new-password"), then(after)}, true),
               step_of("new-password", {kNewPassword}, {then(after)})};
  way.steps[1].alternatives = {"face"};
  way.steps[2].alternatives = {"sms"};
  if (!self) way.steps.push_back(step_of("identity", {kIdentity}, {then("session")}));
  return way;
}

inline Way way_of(std::string id, FlowKind kind, std::vector<Step> steps) {
  Way way{.id = std::move(id), .kind = kind};
  way.steps = std::move(steps);
  return way;
}

inline Profile bench_profile() {
  using enum AskKind;
  Profile profile;
  profile.id = "bench";
  profile.unavailable = {kFace};
  profile.account_kinds = {"document", "mobile", "username"};
  profile.document_kinds = {DocumentKind::kResidentId};
  profile.lockout = {{"password", {.failures = 5, .window = {}, .lasts = {}}},
                     {"sms", {.failures = 5, .window = {}, .lasts = std::chrono::minutes{120}}}};
  profile.consents = {{"terms", "2023-04"}};
  profile.ways = {
      sign_in_way("enterprise", PrincipalKind::kEnterprise),
      sign_in_way("self", PrincipalKind::kSelf),
      sign_in_way("agency", PrincipalKind::kAgency),
      way_of("recovery", FlowKind::kRecovery,
             {step_of("identify", {kKnownPerson, kCaptcha}, {then("sms")}),
              step_of("sms", {kSmsCode}, {then("new-password")}, true),
              step_of("new-password", {kNewPassword}, {then("sign-in-again")})}),
      way_of("change-password", FlowKind::kChangePassword,
             {step_of("change", {kOldPassword, kNewPassword}, {then("done")})}),
      way_of(
          "change-phone", FlowKind::kChangePhone,
          {step_of("confirm", {kOldPassword}, {then("phone")}), step_of("phone", {kNewPhone}, {then("code")}),
           step_of("code", {kNewPhoneCode}, {then("done")}, true)}),
      way_of("change-username", FlowKind::kChangeUsername,
             {step_of("username", {kNewUsername}, {then("done")})}),
      // Two asks on a page, of which the second may refuse what the first has done.
      way_of("mixed", FlowKind::kChangePassword,
             {step_of("both", {kOldPassword, kNewPassword, kNewUsername}, {then("done")})}),
  };
  return profile;
}

using Fields = std::map<std::string, std::string>;

class FlowTest : public ::testing::Test {
 protected:
  using Moved = std::expected<Outcome, Misuse>;

  void begin(const std::string& way) {
    visit = std::make_unique<Visit>(world, profile);
    const auto begun = visit->begin(profile.way(way)->kind, way);
    ASSERT_TRUE(begun.has_value()) << to_string(begun.error());
  }
  Flow& flow() { return visit->flow; }
  const std::string& at() { return visit->flow.known.step; }

  Outcome submit(const Fields& fields) {
    auto moved = visit->submit(fields);
    EXPECT_TRUE(moved.has_value()) << (moved ? "" : to_string(moved.error()));
    return moved ? *std::move(moved) : Outcome{};
  }
  /// The codes of the faults of `fields`, each behind its input.
  std::vector<std::string> faults(const Fields& fields) { return codes(submit(fields)); }
  static std::vector<std::string> codes(const Outcome& outcome) {
    std::vector<std::string> found;
    for (const auto& fault : outcome.faults) found.push_back(fault.input + ": " + fault.phrase.code);
    return found;
  }
  std::vector<std::string> notices() {
    std::vector<std::string> found;
    for (const auto& notice : flow().notices) found.push_back(notice.phrase.code);
    return found;
  }
  template <class What>
  static std::vector<What> effects(const Outcome& outcome) {
    std::vector<What> found;
    for (const auto& effect : outcome.effects) {
      if (const auto* wanted = std::get_if<What>(&effect)) found.push_back(*wanted);
    }
    return found;
  }
  static std::vector<std::string> recorded(const Outcome& outcome) {
    std::vector<std::string> events;
    for (const auto& event : effects<Record>(outcome)) events.push_back(event.event);
    return events;
  }

  Fields credentials() {
    Fields fields{{"account", kDocument},
                  {"password", world.right_password()},
                  {"captcha", kCaptcha},
                  {"consent_terms", "true"}};
    if (profile.way(flow().way)->principal != PrincipalKind::kSelf) fields["taxpayer"] = kUscc;
    return fields;
  }
  static Fields with(Fields fields, const std::string& name, const std::string& text) {
    fields[name] = text;
    return fields;
  }
  static Fields known_person() {
    return {{"name", kName},
            {"document_kind", "resident-id"},
            {"document_number", kDocument},
            {"phone", kPhone},
            {"captcha", kCaptcha}};
  }
  Outcome request_code() { return submit({{"request_sms_code", "true"}}); }
  Outcome type_code() { return submit({{"sms_code", world.last_code}}); }
  void pass_sms() {
    request_code();
    type_code();
  }
  /// At the step `sms` of a sign-in.
  void sign_in_until_sms(const std::string& way) {
    begin(way);
    submit(credentials());
    ASSERT_EQ(at(), "sms");
  }

  Profile profile = bench_profile();
  World world;
  std::unique_ptr<Visit> visit;
};

}  // namespace taxgate::testing
