// Every code that the sources can say has a text in three languages.
#include <regex>

#include "domain/engagement.hpp"
#include "domain/flow/ask.hpp"
#include "domain/flow/engine.hpp"
#include "domain/mandate.hpp"
#include "domain/office.hpp"
#include "profile/load/placeholders.hpp"
#include "profile/load/said_codes.hpp"
#include "unit/profile/support.hpp"

namespace taxgate {
namespace {

using testing::kProfiles;
using testing::kRoot;

/// Literals of the rules in kebab case that are no codes of texts: words of other vocabularies.
const std::set<std::string, std::less<>> kOtherWords{
    // ways, asks, marks, ends (docs/profile.md)
    "sign-in", "change-password", "change-phone", "change-username", "person-password", "sms-code",
    "new-password", "old-password", "known-person", "new-phone", "new-phone-code", "new-username",
    "initial-password", "sign-in-again", "enterprise-password", "declaration-password", "personal-password",
    "agreement-password", "new-agreement-password", "new-enterprise-password", "new-declaration-password",
    "new-personal-password", "choose-person", "person-by-phone", "hall-code", "new-account",
    "no-personal-password", "social-insurance-only", "unit-session", "by-hand",
    // members of an event's image of an authority (domain/replay)
    "amended-ends", "amended-functions", "decided-at", "decided-by", "proposed-at", "proposed-by",
    // kinds of taxpayers
    "cross-region", "cross-region-source", "other-registered", "moved-out",
    // kinds of documents and standings: under "document." and "state."
    "resident-id", "hk-macau-permit", "taiwan-permit", "chinese-passport", "foreign-permanent-resident-id",
    "hk-macau-residence-permit", "taiwan-residence-permit", "foreign-passport", "foreign-work-permit-a",
    "foreign-work-permit-b", "foreign-work-permit-c", "in-force", "not-yet",
    // what officers do: under "office-action."
    "phone-change", "account-open", "password-reset", "officer-add", "officer-change", "officer-dismiss",
    // counters, autocomplete tokens
    "card-password", "sms-number", "sms-address", "one-time-code", "current-password"};

std::string sources_of(const std::string& room) {
  std::string all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kRoot / "src" / room)) {
    const auto extension = entry.path().extension();
    if (extension == ".cpp" || extension == ".hpp") all += testing::read(entry.path());
  }
  return all;
}

std::set<std::string> matches(const std::string& text, const char* pattern) {
  std::set<std::string> found;
  const std::regex regex{pattern};
  for (std::sregex_iterator at{text.begin(), text.end(), regex}; at != std::sregex_iterator{}; ++at)
    found.insert((*at)[1]);
  return found;
}

bool said(const std::string& code) { return load::find_said(code) != nullptr; }

void expect_said(const std::string& code) { EXPECT_TRUE(said(code)) << "there is no text for " << code; }

TEST(Texts, X_10_every_code_has_a_text_in_three_languages) {
  const auto profile = load_profile(kProfiles / "shanxi-2023.toml");
  ASSERT_TRUE(profile.has_value());
  for (const auto& code : load::said_codes()) {
    const Text* text = profile->texts.find(code.code);
    ASSERT_NE(text, nullptr) << code.code;
    for (const Locale locale : kLocales)
      EXPECT_FALSE(text->in_locale.at(static_cast<std::size_t>(locale)).empty()) << code.code;
    EXPECT_NE(text->in(Locale::kZhCn), code.code);
  }
}

TEST(Texts, X_10_placeholders_agree_between_languages) {
  const auto profile = load_profile(kProfiles / "qingdao-2023.toml");
  ASSERT_TRUE(profile.has_value());
  for (const auto& [code, text] : profile->texts.all()) {
    EXPECT_EQ(load::placeholder_problem(text), std::nullopt) << code;
  }
}

TEST(Texts, X_10_every_code_literal_of_the_rules_has_a_text) {
  for (const auto& word : matches(sources_of("domain"), "\"([a-z]+(?:-[a-z0-9]+)+)\"")) {
    if (kOtherWords.contains(word)) continue;
    EXPECT_TRUE(said(word) || said("event." + word) || said("problem." + word))
        << "domain says \"" << word
        << "\": give it a text (profiles/common/texts.toml), or list it as another word";
  }
}

/// Literals like "card.bank": whatever begins like a text is one.
TEST(Texts, X_10_every_dotted_literal_of_a_family_of_texts_has_a_text) {
  const std::set<std::string> names_of_other_things{"voucher.pdf", "client.password"};
  std::set<std::string> families;
  for (const auto& said : load::said_codes()) {
    if (said.code.contains('.')) families.insert(said.code.substr(0, said.code.find('.')));
  }
  for (const std::string room : {"domain", "connect", "app", "oidc", "http", "commands"}) {
    for (const auto& word : matches(sources_of(room), "\"@?([a-z-]+\\.[a-z0-9_.-]*[a-z0-9_])\"")) {
      if (!families.contains(word.substr(0, word.find('.'))) || names_of_other_things.contains(word))
        continue;
      expect_said(word);
    }
  }
}

