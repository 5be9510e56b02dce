// The vocabulary of asks: one line a kind. What several asks share is below it.
#include "domain/flow/asks/asks.hpp"

#include <algorithm>
#include <stdexcept>

#include "domain/flow/ask.hpp"

namespace taxgate {
namespace {

constexpr std::chrono::minutes kCaptchaLasts{5};

}  // namespace

const Ask& ask(AskKind kind) {
  switch (kind) {
    case AskKind::kTaxpayer:
      return asks::taxpayer();
    case AskKind::kAccount:
      return asks::account();
    case AskKind::kPersonPassword:
      return asks::person_password();
    case AskKind::kOldPassword:
      return asks::old_password();
    case AskKind::kCaptcha:
      return asks::captcha();
    case AskKind::kConsent:
      return asks::consent();
    case AskKind::kSmsCode:
      return asks::sms_code();
    case AskKind::kNewPhoneCode:
      return asks::new_phone_code();
    case AskKind::kIdentity:
      return asks::identity();
    case AskKind::kNewPassword:
      return asks::new_password();
    case AskKind::kKnownPerson:
      return asks::known_person();
    case AskKind::kNewPhone:
      return asks::new_phone();
    case AskKind::kNewUsername:
      return asks::new_username();
    case AskKind::kEnterprisePassword:
      return asks::taxpayer_secret(SecretKind::kEnterprise);
    case AskKind::kDeclarationPassword:
      return asks::taxpayer_secret(SecretKind::kDeclaration);
    case AskKind::kPersonalPassword:
      return asks::personal_password();
    case AskKind::kNewEnterprisePassword:
      return asks::new_secret(SecretKind::kEnterprise);
    case AskKind::kNewDeclarationPassword:
      return asks::new_secret(SecretKind::kDeclaration);
    case AskKind::kNewPersonalPassword:
      return asks::new_secret(SecretKind::kPersonal);
    case AskKind::kChoosePerson:
      return asks::choose_person();
    case AskKind::kPersonByPhone:
      return asks::person_by_phone();
    case AskKind::kUnit:
      return asks::unit();
    case AskKind::kHallCode:
      return asks::hall_code();
    case AskKind::kNewAccount:
      return asks::new_account();
    case AskKind::kFace:
      return asks::face();
    case AskKind::kScan:
      return asks::scan();
    case AskKind::kCertificate:
      return asks::certificate();
  }
  throw std::logic_error("an ask without a type");
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
