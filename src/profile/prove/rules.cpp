#include "profile/prove/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/words.hpp"

namespace taxgate::proving {
namespace {

constexpr std::array<Word<Knows>, 9> kKnows{{{Knows::kTaxpayer, "the taxpayer"},
                                             {Knows::kProvedTaxpayer, "the taxpayer's own password"},
                                             {Knows::kRegistrant, "who registers"},
                                             {Knows::kAccountHolder, "an account on the same page"},
                                             {Knows::kProvedPerson, "the person"},
                                             {Knows::kIdentity, "the identity"},
                                             {Knows::kTypedPhone, "a typed phone number"},
                                             {Knows::kCaptchaPassed, "a captcha"},
                                             {Knows::kPasswordSet, "a new password"}}};

/// Collects the broken rules.
class Breaches {
 public:
  void add_if(bool broken, std::string_view code, std::string message) {
    if (broken) found_.push_back({std::string{code}, std::move(message)});
  }
  std::vector<Broken> take() { return std::move(found_); }

 private:
  std::vector<Broken> found_;
};

bool acts_for_taxpayer(const Way& way) {
  return way.kind == FlowKind::kSignIn && way.principal != PrincipalKind::kSelf &&
         way.principal != PrincipalKind::kOffice;
}

bool on_page(const Step& step, AskKind kind) { return std::ranges::find(step.asks, kind) != step.asks.end(); }

/// What an ask above on the page found out will do for the asks that look at it in turn; whoever registers
/// stands for the person that the others have.
bool told_before(const AskScene& scene, AskKind kind, Knows wanted) {
  if (wanted == Knows::kProvedTaxpayer) return scene.now.knows(wanted);
  if (wanted != Knows::kProvedPerson) return false;
  if (kind == AskKind::kSmsCode) return scene.now.knows(wanted);
  const bool phone = kind == AskKind::kNewPhone || kind == AskKind::kNewPhoneCode;
  return phone && scene.entered.knows(Knows::kRegistrant);
}

/// Everything that an ask reads must be known when its page is shown; what the page itself tells is known,
/// too, when all of it is examined before anything is checked.
void check_known(const AskScene& scene, AskKind kind, Breaches& breaches) {
  const auto page = known_on_page(scene.step);
  for (const Knows wanted : ask(kind).traits().requires_known) {
    const bool known =
        scene.entered.knows(wanted) || page.contains(wanted) || told_before(scene, kind, wanted);
    breaches.add_if(!known, "not-known", fmt::format("it needs {} before it", word_of(kKnows, wanted)));
  }
  const bool needs_taxpayer = (kind == AskKind::kPersonPassword || kind == AskKind::kIdentity) &&
                              asks_for(scene.way, AskKind::kTaxpayer);
  const bool told = scene.entered.knows(Knows::kTaxpayer) ||
                    (kind == AskKind::kPersonPassword && on_page(scene.step, AskKind::kTaxpayer));
  breaches.add_if(needs_taxpayer && acts_for_taxpayer(scene.way) && !told, "not-known",
                  "it needs the taxpayer before it");
}

/// Passwords must not be guessed by machines: a picture first (LN-02), in every way.
void check_captcha(const AskScene& scene, AskKind kind, Breaches& breaches) {
  const bool of_taxpayer = kind == AskKind::kEnterprisePassword || kind == AskKind::kDeclarationPassword;
  const bool passed = scene.entered.knows(Knows::kCaptchaPassed) || on_page(scene.step, AskKind::kCaptcha) ||
                      (of_taxpayer && on_page(scene.step, AskKind::kSmsCode));
  breaches.add_if((kind == AskKind::kPersonPassword || of_taxpayer) && !passed, "no-captcha",
                  "a captcha must be asked before the password, or on its page");
}

void check_new_password(const AskScene& scene, Breaches& breaches) {
  const Progress& now = scene.now;
  breaches.add_if(scene.way.kind == FlowKind::kRecovery && !now.beyond_knowledge(), "recovery-bypass",
                  "a recovery must prove possession or inherence before it (X-08)");
  breaches.add_if(scene.way.kind == FlowKind::kSignIn && !now.beyond_knowledge(), "initial-secret-alone",
                  "an initial password opens nothing without possession or inherence before it (SX-04)");
}

void check_change(const AskScene& scene, AskKind kind, Breaches& breaches) {
  constexpr std::array kChanges{AskKind::kNewPassword,
                                AskKind::kNewPhone,
                                AskKind::kNewPhoneCode,
                                AskKind::kNewUsername,
                                AskKind::kIdentity,
                                AskKind::kNewEnterprisePassword,
                                AskKind::kNewDeclarationPassword,
                                AskKind::kNewPersonalPassword};
  if (std::ranges::find(kChanges, kind) == kChanges.end()) return;
  breaches.add_if(scene.now.claimed, "unproved-person",
                  "somebody was named, and nothing is proved of it yet");
  const bool password = kind == AskKind::kNewPassword || new_secret_of(kind).has_value();
  const bool secret = password || kind == AskKind::kNewPhoneCode;
  breaches.add_if(secret && needs_session(scene.way.kind) && scene.now.factors.empty(), "unproved-change",
                  "an open session alone must not change it: ask for a proof before it (X-08)");
  if (password) check_new_password(scene, breaches);
}

void check_factors(const Profile& profile, const Way& way, const Progress& progress, End end,
                   Breaches& breaches) {
  const int wanted = profile.assurance_of(way, end);
  breaches.add_if(std::cmp_less(progress.factors.size(), wanted), "assurance",
                  fmt::format("{} different factors are wanted, {} proved", wanted, progress.factors.size()));
}

/// The unit's own session: by its own secret, within one role.
void check_unit_session(const Way& way, const Progress& progress, Breaches& breaches) {
  breaches.add_if(!progress.knows(Knows::kProvedTaxpayer), "nobody",
                  "the taxpayer's own password comes before it");
  breaches.add_if(way.unit_role.empty(), "no-unit-role",
                  "the way must name the role that it gives: unit_role");
  breaches.add_if(way.principal == PrincipalKind::kOffice, "nobody", "an officer is a person, not a unit");
}

void check_session(const Way& way, const Progress& progress, Breaches& breaches) {
  breaches.add_if(progress.claimed, "unproved-person", "somebody was named, and nothing is proved of it yet");
  breaches.add_if(progress.asked.contains(AskKind::kDeclarationPassword) && way.unit_role.empty(),
                  "no-unit-role",
                  "the way must name the role that the declaration password gives: unit_role");
  breaches.add_if(!progress.knows(Knows::kProvedPerson), "nobody", "nobody is signed in by it");
  breaches.add_if(
      progress.marks.contains(Mark::kInitialPassword), "initial-password",
      "the password may still be the initial one: lead to a step with new-password first (SX-04)");
  breaches.add_if(way.principal != PrincipalKind::kSelf && !progress.knows(Knows::kIdentity), "no-identity",
                  "for whom the session acts is not settled: ask for the identity first (SX-06)");
}

bool served(FlowKind kind, const Progress& progress) {
  switch (kind) {
    case FlowKind::kSignIn:
    case FlowKind::kRecovery:
    case FlowKind::kChangePassword:
      return progress.knows(Knows::kPasswordSet);
    case FlowKind::kRegistration:
      return progress.asked.contains(AskKind::kNewAccount) && progress.asked.contains(AskKind::kNewPhoneCode);
    case FlowKind::kChangePhone:
      return progress.asked.contains(AskKind::kNewPhoneCode);
    case FlowKind::kChangeUsername:
      return progress.asked.contains(AskKind::kNewUsername);
    case FlowKind::kConfirm:
      return progress.beyond_knowledge();
  }
  return false;
}

}  // namespace

bool may_end(FlowKind kind, End end) {
  switch (kind) {
    case FlowKind::kSignIn:
      return end != End::kDone;
    case FlowKind::kRecovery:
    case FlowKind::kRegistration:
      return end == End::kSignInAgain;
    case FlowKind::kChangePassword:
    case FlowKind::kChangePhone:
    case FlowKind::kChangeUsername:
    case FlowKind::kConfirm:
      return end == End::kDone;
  }
  return false;
}

std::vector<Broken> check_ask(const AskScene& scene, AskKind kind) {
  Breaches breaches;
  check_known(scene, kind, breaches);
  check_captcha(scene, kind, breaches);
  check_change(scene, kind, breaches);
  breaches.add_if(
      scene.now.knows(Knows::kProvedPerson) && ask(kind).traits().makes_known.contains(Knows::kProvedPerson),
      "person-twice", "who it is was settled before: two people could mix in one flow");
  breaches.add_if(kind == AskKind::kNewAccount && !scene.now.asked.contains(AskKind::kNewPhoneCode),
                  "not-known", "it needs a code to the new number before it");
  breaches.add_if(kind == AskKind::kNewPhoneCode && on_page(scene.step, AskKind::kSmsCode), "asks-clash",
                  "two codes cannot be asked on one page");
  return breaches.take();
}

std::vector<Broken> check_end(const Profile& profile, const Way& way, const Progress& progress, End end) {
  Breaches breaches;
  if (!may_end(way.kind, end)) {
    breaches.add_if(true, "wrong-end",
                    fmt::format("a way of the kind {} cannot end so", to_string(way.kind)));
  } else if (end == End::kSession || end == End::kUnitSession) {
    check_factors(profile, way, progress, end, breaches);
    if (end == End::kSession) check_session(way, progress, breaches);
    if (end == End::kUnitSession) check_unit_session(way, progress, breaches);
  } else {
    breaches.add_if(!served(way.kind, progress), "purpose-missed",
                    "it ends without having done what it is for");
  }
  return breaches.take();
}

}  // namespace taxgate::proving