TEST(Texts, X_10_a_bureau_may_name_what_the_common_text_names_and_what_is_listed) {
  ASSERT_TRUE(said("password-too-short"));
  EXPECT_TRUE(load::find_said("password-too-short")->takes("min"));
  EXPECT_TRUE(load::find_said("password-too-short")->takes("max"));  // listed under [may_name]
  EXPECT_FALSE(load::find_said("password-too-short")->takes("name"));
  EXPECT_FALSE(load::find_said("no-phone")->takes("min"));
}

TEST(Texts, X_10_every_input_has_a_label_and_a_hint) {
  const std::string asks = sources_of("domain/flow");
  for (const auto& name : matches(asks, "_input\\(\"([a-z_]+)\"")) {
    expect_said("input." + name);
    if (name != "account") expect_said("input." + name + ".hint");  // its hint names the kinds of account
  }
  for (const auto& code : matches(asks, "\"@?(input\\.[a-z_]+)\"")) expect_said(code);
  for (const auto& code : matches(asks, "\\{\"([a-z]+-rule\\.[a-z]+)\"")) expect_said(code);
}

TEST(Texts, X_04_every_event_and_message_has_a_text) {
  for (const std::string room : {"domain", "app"}) {
    const std::string sources = sources_of(room);
    for (const auto& event : matches(sources, "record\\(\"([a-z-]+)\"")) expect_said("event." + event);
    for (const auto& event : matches(sources, "Record\\{\"([a-z-]+)\"")) expect_said("event." + event);
    for (const auto& notice : matches(sources, "Tell\\{[^,{}]+, \"([a-z-]+)\""))
      expect_said("notice." + notice);
  }
}

template <class Enum>
void expect_each(const std::string& prefix, Enum last) {
  for (int at = 0; at <= static_cast<int>(last); ++at)
    expect_said(prefix + std::string{to_string(static_cast<Enum>(at))});
}

TEST(Texts, X_10_every_word_that_a_page_shows_has_a_text) {
  expect_each("problem.", MandateFault::kNotDisputed);
  expect_each("problem.", EngagementFault::kOwnPeople);
  expect_each("engagement-state.", EngagementStanding::kEnded);
  expect_each("problem.", Misuse::kCannotGoBack);
  expect_each("state.", Standing::kUncollected);
  expect_each("state.", MandateState::kUncollected);
  expect_each("origin.", MandateOrigin::kEnterprise);
  expect_each("identity.", PrincipalKind::kOffice);
  expect_each("problem.", OfficeFault::kNotLocked);
  expect_each("office-action.", OfficeAction::kOfficerDismiss);
  expect_each("event.office-", OfficeAction::kOfficerDismiss);
  expect_each("office-state.", OfficeRequestState::kExpired);
  expect_each("officer-role.", OfficerRole::kAdministrator);
  expect_each("state.", OfficerStanding::kDismissed);
  expect_each("end.", End::kDone);
  expect_each("taxpayer-kind.", TaxpayerKind::kMovedOut);
  expect_each("", PasswordFault::kSameAsFormer);
  for (const auto kind : kDocumentKinds) expect_said("document." + std::string{to_string(kind)});
  for (int at = 0; at <= static_cast<int>(Standing::kUncollected); ++at) {
    const auto standing = static_cast<Standing>(at);
    if (standing != Standing::kInForce) expect_said("association-" + std::string{to_string(standing)});
  }
  for (int level = 1; level <= 5; ++level) expect_said("level." + std::to_string(level));
  for (const auto* method : {"password", "sms", "face", "scan", "certificate", "enterprise-password",
                             "declaration-password", "personal-password", "hall-code"})
    expect_said(std::string{"method."} + method);
}

/// What the API says in `detail` of a refusal.
std::string detail_of(const std::string& problem) {
  if (problem == "locked") return "method-locked";
  if (problem == "too-many-requests") return "wait-seconds";
  const bool by_its_fault = problem.starts_with("mandate-") || problem.starts_with("password-");
  return by_its_fault ? problem : "problem." + problem + ".detail";
}

TEST(Texts, every_problem_says_what_to_do_next) {
  for (const auto& code : load::said_codes()) {
    const std::string name{code.code};
    if (name.starts_with("problem.") && !name.ends_with(".detail")) expect_said(detail_of(name.substr(8)));
  }
}

TEST(Texts, X_10_every_refusal_of_the_api_has_a_title) {
  const std::string sources = sources_of("http/api");
  for (const auto& code : matches(sources, "(?:refuse|problem_of)\\(call, [0-9]+, \"([a-z-]+)\""))
    expect_said("problem." + code);
  for (const auto& code : matches(sources, "say\\(\\{\"([a-z.-]+[a-z])\"")) {
    if (!code.starts_with("bureau.") && code != "submit") expect_said(code);
  }
  for (const auto& code : matches(sources, "\\{\"([a-z]+-[a-z-]+)\", \\{")) expect_said(code);
}

}  // namespace
}  // namespace taxgate
