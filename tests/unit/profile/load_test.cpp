#include "profile/load/load.hpp"

#include <gmock/gmock.h>

#include "unit/profile/support.hpp"

namespace taxgate {
namespace {

using testing::faults_of;
using testing::kData;
using testing::kProfiles;
using testing::listed;
using testing::movable;
using testing::replaced;

Profile loaded(const std::filesystem::path& path) {
  auto profile = load_profile(path);
  EXPECT_TRUE(profile.has_value()) << listed(profile ? std::vector<ProfileFault>{} : profile.error());
  return profile.value_or(Profile{});
}

TEST(LoadProfile, reads_every_section) {
  const Profile profile = loaded(kData / "yunling.toml");
  EXPECT_EQ(profile.id, "yunling");
  EXPECT_EQ(profile.zone.offset, std::chrono::hours{6});
  EXPECT_EQ(profile.assurance, 2);
  EXPECT_EQ(profile.unavailable, std::vector{AskKind::kCertificate});
  EXPECT_EQ(profile.account_kinds, std::vector<std::string>{"mobile"});
  EXPECT_EQ(profile.document_kinds, (std::vector{DocumentKind::kResidentId, DocumentKind::kForeignPassport}));
  EXPECT_EQ(profile.username_change_days, 30);
  EXPECT_EQ(profile.warn_days, 7);
  EXPECT_EQ(profile.theme.colour, "#7a1f5c");
  EXPECT_EQ(profile.theme.phone, "0999-12366");
  EXPECT_EQ(profile.password,
            (PasswordRules{.min_length = 10, .max_length = 64, .classes = 2, .spaces = true}));
  EXPECT_EQ(profile.hash.memory_kib, 7168U);
  EXPECT_EQ(profile.hash.passes, 5U);
  EXPECT_EQ(*profile.lock_rule("password"),
            (LockRule{.failures = 3, .window = std::chrono::minutes{60}, .lasts = std::chrono::minutes{15}}));
  EXPECT_EQ(*profile.lock_rule("sms"),
            (LockRule{.failures = 4, .window = std::nullopt, .lasts = std::nullopt}));
  EXPECT_EQ(profile.sms.digits, 8);
  EXPECT_EQ(profile.sms.lasts, std::chrono::minutes{5});
  EXPECT_EQ(profile.sms.resend_after, SmsRules{}.resend_after) << "what is not given keeps its default";
  EXPECT_EQ(profile.session.idle, std::chrono::minutes{10});
  EXPECT_EQ(profile.session.longest, std::chrono::hours{8});
}

TEST(LoadProfile, reads_roles_functions_and_consents) {
  const Profile profile = loaded(kData / "yunling.toml");
  ASSERT_EQ(profile.roles.size(), 2U);
  EXPECT_TRUE(profile.role("owner")->manages_personnel);
  EXPECT_FALSE(profile.role("owner")->proposable);
  EXPECT_FALSE(profile.role("owner")->validity_days.has_value());
  EXPECT_TRUE(profile.role("clerk")->confirms);
  EXPECT_EQ(profile.role("clerk")->validity_days, 30);
  EXPECT_EQ(profile.role("clerk")->longest_days, 90);
  EXPECT_TRUE(profile.covers(profile.role("owner")->functions, "filing"));
  EXPECT_FALSE(profile.covers(profile.role("clerk")->functions, "taxes"));
  ASSERT_EQ(profile.consents.size(), 1U);
  EXPECT_EQ(profile.consents[0].version, "3");
}

TEST(LoadProfile, reads_ways_in_order_with_their_places) {
  const Profile profile = loaded(kData / "yunling.toml");
  ASSERT_EQ(profile.ways.size(), 3U);
  const Way& shop = *profile.way("shop");
  EXPECT_EQ(shop.principal, PrincipalKind::kEnterprise);
  EXPECT_EQ(shop.lasts, std::chrono::minutes{5});
  EXPECT_EQ(shop.links, std::vector<std::string>{"lost"});
  ASSERT_EQ(shop.steps.size(), 6U);
  const Step& phone = *find_step(shop, "phone");
  ASSERT_EQ(phone.next.size(), 2U);
  EXPECT_EQ(phone.next[0].when, Mark::kInitialPassword);
  EXPECT_EQ(phone.next[1].to, "session");
  EXPECT_EQ(phone.alternatives, std::vector<std::string>{"stick"});
  const std::string text = testing::read(kData / "yunling.toml");
  EXPECT_EQ(shop.place.line, testing::line_of(text, "[[way]]"));
  EXPECT_EQ(phone.next[0].place.line, testing::line_of(text, "  { when = \"initial-password\""));
}

TEST(LoadProfile, X_10_texts_come_from_the_common_ones_and_the_profile) {
  const Profile profile = loaded(kData / "yunling.toml");
  EXPECT_EQ(profile.texts.say({"bureau.name", {}}, Locale::kEn), "Yunling e-Tax Bureau");
  EXPECT_EQ(profile.texts.say({"step.shop.who", {}}, Locale::kZhTw), "您是誰");
  EXPECT_EQ(profile.texts.say({"step.shop.who.submit", {}}, Locale::kZhCn), "继续");
  EXPECT_EQ(profile.texts.say({"step.shop.phone.submit", {}}, Locale::kZhCn), "下一步") << "the usual one";
  EXPECT_EQ(profile.texts.say({"identity.self", {}}, Locale::kEn), "Me") << "overridden";
  EXPECT_EQ(profile.texts.say({"identity.agency", {}}, Locale::kEn), "Agency") << "common";
  EXPECT_EQ(profile.texts.say({"consent-missing", {{"title", "@consent.privacy"}}}, Locale::kEn),
            "Please read “Privacy policy” and tick that you accept it to go on.");
}

TEST(LoadProfile, X_07_tells_all_faults_at_once_with_file_line_option_and_value) {
  const auto path = kData / "ten-faults.toml";
  const auto profile = load_profile(path);
  ASSERT_FALSE(profile.has_value());
  std::string told = listed(profile.error());
  const std::string file = path.string();
  for (auto at = told.find(file); at != std::string::npos; at = told.find(file))
    told.replace(at, file.size(), "F");
  EXPECT_EQ(
      told,
      "F:3: id = \"Ten Faults\": at most 40 of a-z, 0-9 and -, beginning with a letter and not ending with - "
      "are wanted "
      "[bad-id]\n"
      "F:5: name.zh-TW = \"\": a text that is not empty is wanted [empty]\n"
      "F:6: utc_offset = \"8\": an offset like \"+08:00\", from -12:00 to +14:00, is wanted [bad-offset]\n"
      "F:7: assurance = 4: a whole number from 1 to 3 is wanted [out-of-range]\n"
      "F:8: colour = \"#000000\": there is no such option [unknown-option]\n"
      "F:10: document_kinds = \"driving-licence\": the vocabulary has no such word here [unknown-word]\n"
      "F:13: password.min_length = \"eight\": a whole number is wanted [wrong-type]\n"
      "F:34: role.owner.functions = \"customs\": there is no such function [unknown-function]\n"
      "F:46: way.self.step.credentials.next = \"nowhere\": this way has no such step, and there is no such "
      "end "
      "[unknown-step]\n"
      "F:50: way.self.step.sms.title.en: this option must be given [missing-option]\n");
}

TEST(LoadProfile, a_file_that_is_not_there_or_no_toml_is_a_fault) {
  auto profile = load_profile(kData / "nowhere.toml");
  ASSERT_FALSE(profile.has_value());
  EXPECT_EQ(profile.error().at(0).code, "unreadable");
  profile = load_profile(kData);
  ASSERT_FALSE(profile.has_value());
  EXPECT_EQ(profile.error().at(0).code, "unreadable");
  const auto faults = faults_of("vocabulary = 1\nid = \"x\"\nname = \n");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].code, "syntax");
  EXPECT_EQ(faults[0].line, 3U);
  EXPECT_EQ(faults_of("id = \"\xff\xfe\"\n").at(0).code, "syntax");
  EXPECT_EQ(faults_of("id = " + std::string(100000, '[')).at(0).code, "syntax");
}

