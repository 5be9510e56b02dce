#include "domain/profile.hpp"

#include <algorithm>

#include "domain/words.hpp"

namespace taxgate {
namespace {

constexpr std::array<Word<FlowKind>, 5> kFlowKinds{{{FlowKind::kSignIn, "sign-in"},
                                                    {FlowKind::kRecovery, "recovery"},
                                                    {FlowKind::kChangePassword, "change-password"},
                                                    {FlowKind::kChangePhone, "change-phone"},
                                                    {FlowKind::kChangeUsername, "change-username"}}};
constexpr std::array<Word<PrincipalKind>, 3> kPrincipals{{{PrincipalKind::kSelf, "self"},
                                                          {PrincipalKind::kEnterprise, "enterprise"},
                                                          {PrincipalKind::kAgency, "agency"}}};
constexpr std::array<Word<AskKind>, 16> kAsks{{{AskKind::kTaxpayer, "taxpayer"},
                                               {AskKind::kAccount, "account"},
                                               {AskKind::kPersonPassword, "person-password"},
                                               {AskKind::kCaptcha, "captcha"},
                                               {AskKind::kConsent, "consent"},
                                               {AskKind::kSmsCode, "sms-code"},
                                               {AskKind::kIdentity, "identity"},
                                               {AskKind::kNewPassword, "new-password"},
                                               {AskKind::kOldPassword, "old-password"},
                                               {AskKind::kKnownPerson, "known-person"},
                                               {AskKind::kNewPhone, "new-phone"},
                                               {AskKind::kNewPhoneCode, "new-phone-code"},
                                               {AskKind::kNewUsername, "new-username"},
                                               {AskKind::kFace, "face"},
                                               {AskKind::kScan, "scan"},
                                               {AskKind::kCertificate, "certificate"}}};
constexpr std::array<Word<Mark>, 1> kMarks{{{Mark::kInitialPassword, "initial-password"}}};
constexpr std::array<Word<End>, 3> kEnds{
    {{End::kSession, "session"}, {End::kSignInAgain, "sign-in-again"}, {End::kDone, "done"}}};

template <class Items>
auto find_by_id(const Items& items, std::string_view id) -> decltype(items.data()) {
  const auto found =
      std::ranges::find(items, id, [](const auto& item) -> std::string_view { return item.id; });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

std::string_view to_string(FlowKind kind) { return word_of(kFlowKinds, kind); }
std::optional<FlowKind> flow_kind(std::string_view word) { return meaning_of(kFlowKinds, word); }
std::string_view to_string(PrincipalKind kind) { return word_of(kPrincipals, kind); }
std::optional<PrincipalKind> principal_kind(std::string_view word) { return meaning_of(kPrincipals, word); }
std::string_view to_string(AskKind kind) { return word_of(kAsks, kind); }
std::optional<AskKind> ask_kind(std::string_view word) { return meaning_of(kAsks, word); }
std::string_view to_string(Mark mark) { return word_of(kMarks, mark); }
std::optional<Mark> mark(std::string_view word) { return meaning_of(kMarks, word); }
std::string_view to_string(End end) { return word_of(kEnds, end); }
std::optional<End> flow_end(std::string_view word) { return meaning_of(kEnds, word); }

const Way* Profile::way(std::string_view wanted) const { return find_by_id(ways, wanted); }
const Role* Profile::role(std::string_view wanted) const { return find_by_id(roles, wanted); }
const Function* Profile::function(std::string_view wanted) const { return find_by_id(functions, wanted); }
const Step* find_step(const Way& way, std::string_view id) { return find_by_id(way.steps, id); }

const LockRule* Profile::lock_rule(std::string_view method) const {
  const auto found = lockout.find(method);
  return found == lockout.end() ? nullptr : &found->second;
}

bool Profile::available(AskKind ask) const {
  return std::ranges::find(unavailable, ask) == unavailable.end();
}

bool Profile::covers(const std::vector<std::string>& roots, std::string_view wanted) const {
  for (const Function* node = function(wanted); node != nullptr; node = function(node->parent)) {
    if (std::ranges::find(roots, node->id) != roots.end()) return true;
  }
  return false;
}

}  // namespace taxgate
