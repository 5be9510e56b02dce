// The vocabulary of asks: one line a kind. What several asks share is below it.
#include "domain/flow/asks/asks.hpp"

#include <algorithm>
#include <stdexcept>

#include "domain/flow/ask.hpp"

namespace taxgate {
namespace {

constexpr std::chrono::minutes kCaptchaLasts{5};

/// An ask for each of several secrets, as one for this secret.
template <const Ask& (*Make)(SecretKind), SecretKind kSecret>
const Ask& of() {
  return Make(kSecret);
}

struct Entry {
  AskKind kind;
  const Ask& (*ask)();
};
constexpr Entry kAsks[] = {
    {AskKind::kTaxpayer, asks::taxpayer},
    {AskKind::kAccount, asks::account},
    {AskKind::kPersonPassword, asks::person_password},
    {AskKind::kOldPassword, asks::old_password},
    {AskKind::kCaptcha, asks::captcha},
    {AskKind::kConsent, asks::consent},
    {AskKind::kSmsCode, asks::sms_code},
    {AskKind::kNewPhoneCode, asks::new_phone_code},
    {AskKind::kIdentity, asks::identity},
    {AskKind::kNewPassword, asks::new_password},
    {AskKind::kKnownPerson, asks::known_person},
    {AskKind::kNewPhone, asks::new_phone},
    {AskKind::kNewUsername, asks::new_username},
    {AskKind::kEnterprisePassword, of<asks::taxpayer_secret, SecretKind::kEnterprise>},
    {AskKind::kDeclarationPassword, of<asks::taxpayer_secret, SecretKind::kDeclaration>},
    {AskKind::kPersonalPassword, asks::personal_password},
    {AskKind::kNewEnterprisePassword, of<asks::new_secret, SecretKind::kEnterprise>},
    {AskKind::kNewDeclarationPassword, of<asks::new_secret, SecretKind::kDeclaration>},
    {AskKind::kNewPersonalPassword, of<asks::new_secret, SecretKind::kPersonal>},
    {AskKind::kNewAgreementPassword, of<asks::new_secret, SecretKind::kAgreement>},
    {AskKind::kChoosePerson, asks::choose_person},
    {AskKind::kPersonByPhone, asks::person_by_phone},
    {AskKind::kUnit, asks::unit},
    {AskKind::kClient, asks::client},
    {AskKind::kInvitation, asks::invitation},
    {AskKind::kHallCode, asks::hall_code},
    {AskKind::kNewAccount, asks::new_account},
    {AskKind::kFace, asks::face},
    {AskKind::kScan, asks::scan},
    {AskKind::kCertificate, asks::certificate},
};

}  // namespace

const Ask& ask(AskKind kind) {
  const auto* const entry = std::ranges::find(kAsks, kind, &Entry::kind);
  if (entry == std::end(kAsks)) throw std::logic_error("an ask without a type");
  return entry->ask();
}

void Move::fault(std::string input_name, std::string code, Args args) const {
  outcome.faults.push_back({std::move(input_name), {std::move(code), std::move(args)}});
}

void Move::record(std::string event, Args detail) const {
  effect(Record{std::move(event), std::move(detail)});
}

const Person* known_person_of(const Known& known, const Facts& facts) {
  if (!known.person) return nullptr;
  if (facts.person && facts.person->id == *known.person) return &*facts.person;
  for (const auto& member : facts.staff) {
    if (member.person.id == *known.person) return &member.person;
  }
  return nullptr;
}

void draw_captcha(Flow& flow, const Facts& facts) {
  flow.captcha = Challenge{
      .answer = facts.fresh_captcha, .expires = facts.now + kCaptchaLasts, .next = {}, .sent_to = {}};
  ++flow.captcha_serial;
}

const Counter& counter_of(const Facts& facts, std::string_view method) {
  static const Counter kFresh{};
  const auto found = facts.counters.find(method);
  return found == facts.counters.end() ? kFresh : found->second;
}

void count_failure(const Move& move, std::string_view method) {
  const LockRule* rule = move.profile.lock_rule(method);
  if (rule == nullptr) return;
  const Counter after =
      after_failure(*rule, counter_of(move.facts, method), move.facts.now, move.profile.zone);
  move.effect(SetCounter{std::string{method}, after});
  move.record("proof-failed", {{"method", std::string{method}}});
  if (!is_locked(after, move.facts.now)) return;
  move.outcome.locked = Locked{std::string{method}, *after.locked_until};
  move.record("method-locked", {{"method", std::string{method}}});
}

int failures_now(const Profile& profile, const Facts& facts, std::string_view method) {
  const LockRule* rule = profile.lock_rule(method);
  if (rule == nullptr) return 0;
  return rule->failures - failures_left(*rule, counter_of(facts, method), facts.now, profile.zone);
}

bool captcha_wanted(const Step& step, const Flow& flow) {
  return step.captcha_after == 0 || flow.captcha_due;
}

void forget_failures(const Move& move, std::string_view method) {
  // Two asks of a page may mean the same counter (the old password and the new): a counter is set once.
  const bool done = std::ranges::any_of(move.outcome.effects, [&](const Effect& effect) {
    const auto* set = std::get_if<SetCounter>(&effect);
    return set != nullptr && set->method == method && set->counter == after_success();
  });
  const Counter& counter = counter_of(move.facts, method);
  if (!done && (counter.failures > 0 || counter.locked_until))
    move.effect(SetCounter{std::string{method}, after_success()});
}

bool stop_if_locked(const Move& move, std::string_view method) {
  const Counter& counter = counter_of(move.facts, method);
  if (!is_locked(counter, move.facts.now)) return false;
  move.outcome.locked = Locked{std::string{method}, *counter.locked_until};
  return true;
}

}  // namespace taxgate