struct OneFault {
  std::string name;
  std::string from;
  std::string to;
  std::string code;
  std::string option;
  std::string at{};  // where the fault is, when it is not at the change: the table that misses something
};

void PrintTo(const OneFault& fault, std::ostream* out) { *out << fault.name; }

class OneFaultTest : public ::testing::TestWithParam<OneFault> {};

/// The fault is told at the line that was changed, and nothing else is.
TEST_P(OneFaultTest, X_07_is_told_alone_and_at_its_line) {
  const auto& [name, from, to, code, option, at] = GetParam();
  const std::string text = movable(kData / "yunling.toml");
  const auto faults = faults_of(replaced(text, from, to));
  ASSERT_EQ(faults.size(), 1U) << listed(faults);
  EXPECT_EQ(faults[0].code, code) << listed(faults);
  EXPECT_EQ(faults[0].option, option) << listed(faults);
  const unsigned first = testing::line_of(text, at.empty() ? from : at);
  const auto lines = static_cast<unsigned>(std::ranges::count(to, '\n'));
  EXPECT_GE(faults[0].line, first) << listed(faults);
  EXPECT_LE(faults[0].line, first + lines) << listed(faults);
}

const std::vector<OneFault> kFaults{
    {"vocabulary", "vocabulary = 1", "vocabulary = 2", "out-of-range", "vocabulary"},
    {"unknown_key", "id = \"yunling\"", "id = \"yunling\"\nidd = 1", "unknown-option", "idd"},
    {"unknown_key_below", "spaces = true", "spaces = true\nemoji = true", "unknown-option", "password.emoji"},
    {"unknown_key_in_step", "back = true", "back = true\nforward = true", "unknown-option",
     "way.shop.step.who.forward"},
    {"bad_id", "id = \"yunling\"", "id = \"Yun ling\"", "bad-id", "id"},
    {"offset", "+06:00", "+16:00", "bad-offset", "utc_offset"},
    {"assurance", "assurance = 2", "assurance = 0", "out-of-range", "assurance"},
    {"assurance_type", "assurance = 2", "assurance = 2.0", "wrong-type", "assurance"},
    {"date", "assurance = 2", "assurance = 2024-01-01", "wrong-type", "assurance"},
    {"unavailable_is_no_proof", "[\"certificate\"]", "[\"certificate\", \"captcha\"]", "unknown-word",
     "unavailable"},
    {"no_accounts", "accounts = [\"mobile\"]", "accounts = []", "empty", "accounts"},
    {"account_kind", "[\"mobile\"]", "[\"mobile\", \"email\"]", "unknown-word", "accounts"},
    {"word_twice", "[\"mobile\"]", "[\"mobile\", \"mobile\"]", "duplicate", "accounts"},
    {"not_a_list", "accounts = [\"mobile\"]", "accounts = \"mobile\"", "wrong-type", "accounts"},
    {"not_words", "accounts = [\"mobile\"]", "accounts = [\"mobile\", 7]", "wrong-type", "accounts"},
    {"document_kind", "\"foreign-passport\"]", "\"passport\"]", "unknown-word", "document_kinds"},
    {"colour", "#7a1f5c", "purple", "bad-colour", "theme.colour"},
    {"X_10_colour_too_light", "#7a1f5c", "#9a9aff", "too-light", "theme.colour"},
    {"password_lengths", "max_length = 64", "max_length = 9", "out-of-range", "password.max_length"},
    {"password_classes", "classes = 2", "classes = 5", "out-of-range", "password.classes"},
    {"flag", "spaces = true", "spaces = \"yes\"", "wrong-type", "password.spaces"},
    {"weak_hash", "passes = 5", "passes = 4", "too-weak", "hash.passes"},
    {"lock_failures", "failures = 3", "failures = 0", "out-of-range", "lockout.password.failures"},
    {"X_06_code_tries", "failures = 4", "failures = 6", "out-of-range", "lockout.sms.failures"},
    {"lock_window", "window = 60", "window = \"week\"", "unknown-word", "lockout.password.window"},
    {"lock_lasts", "lasts = 15", "lasts = true", "wrong-type", "lockout.password.lasts"},
    {"lock_method", "[lockout.sms]", "[lockout.face]\nfailures = 1\n[lockout.sms]", "unknown-option",
     "lockout.face"},
    {"X_06_code_minutes", "minutes = 5\n\n[session]", "minutes = 11\n\n[session]", "out-of-range",
     "sms.minutes"},
    {"X_06_code_digits", "digits = 8", "digits = 4", "out-of-range", "sms.digits"},
    {"session", "idle_minutes = 10", "idle_minutes = 0", "out-of-range", "session.idle_minutes"},
    {"not_a_table", "[session]\nidle_minutes = 10\nlongest_hours = 8", "session = 7\n\n\n", "unknown-option",
     "sms.session"},
    {"empty_text", "\"我们保护您的信息。\"", "\"  \"", "empty", "consent.privacy.text.zh-CN"},
    {"text_language", "en = \"Privacy policy\"", "de = \"Datenschutz\", en = \"Privacy\"", "unknown-option",
     "consent.privacy.title.de"},
    {"text_without_language", ", en = \"Privacy policy\"", "", "missing-option", "consent.privacy.title.en"},
    {"placeholder_languages", "en = \"Me\"", "en = \"Me {name}\"", "placeholders", "texts.identity.self"},
    {"placeholder_braces", "\"我自己\", zh-TW", "\"我自己{\", zh-TW", "placeholders", "texts.identity.self"},
    {"placeholder_without_value", "\"我自己\", zh-TW = \"我自己\", en = \"Me\"",
     "\"{who}\", zh-TW = \"{who}\", en = \"{who}\"", "unknown-placeholder", "texts.identity.self"},
    {"unknown_text", "\"identity.self\"", "\"identity.selfish\"", "unknown-option", "texts.identity.selfish"},
    {"function_twice", "[[role]]",
     "[[function]]\nid = \"taxes\"\ntitle = { zh-CN = \"税\", zh-TW = \"稅\", en = \"Tax\" }\n[[role]]",
     "duplicate", "function[3].id"},
    {"function_parent", "parent = \"taxes\"", "parent = \"filing\"", "unknown-function",
     "function.filing.parent"},
    {"role_function", "functions = [\"filing\"]", "functions = [\"fishing\"]", "unknown-function",
     "role.clerk.functions"},
    {"role_validity", "validity_days = 30", "validity_days = 91", "out-of-range", "role.clerk.validity_days"},
    {"role_twice", "id = \"clerk\"", "id = \"owner\"", "duplicate", "role[2].id"},
    {"way_kind", "kind = \"recovery\"", "kind = \"rescue\"", "unknown-word", "way.lost.kind"},
    {"principal", "principal = \"enterprise\"", "principal = \"shop\"", "unknown-word", "way.shop.principal"},
    {"principal_of_recovery", "kind = \"recovery\"", "kind = \"recovery\"\nprincipal = \"self\"",
     "unknown-option", "way.lost.principal"},
    {"way_consent", "consents = [\"privacy\"]", "consents = [\"privacy\", \"cookies\"]", "unknown-consent",
     "way.shop.consents"},
    {"way_without_consents", "consents = [\"privacy\"]\n", "\n", "consent-unused", "way.shop.consents",
     "[[way]]"},
    {"consents_not_asked", "kind = \"recovery\"", "kind = \"recovery\"\nconsents = [\"privacy\"]",
     "consent-unused", "way.lost.consents"},
    {"link", "links = [\"lost\"]", "links = [\"found\"]", "unknown-way", "way.shop.links"},
    {"link_to_account", "links = [\"lost\"]", "links = [\"number\"]", "bad-link", "way.shop.links"},
    {"way_minutes", "minutes = 5\n\n[[way.step]]", "minutes = 90\n\n[[way.step]]", "out-of-range",
     "way.shop.minutes"},
    {"unknown_ask", "[\"taxpayer\", \"captcha\", \"consent\"]",
     "[\"taxpayer\", \"captcha\", \"consent\", \"riddle\"]", "unknown-word", "way.shop.step.which.asks"},
    {"ask_twice", "[\"taxpayer\", \"captcha\", \"consent\"]",
     "[\"taxpayer\", \"captcha\", \"captcha\", \"consent\"]", "duplicate", "way.shop.step.which.asks"},
    {"not_connected", "asks = [\"account\", \"person-password\"]",
     "asks = [\"account\", \"person-password\", \"scan\"]", "not-connected", "way.shop.step.who.asks"},
    {"next_nowhere", "next = \"as-what\"", "next = \"nowhere\"", "unknown-step", "way.shop.step.who.next"},
    {"next_missing", "next = \"as-what\"\n", "\n", "missing-option", "way.shop.step.who.next",
     "[[way.step]]\nid = \"who\""},
    {"next_empty", "next = \"as-what\"", "next = []", "dead-end", "way.shop.step.who.next"},
    {"next_always_conditional", "next = \"as-what\"",
     "next = [{ when = \"initial-password\", to = \"renew\" }]", "dead-end", "way.shop.step.who.next"},
    {"next_after_otherwise", "next = \"as-what\"", "next = [{ to = \"as-what\" }, { to = \"phone\" }]",
     "after-otherwise", "way.shop.step.who.next[2].to"},
    {"next_unknown_mark", "next = \"as-what\"",
     "next = [{ when = \"rainy\", to = \"renew\" }, { to = \"as-what\" }]", "unknown-word",
     "way.shop.step.who.next[1].when"},
    {"alternative", "alternatives = [\"stick\"]", "alternatives = [\"stick\", \"stones\"]", "unknown-step",
     "way.shop.step.phone.alternatives"},
    {"alternative_to_itself", "alternatives = [\"stick\"]", "alternatives = [\"stick\", \"phone\"]",
     "unknown-step", "way.shop.step.phone.alternatives"},
};

