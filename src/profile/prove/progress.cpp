#include "profile/prove/progress.hpp"

#include <algorithm>

namespace taxgate::proving {

Progress at_the_beginning(const Way& way) {
  Progress progress;
  // What the session may lack of these, the asks that want it refuse.
  if (needs_session(way.kind)) progress.known = {Knows::kProvedPerson, Knows::kTaxpayer, Knows::kIdentity};
  return progress;
}

std::set<Knows> known_on_page(const Step& step) {
  constexpr std::array kExamined{Knows::kAccountHolder, Knows::kCaptchaPassed, Knows::kTaxpayer};
  std::set<Knows> known;
  for (const AskKind kind : step.asks) {
    if (kind == AskKind::kUnit) continue;  // chosen, and known on the next page only
    if (kind == AskKind::kCaptcha && step.captcha_after > 0) continue;  // it may not have been asked
    for (const Knows made : ask(kind).traits().makes_known) {
      if (std::ranges::find(kExamined, made) != kExamined.end()) known.insert(made);
    }
  }
  return known;
}

std::vector<Progress> after_ask(Progress before, AskKind kind, const Profile& profile, const Way& way) {
  const AskTraits& traits = ask(kind).traits();
  Progress after = std::move(before);
  const bool named = !after.knows(Knows::kProvedPerson) && traits.makes_known.contains(Knows::kProvedPerson);
  after.asked.insert(kind);
  after.known.insert(traits.makes_known.begin(), traits.makes_known.end());
  if (named) after.claimed = !traits.proves;
  if (traits.proves) {
    after.factors.insert(*traits.proves);
    after.claimed = false;
  }
  if (!profile.available(kind)) after.closed.insert(kind);
  if (traits.makes_known.contains(Knows::kPasswordSet)) {
    after.marks.erase(Mark::kInitialPassword);
    after.marks.erase(Mark::kNoPersonalPassword);
  }
  std::vector<Progress> outcomes{std::move(after)};
  // Officers begin with a password that somebody else has set, in every bureau.
  const bool initial = profile.initial_passwords || way.principal == PrincipalKind::kOffice;
  const bool persons_own = kind == AskKind::kPersonPassword || kind == AskKind::kOldPassword;
  for (const Mark mark : traits.may_mark) {
    if (mark == Mark::kInitialPassword && persons_own && !initial) continue;
    const std::size_t without = outcomes.size();
    for (std::size_t at = 0; at < without; ++at) {
      Progress with = outcomes[at];
      with.marks.insert(mark);
      with.found.insert(mark);
      if (mark == Mark::kAuthorised) with.known.insert(Knows::kIdentity);
      outcomes.push_back(std::move(with));
    }
  }
  return outcomes;
}

void leave_step(Progress& progress) { progress.known.erase(Knows::kAccountHolder); }

}  // namespace taxgate::proving
