#include "profile/prove/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/words.hpp"

namespace taxgate::proving {
namespace {

constexpr std::array<Word<Knows>, 7> kKnows{{{Knows::kTaxpayer, "the taxpayer"},
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
  return way.kind == FlowKind::kSignIn && way.principal != PrincipalKind::kSelf;
}

bool on_page(const Step& step, AskKind kind) { return std::ranges::find(step.asks, kind) != step.asks.end(); }

/// Everything that an ask reads must be known when its page is shown; what the page itself tells is known,
/// too, when all of it is examined before anything is checked.
void check_known(const AskScene& scene, AskKind kind, Breaches& breaches) {
  const auto page = known_on_page(scene.step);
  for (const Knows wanted : ask(kind).traits().requires_known) {
    breaches.add_if(!scene.entered.knows(wanted) && !page.contains(wanted), "not-known",
                    fmt::format("it needs {} before it", word_of(kKnows, wanted)));
  }
  const bool needs_taxpayer = kind == AskKind::kPersonPassword || kind == AskKind::kIdentity;
  const bool told = scene.entered.knows(Knows::kTaxpayer) ||
                    (kind == AskKind::kPersonPassword && on_page(scene.step, AskKind::kTaxpayer));
  breaches.add_if(needs_taxpayer && acts_for_taxpayer(scene.way) && !told, "not-known",
                  "it needs the taxpayer before it");
}

/// Passwords must not be guessed by machines: a picture first (LN-02), in every way.
void check_captcha(const AskScene& scene, AskKind kind, Breaches& breaches) {
  const bool passed = scene.entered.knows(Knows::kCaptchaPassed) || on_page(scene.step, AskKind::kCaptcha);
  breaches.add_if(kind == AskKind::kPersonPassword && !passed, "no-captcha",
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
  constexpr std::array kChanges{AskKind::kNewPassword, AskKind::kNewPhone, AskKind::kNewPhoneCode,
                                AskKind::kNewUsername, AskKind::kIdentity};
  if (std::ranges::find(kChanges, kind) == kChanges.end()) return;
  breaches.add_if(scene.now.claimed, "unproved-person",
                  "somebody was named, and nothing is proved of it yet");
  const bool secret = kind == AskKind::kNewPassword || kind == AskKind::kNewPhoneCode;
  breaches.add_if(secret && needs_session(scene.way.kind) && scene.now.factors.empty(), "unproved-change",
                  "an open session alone must not change it: ask for a proof before it (X-08)");
  if (kind == AskKind::kNewPassword) check_new_password(scene, breaches);
}

void check_session(const Profile& profile, const Way& way, const Progress& progress, Breaches& breaches) {
  breaches.add_if(
      std::cmp_less(progress.factors.size(), profile.assurance), "assurance",
      fmt::format("{} different factors are wanted, {} proved", profile.assurance, progress.factors.size()));
  breaches.add_if(!progress.knows(Knows::kProvedPerson), "nobody", "nobody is signed in by it");
  breaches.add_if(
      progress.marks.contains(Mark::kInitialPassword), "initial-password",
      "the password may still be the initial one: lead to a step with new-password first (SX-04)");
  breaches.add_if(acts_for_taxpayer(way) && !progress.knows(Knows::kIdentity), "no-identity",
                  "for whom the session acts is not settled: ask for the identity first (SX-06)");
}

bool served(FlowKind kind, const Progress& progress) {
  switch (kind) {
    case FlowKind::kSignIn:
    case FlowKind::kRecovery:
    case FlowKind::kChangePassword:
      return progress.knows(Knows::kPasswordSet);
    case FlowKind::kChangePhone:
      return progress.asked.contains(AskKind::kNewPhoneCode);
    case FlowKind::kChangeUsername:
      return progress.asked.contains(AskKind::kNewUsername);
  }
  return false;
}

}  // namespace

bool may_end(FlowKind kind, End end) {
  switch (kind) {
    case FlowKind::kSignIn:
      return end != End::kDone;
    case FlowKind::kRecovery:
      return end == End::kSignInAgain;
    case FlowKind::kChangePassword:
    case FlowKind::kChangePhone:
    case FlowKind::kChangeUsername:
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
  breaches.add_if(kind == AskKind::kNewPhoneCode && on_page(scene.step, AskKind::kSmsCode), "asks-clash",
                  "two codes cannot be asked on one page");
  return breaches.take();
}

std::vector<Broken> check_end(const Profile& profile, const Way& way, const Progress& progress, End end) {
  Breaches breaches;
  if (!may_end(way.kind, end)) {
    breaches.add_if(true, "wrong-end",
                    fmt::format("a way of the kind {} cannot end so", to_string(way.kind)));
  } else if (end == End::kSession) {
    check_session(profile, way, progress, breaches);
  } else {
    breaches.add_if(!served(way.kind, progress), "purpose-missed",
                    "it ends without having done what it is for");
  }
  return breaches.take();
}

}  // namespace taxgate::proving