INSTANTIATE_TEST_SUITE_P(Profile, OneFaultTest, ::testing::ValuesIn(kFaults),
                         [](const auto& info) { return info.param.name; });

TEST(LoadProfile, X_07_missing_sections_are_told) {
  const auto faults = faults_of("vocabulary = 1\n");
  std::vector<std::string> options;
  for (const auto& fault : faults) options.push_back(fault.option);
  EXPECT_THAT(options, ::testing::UnorderedElementsAre("id", "common", "name", "utc_offset", "assurance",
                                                       "accounts", "document_kinds", "password", "lockout",
                                                       "function", "role", "way", "way"));
}

TEST(LoadProfile, X_07_common_texts_that_are_incomplete_are_told) {
  const std::string common = testing::read(kProfiles / "common" / "texts.toml");
  const auto line =
      common.substr(common.find("\"no-phone\""),
                    common.find('\n', common.find("\"no-phone\"")) - common.find("\"no-phone\""));
  const testing::TemporaryFile shortened{replaced(common, line, "")};
  const std::string profile =
      replaced(movable(kData / "yunling.toml"), (kProfiles / "common" / "texts.toml").string(),
               shortened.path().string());
  const auto faults = faults_of(profile);
  ASSERT_EQ(faults.size(), 1U) << listed(faults);
  EXPECT_EQ(faults[0].code, "missing-text");
  EXPECT_EQ(faults[0].file, shortened.path().string());
  EXPECT_NE(faults[0].message.find("no-phone"), std::string::npos);
}

TEST(LoadProfile, X_07_a_value_that_no_text_has_may_not_be_named) {
  const std::string common = testing::read(kProfiles / "common" / "texts.toml");
  const std::string line = "\"mandate-ends-too-late\" = [\"date\"]";
  const testing::TemporaryFile changed{
      replaced(common, line, "\"mandate-ends-too-late\" = [\"colour\"]\n\"no-such-text\" = [\"date\"]")};
  const auto faults =
      faults_of(replaced(movable(kData / "yunling.toml"), (kProfiles / "common" / "texts.toml").string(),
                         changed.path().string()));
  std::vector<std::string> codes;
  for (const auto& fault : faults) codes.push_back(fault.code);
  EXPECT_THAT(codes, ::testing::UnorderedElementsAre("unknown-placeholder", "unknown-option"))
      << listed(faults);
}

}  // namespace
}  // namespace taxgate
