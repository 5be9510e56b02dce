#include "domain/profile.hpp"

#include <algorithm>

#include "domain/words.hpp"

namespace taxgate {
namespace {

constexpr std::array<Word<FlowKind>, 7> kFlowKinds{{{FlowKind::kSignIn, "sign-in"},
                                                    {FlowKind::kRecovery, "recovery"},
                                                    {FlowKind::kRegistration, "registration"},
                                                    {FlowKind::kChangePassword, "change-password"},
                                                    {FlowKind::kChangePhone, "change-phone"},
                                                    {FlowKind::kChangeUsername, "change-username"},
                                                    {FlowKind::kConfirm, "confirm"}}};
constexpr std::array<Word<PrincipalKind>, 5> kPrincipals{{{PrincipalKind::kSelf, "self"},
                                                          {PrincipalKind::kEnterprise, "enterprise"},
                                                          {PrincipalKind::kAgency, "agency"},
                                                          {PrincipalKind::kAny, "any"},
                                                          {PrincipalKind::kOffice, "office"}}};
constexpr std::array<Word<AskKind>, 30> kAsks{{{AskKind::kTaxpayer, "taxpayer"},
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
                                               {AskKind::kEnterprisePassword, "enterprise-password"},
                                               {AskKind::kDeclarationPassword, "declaration-password"},
                                               {AskKind::kPersonalPassword, "personal-password"},
                                               {AskKind::kNewEnterprisePassword, "new-enterprise-password"},
                                               {AskKind::kNewDeclarationPassword, "new-declaration-password"},
                                               {AskKind::kNewPersonalPassword, "new-personal-password"},
                                               {AskKind::kNewAgreementPassword, "new-agreement-password"},
                                               {AskKind::kChoosePerson, "choose-person"},
                                               {AskKind::kPersonByPhone, "person-by-phone"},
                                               {AskKind::kUnit, "unit"},
                                               {AskKind::kClient, "client"},
                                               {AskKind::kInvitation, "invitation"},
                                               {AskKind::kHallCode, "hall-code"},
                                               {AskKind::kNewAccount, "new-account"},
                                               {AskKind::kFace, "face"},
                                               {AskKind::kScan, "scan"},
                                               {AskKind::kCertificate, "certificate"}}};
constexpr std::array<Word<Mark>, 4> kMarks{{{Mark::kInitialPassword, "initial-password"},
                                            {Mark::kNoPersonalPassword, "no-personal-password"},
                                            {Mark::kAuthorised, "authorised"},
                                            {Mark::kSocialInsuranceOnly, "social-insurance-only"}}};
constexpr std::array<Word<Addable>, 3> kAddables{
    {{Addable::kKnown, "known"}, {Addable::kRegistered, "registered"}, {Addable::kByHand, "by-hand"}}};
constexpr std::array<Word<FirstPassword>, 3> kFirstPasswords{{{FirstPassword::kOwn, "own"},
                                                              {FirstPassword::kGiven, "given"},
                                                              {FirstPassword::kInvitation, "invitation"}}};
constexpr std::array<Word<End>, 4> kEnds{{{End::kSession, "session"},
                                          {End::kUnitSession, "unit-session"},
                                          {End::kSignInAgain, "sign-in-again"},
                                          {End::kDone, "done"}}};

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

std::string_view to_string(Addable addable) { return word_of(kAddables, addable); }
std::optional<Addable> addable(std::string_view word) { return meaning_of(kAddables, word); }

std::string_view to_string(FirstPassword first) { return word_of(kFirstPasswords, first); }
std::optional<FirstPassword> first_password(std::string_view word) {
  return meaning_of(kFirstPasswords, word);
}

const Way* Profile::way(std::string_view wanted) const { return find_by_id(ways, wanted); }
const Role* Profile::role(std::string_view wanted) const { return find_by_id(roles, wanted); }
const Function* Profile::function(std::string_view wanted) const { return find_by_id(functions, wanted); }
const Step* find_step(const Way& way, std::string_view id) { return find_by_id(way.steps, id); }

bool asks_for(const Step& step, AskKind kind) {
  return std::ranges::find(step.asks, kind) != step.asks.end();
}
bool asks_for(const Way& way, AskKind kind) {
  return std::ranges::any_of(way.steps, [&](const Step& step) { return asks_for(step, kind); });
}

bool chooses_client_by_password(const Profile& profile) {
  return std::ranges::any_of(profile.ways, [](const Way& way) { return asks_for(way, AskKind::kClient); });
}

bool within(const std::optional<Date>& from, const std::optional<Date>& until, Date day) {
  return (!from || day >= *from) && (!until || day <= *until);
}

bool admits(const Way& way, TaxpayerKind kind) {
  if (!way.taxpayer_kinds.empty())
    return std::ranges::find(way.taxpayer_kinds, kind) != way.taxpayer_kinds.end();
  return way.principal != PrincipalKind::kAgency || kind == TaxpayerKind::kAgency;
}

const Way* entrance_for(const Profile& profile, TaxpayerKind kind) {
  const auto names = [&](const Way& way) {
    return way.kind == FlowKind::kSignIn && way.principal != PrincipalKind::kSelf && admits(way, kind) &&
           (!way.taxpayer_kinds.empty() || way.principal == PrincipalKind::kAgency);
  };
  const auto found = std::ranges::find_if(profile.ways, names);
  return found == profile.ways.end() ? nullptr : &*found;
}

std::string_view method_of(AskKind kind) {
  if (kind == AskKind::kPersonPassword || kind == AskKind::kOldPassword) return "password";
  if (kind == AskKind::kHallCode) return "hall-code";
  const auto secret = secret_of(kind);
  return secret ? to_string(*secret) : std::string_view{};
}

std::optional<SecretKind> secret_of(AskKind kind) {
  if (kind == AskKind::kEnterprisePassword) return SecretKind::kEnterprise;
  if (kind == AskKind::kDeclarationPassword) return SecretKind::kDeclaration;
  if (kind == AskKind::kPersonalPassword) return SecretKind::kPersonal;
  if (kind == AskKind::kInvitation) return SecretKind::kInvitation;
  if (kind == AskKind::kClient) return SecretKind::kAgreement;
  return std::nullopt;
}

std::optional<SecretKind> new_secret_of(AskKind kind) {
  if (kind == AskKind::kNewEnterprisePassword) return SecretKind::kEnterprise;
  if (kind == AskKind::kNewDeclarationPassword) return SecretKind::kDeclaration;
  if (kind == AskKind::kNewPersonalPassword) return SecretKind::kPersonal;
  if (kind == AskKind::kNewAgreementPassword) return SecretKind::kAgreement;
  return std::nullopt;
}

const LockRule* Profile::lock_rule(std::string_view method) const {
  const auto found = lockout.find(method);
  return found == lockout.end() ? nullptr : &found->second;
}

int Profile::assurance_of(const Way& way, End end) const {
  constexpr int kOfficers = 2;
  if (way.principal == PrincipalKind::kOffice) return std::max(kOfficers, assurance);
  return end == End::kUnitSession && unit_assurance > 0 ? unit_assurance : assurance;
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
